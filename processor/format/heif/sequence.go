package heif

import (
	"errors"
	"fmt"
	"io"
	"math"

	"thumbpool/processor/format/piece"
)

// firstSample returns the first picture of a sequence that stands for itself, of
// the first track of pictures (7.2): that of files without a primary item.
func (f *File) firstSample() (*Image, error) {
	for trak, err := range boxes(f.r, f.moov.off, f.moov.off+f.moov.len) {
		if err != nil {
			return nil, err
		}
		if trak.kind != "trak" {
			continue
		}
		t := track{}
		if err := f.readTrack(trak, &t, 0); err != nil {
			return nil, err
		}
		if t.pictures && t.entry.len > 0 {
			return f.sample(&t)
		}
	}
	return nil, errors.New("there is no track of pictures")
}

// track is what the tables of a track say (BMFF 8.5.1).
type track struct {
	pictures           bool
	entry              box // of its first sample description
	sync               uint32
	size               box // stsz or stz2
	chunks, longChunks box
	samplesInChunk     box
}

// readTrack reads a box of a track and those within.
func (f *File) readTrack(in box, t *track, depth int) error {
	const deepest = 4
	for b, err := range boxes(f.r, in.off, in.off+in.len) {
		if err != nil {
			return err
		}
		switch b.kind {
		case "mdia", "minf", "stbl":
			if depth < deepest {
				if err := f.readTrack(b, t, depth+1); err != nil {
					return err
				}
			}
		case "hdlr": // BMFF 8.4.3; HEIF 7.2.2
			h, err := piece.Read(f.r, b.off, min(b.len, 12))
			if err != nil {
				return err
			}
			t.pictures = t.pictures || len(h) == 12 && string(h[8:12]) == "pict"
		case "stsd": // BMFF 8.5.2
			for e, err := range boxes(f.r, b.off+8, b.off+b.len) {
				if err != nil {
					return err
				}
				t.entry = e
				break
			}
		case "stss": // BMFF 8.6.2
			h, err := piece.Read(f.r, b.off, min(b.len, 12))
			if err != nil {
				return err
			}
			n := &fields{b: h}
			n.uint(8)
			t.sync = uint32(n.uint(4))
		case "stsz", "stz2":
			t.size = b
		case "stco":
			t.chunks = b
		case "co64":
			t.longChunks = b
		case "stsc":
			t.samplesInChunk = b
		}
	}
	return nil
}

// sample returns the first sample that stands for itself.
func (f *File) sample(t *track) (*Image, error) {
	number := int(max(t.sync, 1)) - 1 // from 0
	at, err := f.place(t, number)
	if err != nil {
		return nil, err
	}
	if at.len <= 0 || at.off < 0 || at.off > f.size-at.len {
		return nil, io.ErrUnexpectedEOF
	}
	codec := t.entry.kind
	if !isCoded(codec) {
		return nil, UnsupportedError(fmt.Sprintf("a sequence coded as %q", codec))
	}
	const visual = 78 // bytes of a visual sample entry before its boxes (BMFF 12.1.3)
	head, err := piece.Read(f.r, t.entry.off, min(t.entry.len, visual))
	if err != nil {
		return nil, err
	}
	h := &fields{b: head}
	h.take(24)
	d := described{width: int(h.uint(2)), height: int(h.uint(2))}
	d.turned = upright(d.width, d.height)
	for b, err := range boxes(f.r, t.entry.off+visual, t.entry.off+t.entry.len) {
		if err != nil {
			return nil, err
		}
		switch b.kind {
		case "av1C", "hvcC":
			if d.config, err = piece.Read(f.r, b.off, min(b.len, maxConfig)); err != nil {
				return nil, err
			}
		case "colr":
			if err := f.readColour(b, &d); err != nil {
				return nil, err
			}
		}
	}
	if d.width == 0 || d.height == 0 {
		return nil, errors.New("the size of the pictures is missing")
	}
	c := &coded{codec: codec, config: d.config, data: []section{at}}
	if c.form, err = formOf(codec, d); err != nil {
		return nil, err
	}
	img := &Image{Width: d.width, Height: d.height, coded: c}
	img.turn(d)
	return img, nil
}

// place returns where sample number n, from 0, lies.
func (f *File) place(t *track, n int) (section, error) {
	chunk, before, err := f.chunkOf(t, n)
	if err != nil {
		return section{}, err
	}
	table, size := t.chunks, 4
	if table.len == 0 {
		table, size = t.longChunks, 8
	}
	b, err := f.entry(table, 8, chunk, size)
	if err != nil {
		return section{}, err
	}
	s := section{off: int64(min(b, math.MaxInt64))}
	for i := n - before; i <= n; i++ {
		length, err := f.sizeOf(t, i)
		if err != nil {
			return section{}, err
		}
		if i < n {
			s.off += length
		}
		s.len = length
	}
	if s.off < 0 {
		return section{}, io.ErrUnexpectedEOF
	}
	return s, nil
}

// chunkOf returns which chunk sample n lies in, from 0, and how many lie before it
// there (BMFF 8.7.4).
func (f *File) chunkOf(t *track, n int) (chunk, before int, err error) {
	const most = 1 << 12 // samples before the first that stands for itself
	if n > most {
		return 0, 0, errTooMany
	}
	table, err := t.samplesInChunk.table(f.r)
	if err != nil {
		return 0, 0, err
	}
	table.full()
	entries := int(min(table.uint(4), 1<<16))
	for first, i := 0, 0; i < entries; i++ {
		at, samples := int(table.uint(4))-1, int(table.uint(4))
		table.uint(4)
		if table.err() != nil || samples == 0 || at < first {
			break
		}
		chunks := math.MaxInt32 // that have so many samples
		if i+1 < entries && len(table.b) >= 4 {
			next := fields{b: table.b[:4]}
			chunks = int(next.uint(4)) - 1 - at
		}
		if chunks <= 0 {
			break
		}
		if n/samples < chunks {
			return at + n/samples, n % samples, nil
		}
		n -= chunks * samples
		first = at
	}
	return 0, 0, errors.New("nothing tells where the first picture lies")
}

// sizeOf returns how many bytes sample n has (BMFF 8.7.3).
func (f *File) sizeOf(t *track, n int) (int64, error) {
	head, err := f.entry(t.size, 4, 0, 4)
	if err != nil {
		return 0, err
	}
	if t.size.kind == "stz2" {
		bits := int(head & 0xFF)
		if bits != 8 && bits != 16 {
			return 0, UnsupportedError("a table of sizes of 4 bits")
		}
		v, err := f.entry(t.size, 12, n, bits/8)
		return int64(v), err
	}
	if head != 0 {
		return int64(head), nil
	}
	v, err := f.entry(t.size, 12, n, 4)
	return int64(v), err
}

// entry returns entry n of a table that begins after so many bytes of a box.
func (f *File) entry(b box, start int64, n, size int) (uint64, error) {
	off := start + int64(n)*int64(size)
	if off+int64(size) > b.len {
		return 0, errors.New("a table ends early")
	}
	p, err := piece.Read(f.r, b.off+off, int64(size))
	t := &fields{b: p}
	return t.uint(size), err
}
