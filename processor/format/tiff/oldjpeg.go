package tiff

import (
	"context"
	"encoding/binary"
	"errors"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/jpeg"
)

// JPEG of the old style (section 22), which was given up because each writer
// understood it in its own way: there may be a whole JPEG besides the strips or
// in the first of them, one without its scan, or tables alone, in fields of their
// own. Whatever there is, it is put together to one JPEG of the whole picture.

// mostOldStrips is how many strips the scan may be cut into.
const mostOldStrips = 1 << 16

// The markers that a JPEG is put together with (ISO/IEC 10918-1, table B.1).
const (
	markerDHT = 0xC4
	markerDQT = 0xDB
	markerDRI = 0xDD
	markerRST = 0xD0
)

// oldJPEG decodes the picture.
func (d *decoder) oldJPEG(ctx context.Context) (jpeg.Picture, error) {
	var o oldStream
	if err := o.gather(d); err != nil {
		return jpeg.Picture{}, err
	}
	d.packed = append(make([]byte, 0, o.length()), o.head...)
	for _, s := range o.data {
		if s.mark != 0 {
			d.packed = append(d.packed, 0xFF, s.mark)
		}
		n := len(d.packed)
		d.packed = d.packed[:n+int(s.length)]
		if err := piece.Fill(d.dir.r, d.packed[n:], s.off); err != nil {
			return jpeg.Picture{}, err
		}
	}
	d.packed = append(d.packed, endOfImage...)
	return d.decodeJPEG(ctx, 0, jpeg.Options{Colour: o.colour})
}

// oldStream is a JPEG that is put together.
type oldStream struct {
	head   []byte // up to the scan's data
	data   []stretchOfScan
	colour jpeg.Colour

	// What the head holds already.
	tables, frame, scan, restart bool
	quantisers                   int // the greatest number of a table of quantisation
}

// stretchOfScan is a part of the scan's data, which lies in the file.
type stretchOfScan struct {
	off, length int64
	mark        byte // marker that comes before it, 0 for none
}

// length is how many bytes it has.
func (o *oldStream) length() int64 {
	n := int64(len(o.head)) + int64(len(endOfImage))
	for _, s := range o.data {
		n += s.length
		if s.mark != 0 {
			n += 2
		}
	}
	return n
}

// gather puts the JPEG together.
func (o *oldStream) gather(d *decoder) error {
	const lossless = 14
	if d.dir.uint(tagJPEGProc, 1) == lossless {
		return UnsupportedError("lossless JPEG in TIFF")
	}
	o.head = append(o.head, startOfImage...)
	at, length := int64(0), int64(0) // of the scan's data, where it is known
	if off := d.dir.uint(tagJPEGFormat, 0); off > 0 && off < uint64(d.dir.size) {
		at = o.segments(d, int64(off))
		length = int64(min(d.dir.uint(tagJPEGFormatLength, 0), uint64(d.dir.size)))
		length = min(int64(off)+length, d.dir.size) - at
	}
	if section, err := d.section(0); err == nil && !o.scan {
		if head, err := piece.Read(section, 0, 2); err == nil && string(head) == startOfImage {
			at = o.segments(d, int64(d.offsets[0]))
		}
	}
	if err := o.complete(d); err != nil {
		return err
	}
	return o.strips(d, at, length)
}

// segments adds those of the JPEG at off up to its scan, and returns where the
// data of that begins, 0 where there is none.
func (o *oldStream) segments(d *decoder, off int64) (at int64) {
	const most = 1 << 20 // bytes
	r := io.NewSectionReader(d.dir.r, off, d.dir.size-off)
	for s, err := range container.JPEG(container.NewWindow(r), r.Size()) {
		if err != nil || s.Len > r.Size()-s.Off || len(o.head) > most {
			return 0
		}
		switch {
		case s.Marker == markerDQT || s.Marker == markerDHT:
			o.tables = true
		case s.Marker == markerDRI:
			o.restart = true
		case s.IsFrame():
			o.frame = true
		case s.Marker == container.SOS:
			o.scan, at = true, off+s.Off+s.Len
		}
		b, err := piece.Read(r, s.Off, s.Len)
		if err != nil {
			return 0
		}
		if s.Marker == markerDQT && len(b) > 0 {
			const table = 1 + 64 // its number, and its bytes; a segment may hold some
			o.quantisers = max(o.quantisers, int(b[(len(b)-1)/table*table]&3))
		}
		o.segment(s.Marker, b)
	}
	return at
}

// segment adds a segment.
func (o *oldStream) segment(marker byte, payload []byte) {
	o.head = append(o.head, 0xFF, marker)
	o.head = binary.BigEndian.AppendUint16(o.head, uint16(len(payload)+2))
	o.head = append(o.head, payload...)
}

// complete adds what is not there yet, from the fields for it.
func (o *oldStream) complete(d *decoder) error {
	if o.scan && !o.frame || o.scan && !o.tables {
		return errors.New("the JPEG in it has a scan without what belongs before it")
	}
	if !o.tables {
		if err := o.addTables(d); err != nil {
			return err
		}
	}
	subX, subY := 1, 1
	if d.photometric == yCbCr {
		subX, subY = subsampling(d.dir)
	}
	if interval := d.dir.uint(tagJPEGRestart, 0); !o.restart && !o.scan {
		if interval == 0 && len(d.offsets) > 1 { // each strip begins anew
			rows := int(min(d.dir.uint(tagRowsPerStrip, uint64(d.height)), uint64(d.height)))
			interval = uint64((d.width + 8*subX - 1) / (8 * subX) * ((rows + 8*subY - 1) / (8 * subY)))
		}
		if interval > 0 && interval <= 0xFFFF {
			o.segment(markerDRI, binary.BigEndian.AppendUint16(nil, uint16(interval)))
			o.restart = true
		}
	}
	if !o.frame { // else that says what the colours are
		o.colour = d.jpegColour()
		b := []byte{8, byte(d.height >> 8), byte(d.height), byte(d.width >> 8), byte(d.width), byte(d.samples)}
		for c := range d.samples {
			sampling := byte(0x11)
			if c == 0 {
				sampling = byte(subX<<4 | subY)
			}
			b = append(b, byte(c), sampling, byte(min(c, o.quantisers)))
		}
		o.segment(container.SOF0, b)
	}
	if !o.scan {
		b := []byte{byte(d.samples)}
		for c := range d.samples {
			b = append(b, byte(c), byte(min(c, 1)*0x11))
		}
		o.segment(container.SOS, append(b, 0, 63, 0))
	}
	return nil
}

// addTables adds the tables of quantisation and codes, of which each component
// has its own. Baseline JPEG has two of codes; those of the third are the second's.
func (o *oldStream) addTables(d *decoder) error {
	const quantisers = 64
	offsets := d.dir.Uints(tagJPEGQTables, 4)
	if len(offsets) < d.samples {
		return errors.New("the tables of the JPEG in it are missing")
	}
	for i, off := range offsets {
		b, err := o.table(d, off, quantisers)
		if err != nil {
			return err
		}
		o.segment(markerDQT, append([]byte{byte(i)}, b...))
		o.quantisers = i
	}
	for class, tag := range []uint16{tagJPEGDCTables, tagJPEGACTables} {
		for i, off := range d.dir.Uints(tag, 2) {
			const lengths = 16
			b, err := o.table(d, off, lengths)
			if err != nil {
				return err
			}
			n := 0
			for _, v := range b {
				n += int(v)
			}
			if b, err = o.table(d, off, lengths+min(n, 256)); err != nil {
				return err
			}
			o.segment(markerDHT, append([]byte{byte(class<<4 | i)}, b...))
		}
	}
	return nil
}

// table returns the n bytes at off.
func (o *oldStream) table(d *decoder, off uint64, n int) ([]byte, error) {
	if off >= uint64(d.dir.size) {
		return nil, io.ErrUnexpectedEOF
	}
	return piece.Read(d.dir.r, int64(off), int64(n))
}

// strips finds the scan's data: behind its header at the given place, where that
// is known, or else in the strips, between which there is a restart marker.
func (o *oldStream) strips(d *decoder, at, length int64) error {
	left := d.dir.size // strips that share their data are no scan
	if at > 0 && (len(d.offsets) == 0 || int64(d.offsets[0]&(1<<62-1)) <= at) {
		end := at + length
		if section, err := d.section(0); err == nil {
			end = max(end, int64(d.offsets[0])+section.Size())
		}
		if end <= at {
			end = d.dir.size
		}
		o.data = append(o.data, stretchOfScan{off: at, length: end - at})
		if len(d.offsets) < 2 || length > 0 {
			return nil
		}
	}
	for i := len(o.data); i < len(d.offsets); i++ {
		section, err := d.section(i)
		if err != nil {
			return err
		}
		if left -= section.Size(); left < 0 {
			return errors.New("the strips in it overlap")
		}
		s := stretchOfScan{off: int64(d.offsets[i]), length: section.Size()}
		if i > 0 && o.restart && !o.endsInMark(d) {
			s.mark = markerRST + byte(i-1)&7
		}
		o.data = append(o.data, s)
	}
	return nil
}

// endsInMark tells whether the last stretch ends in a restart marker. An end of
// the image there is cut off, for more comes.
func (o *oldStream) endsInMark(d *decoder) bool {
	last := &o.data[len(o.data)-1]
	b, err := piece.Read(d.dir.r, last.off+max(last.length-2, 0), min(last.length, 2))
	if err != nil || len(b) < 2 || b[0] != 0xFF {
		return false
	}
	if string(b) == endOfImage {
		last.length -= 2
	}
	return b[1]&^7 == markerRST
}
