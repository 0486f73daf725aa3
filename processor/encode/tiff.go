package encode

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"math"
	"slices"

	"thumbpool/processor/plane"
)

// Fields of TIFF 6.0 and its later notes, by their tags.
const (
	tiffWidth       = 256
	tiffHeight      = 257
	tiffBits        = 258
	tiffCompression = 259
	tiffPhotometric = 262
	tiffOffsets     = 273
	tiffOrientation = 274
	tiffSamples     = 277
	tiffRows        = 278
	tiffLengths     = 279
	tiffXDots       = 282
	tiffYDots       = 283
	tiffDotsUnit    = 296
	tiffPredictor   = 317
	tiffExtra       = 338
	tiffXMP         = 700
	tiffIPTC        = 33723
	tiffICC         = 34675

	kindByte, kindShort, kindLong, kindRational, kindUndefined = 1, 3, 4, 5, 7
)

// stripBytes is about how many bytes of pixels a strip holds.
const stripBytes = 64 << 10

// tiffFile is a TIFF on its way. Its first directory comes last, behind all that it
// points to; EXIF is built like a TIFF file, so that a file can begin with it, and
// takes over the fields of its first directory.
type tiffFile struct {
	order interface {
		binary.ByteOrder
		binary.AppendByteOrder
	}
	at      int // where in out the file begins
	out     []byte
	entries map[uint16][]byte
}

// writeTIFF writes gray, RGB, or RGB with alpha where there is any, of 8 bits, packed by
// Deflate with differences (TIFF 6.0, section 14; Adobe's technical note of 2002).
func (e *Encoder) writeTIFF(dst []byte, p plane.Picture, o Options) ([]byte, error) {
	f := tiffFile{order: binary.LittleEndian, at: len(dst), entries: map[uint16][]byte{}}
	if o.Metadata.EXIF != nil {
		f.begin(append(dst, o.Metadata.EXIF...))
	} else {
		f.out = append(dst, "II*\x00\x00\x00\x00\x00"...)
	}
	samples, row := tiffRow(p)
	w, h := p.Size()
	rows := max(1, stripBytes/(w*samples))
	var offsets, lengths []uint32
	for y := 0; y < h; y += rows {
		offsets = append(offsets, uint32(len(f.out)-f.at))
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		for i := y; i < min(y+rows, h); i++ {
			if _, err := z.Write(differences(row(i), samples)); err != nil {
				return nil, err
			}
		}
		if err := z.Close(); err != nil {
			return nil, err
		}
		lengths = append(lengths, uint32(packed.Len()))
		f.out = append(f.out, packed.Bytes()...)
		f.even()
	}
	const blackIsZero, rgb, deflate, horizontal = 1, 2, 8, 2
	photometric := uint32(rgb)
	if samples == 1 {
		photometric = blackIsZero
	}
	f.add(tiffWidth, kindLong, uint32(w))
	f.add(tiffHeight, kindLong, uint32(h))
	f.add(tiffBits, kindShort, slices.Repeat([]uint32{8}, samples)...)
	f.add(tiffCompression, kindShort, deflate)
	f.add(tiffPhotometric, kindShort, photometric)
	f.add(tiffOffsets, kindLong, offsets...)
	f.add(tiffOrientation, kindShort, 1)
	f.add(tiffSamples, kindShort, uint32(samples))
	f.add(tiffRows, kindLong, uint32(rows))
	f.add(tiffLengths, kindLong, lengths...)
	f.add(tiffPredictor, kindShort, horizontal)
	if samples == 4 {
		const notMultiplied = 2
		f.add(tiffExtra, kindShort, notMultiplied)
	}
	dots := o.Metadata.Dots
	if dots[0] == 0 {
		dots = [2]float64{72, 72} // there has to be a density
	}
	const inch, scale = 2, 1000
	f.add(tiffXDots, kindRational, uint32(math.Round(dots[0]*scale)), scale)
	f.add(tiffYDots, kindRational, uint32(math.Round(dots[1]*scale)), scale)
	f.add(tiffDotsUnit, kindShort, inch)
	f.bytes(tiffXMP, kindByte, o.Metadata.XMP)
	f.bytes(tiffIPTC, kindUndefined, o.Metadata.IPTC)
	f.bytes(tiffICC, kindUndefined, o.ICC)
	return f.end(), nil
}

// tiffRow returns how many samples a pixel has, and what makes the rows of them.
func tiffRow(p plane.Picture) (samples int, row func(y int) []byte) {
	if p.Kind == plane.Gray {
		return 1, func(y int) []byte { return slices.Clone(p.Planes[0].Row(y)) }
	}
	img := p.NRGBA()
	if samples = 4; img.Opaque() {
		samples = 3
	}
	return samples, func(y int) []byte {
		out := make([]byte, 0, img.Rect.Dx()*samples)
		for px := range slices.Chunk(img.Pix[y*img.Stride:][:4*img.Rect.Dx()], 4) {
			out = append(out, px[:samples]...)
		}
		return out
	}
}

// differences replaces the samples of a row by what each differs from that of the
// pixel before.
func differences(row []byte, samples int) []byte {
	for i := len(row) - 1; i >= samples; i-- {
		row[i] -= row[i-samples]
	}
	return row
}

// begin takes over a block of EXIF, and the fields of its first directory.
func (f *tiffFile) begin(out []byte) {
	f.out = out
	b := out[f.at:]
	if b[0] == 'M' {
		f.order = binary.BigEndian
	}
	first := f.order.Uint32(b[4:])
	n := int(f.order.Uint16(b[first:]))
	for e := range slices.Chunk(b[first+2:][:12*n], 12) {
		f.entries[f.order.Uint16(e)] = slices.Clone(e)
	}
	f.even()
}

// even pads the file, for values begin at even places.
func (f *tiffFile) even() { f.out = append(f.out, make([]byte, (len(f.out)-f.at)&1)...) }

// add adds a field of numbers; those of fractions come in pairs.
func (f *tiffFile) add(tag, kind uint16, values ...uint32) {
	var b []byte
	count := len(values)
	for _, v := range values {
		if kind == kindShort {
			b = f.order.AppendUint16(b, uint16(v))
		} else {
			b = f.order.AppendUint32(b, v)
		}
	}
	if kind == kindRational {
		count /= 2
	}
	f.entry(tag, kind, count, b)
}

// bytes adds a field of bytes, unless there are none.
func (f *tiffFile) bytes(tag, kind uint16, b []byte) {
	if len(b) > 0 {
		f.entry(tag, kind, len(b), b)
	}
}

func (f *tiffFile) entry(tag, kind uint16, count int, value []byte) {
	e := f.order.AppendUint16(f.order.AppendUint16(nil, tag), kind)
	e = f.order.AppendUint32(e, uint32(count))
	if len(value) <= 4 {
		e = append(append(e, value...), make([]byte, 4-len(value))...)
	} else {
		e = f.order.AppendUint32(e, uint32(len(f.out)-f.at))
		f.out = append(f.out, value...)
		f.even()
	}
	f.entries[tag] = e
}

// end writes the directory, and where it lies into the file's head.
func (f *tiffFile) end() []byte {
	f.order.PutUint32(f.out[f.at+4:], uint32(len(f.out)-f.at))
	f.out = f.order.AppendUint16(f.out, uint16(len(f.entries)))
	tags := make([]uint16, 0, len(f.entries))
	for tag := range f.entries {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	for _, tag := range tags {
		f.out = append(f.out, f.entries[tag]...)
	}
	return append(f.out, 0, 0, 0, 0)
}
