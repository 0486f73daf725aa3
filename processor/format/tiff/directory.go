package tiff

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

	"thumbpool/processor/format/piece"
)

// Tags of TIFF 6.0 and its later technical notes.
const (
	tagNewSubfileType        = 254
	tagSubfileType           = 255
	TagImageWidth            = 256
	TagImageLength           = 257
	tagBitsPerSample         = 258
	tagCompression           = 259
	tagPhotometric           = 262
	tagFillOrder             = 266
	tagStripOffsets          = 273
	TagOrientation           = 274
	tagSamplesPerPixel       = 277
	tagRowsPerStrip          = 278
	tagStripByteCounts       = 279
	tagXResolution           = 282
	tagYResolution           = 283
	tagPlanarConfig          = 284
	tagResolutionUnit        = 296
	tagT4Options             = 292
	TagTransferFunction      = 301
	TagSoftware              = 305
	tagPredictor             = 317
	TagWhitePoint            = 318
	TagPrimaryChromaticities = 319
	tagColorMap              = 320
	tagTileWidth             = 322
	tagTileLength            = 323
	tagTileOffsets           = 324
	tagTileByteCounts        = 325
	tagExtraSamples          = 338
	tagSampleFormat          = 339
	tagJPEGTables            = 347
	tagJPEGFormat            = 513
	tagJPEGFormatLength      = 514
	tagJPEGRestart           = 515
	tagJPEGProc              = 512
	tagJPEGQTables           = 519
	tagJPEGDCTables          = 520
	tagJPEGACTables          = 521
	tagYCbCrSubSamp          = 530
	TagICCProfile            = 34675
)

// Directory is one image file directory (IFD): the list of what is known
// about a picture. It reads values that lie outside the list only when asked,
// so it may be used as long as its reader is open.
type Directory struct {
	r       io.ReaderAt
	size    int64
	order   binary.ByteOrder
	big     bool // BigTIFF: 64-bit offsets
	entries map[uint16]entry
	next    int64 // where the next directory of the file lies; 0 where there is none
}

// entry is one field: count values of a kind, lying in the file at off.
type entry struct {
	kind  uint16
	count uint64
	off   int64
}

// kindSize holds the bytes of one value by its type code (TIFF 6.0 section 2;
// 13 and 16 to 18 come from later notes). Zero stands for an unknown type.
var kindSize = [...]int64{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}

// ReadDirectory reads the first directory of a TIFF file, or of an EXIF block,
// which is built alike. Fields of unknown type or with values outside the
// file are left out; of a directory that is cut off, the part that is there
// is kept.
func ReadDirectory(r io.ReaderAt, size int64) (*Directory, error) {
	d := &Directory{r: r, size: size, entries: map[uint16]entry{}}
	head, err := piece.Read(d.r, 0, min(size, 16))
	if err != nil {
		return nil, err
	}
	if len(head) < 8 {
		return nil, io.ErrUnexpectedEOF
	}
	switch string(head[:2]) {
	case "II":
		d.order = binary.LittleEndian
	case "MM":
		d.order = binary.BigEndian
	default:
		return nil, errors.New("not a TIFF structure")
	}
	off := int64(d.order.Uint32(head[4:]))
	if d.order.Uint16(head[2:]) == 43 {
		if d.big = true; len(head) < 16 {
			return nil, io.ErrUnexpectedEOF
		}
		off = int64(d.order.Uint64(head[8:]) & math.MaxInt64)
	}
	return d, d.readEntries(off)
}

// At reads another directory of the same file, which lies at off.
func (d *Directory) At(off int64) (*Directory, error) {
	other := &Directory{r: d.r, size: d.size, order: d.order, big: d.big, entries: map[uint16]entry{}}
	return other, other.readEntries(off)
}

// Next reads the directory that follows; io.EOF is that there is none.
func (d *Directory) Next() (*Directory, error) {
	if d.next == 0 {
		return nil, io.EOF
	}
	return d.At(d.next)
}

// readEntries reads the list of fields at off.
func (d *Directory) readEntries(off int64) error {
	countLen, entryLen, valueLen := int64(2), int64(12), int64(4) // an offset has the length of a value
	if d.big {
		countLen, entryLen, valueLen = 8, 20, 8
	}
	if off < 8 || off > d.size-countLen {
		return errors.New("the directory lies outside the file")
	}
	head, err := piece.Read(d.r, off, countLen)
	if err != nil {
		return err
	}
	n := int64(d.order.Uint16(head))
	if d.big {
		n = int64(min(d.order.Uint64(head), math.MaxUint16))
	}
	off += countLen
	d.readNext(off+n*entryLen, valueLen)
	n = min(n, (d.size-off)/entryLen)
	list, err := piece.Read(d.r, off, n*entryLen)
	if err != nil {
		return err
	}
	for i := int64(0); i < n; i++ {
		b := list[i*entryLen : (i+1)*entryLen]
		tag, e := d.order.Uint16(b), entry{kind: d.order.Uint16(b[2:])}
		if int(e.kind) >= len(kindSize) || kindSize[e.kind] == 0 {
			continue
		}
		e.off = off + i*entryLen + entryLen - valueLen
		var outside uint64
		if d.big {
			e.count, outside = d.order.Uint64(b[4:]), d.order.Uint64(b[12:])
		} else {
			e.count, outside = uint64(d.order.Uint32(b[4:])), uint64(d.order.Uint32(b[8:]))
		}
		if e.count > uint64(d.size) {
			continue
		}
		if length := int64(e.count) * kindSize[e.kind]; length > valueLen {
			if outside > uint64(d.size) || length > d.size-int64(outside) {
				continue
			}
			e.off = int64(outside)
		}
		if _, twice := d.entries[tag]; !twice {
			d.entries[tag] = e
		}
	}
	return nil
}

// readNext reads the offset of the next directory, which stands at off in n bytes.
func (d *Directory) readNext(off, n int64) {
	if off > d.size-n {
		return // cut off: there is none
	}
	b, err := piece.Read(d.r, off, n)
	switch {
	case err != nil:
	case d.big:
		d.next = int64(d.order.Uint64(b) & math.MaxInt64)
	default:
		d.next = int64(d.order.Uint32(b))
	}
}

// Uint returns the first value of an integer field.
func (d *Directory) Uint(tag uint16) (uint64, bool) {
	v := d.Uints(tag, 1)
	if len(v) == 0 {
		return 0, false
	}
	return v[0], true
}

// uint returns the first value of an integer field, or def where there is none.
func (d *Directory) uint(tag uint16, def uint64) uint64 {
	if v, ok := d.Uint(tag); ok {
		return v
	}
	return def
}

// Uints returns the values of an integer field, at most limit of them, and
// none if the field is missing, unreadable or of another type.
func (d *Directory) Uints(tag uint16, limit int) []uint64 {
	e, ok := d.entries[tag]
	if !ok {
		return nil
	}
	n := int64(min(e.count, uint64(limit)))
	b, err := piece.Read(d.r, e.off, n*kindSize[e.kind])
	if err != nil {
		return nil
	}
	v := make([]uint64, n)
	for i := range v {
		switch e.kind {
		case 1, 7:
			v[i] = uint64(b[i])
		case 3:
			v[i] = uint64(d.order.Uint16(b[2*i:]))
		case 4, 13:
			v[i] = uint64(d.order.Uint32(b[4*i:]))
		case 16, 18:
			v[i] = d.order.Uint64(b[8*i:])
		default:
			return nil
		}
	}
	return v
}

// Rationals returns the values of a field of fractions, at most limit of them,
// and none if the field is missing, unreadable or of another type. What is
// divided by zero is 0.
func (d *Directory) Rationals(tag uint16, limit int) []float64 {
	e, ok := d.entries[tag]
	const unsignedRational, signedRational = 5, 10
	if !ok || e.kind != unsignedRational && e.kind != signedRational {
		return nil
	}
	n := int64(min(e.count, uint64(limit)))
	b, err := piece.Read(d.r, e.off, n*kindSize[e.kind])
	if err != nil {
		return nil
	}
	v := make([]float64, n)
	for i := range v {
		over, under := d.order.Uint32(b[8*i:]), d.order.Uint32(b[8*i+4:])
		switch {
		case under == 0:
		case e.kind == signedRational:
			v[i] = float64(int32(over)) / float64(int32(under))
		default:
			v[i] = float64(over) / float64(under)
		}
	}
	return v
}

// Bytes returns the raw bytes of a field, or nil if it is missing, unreadable
// or longer than limit bytes.
func (d *Directory) Bytes(tag uint16, limit int64) []byte {
	e, ok := d.entries[tag]
	if !ok {
		return nil
	}
	n := int64(e.count) * kindSize[e.kind]
	if n > limit {
		return nil
	}
	b, err := piece.Read(d.r, e.off, n)
	if err != nil {
		return nil
	}
	return b
}

// Place returns where the value of a field lies in the file and how long it
// is, in bytes; both are 0 if the field is missing.
func (d *Directory) Place(tag uint16) (off, length int64) {
	e, ok := d.entries[tag]
	if !ok {
		return 0, 0
	}
	return e.off, int64(e.count) * kindSize[e.kind]
}

// Orientation returns the field of that name: 1 to 8, and 1 where it is
// missing or holds anything else.
func (d *Directory) Orientation() int {
	if v, ok := d.Uint(TagOrientation); ok && v >= 1 && v <= 8 {
		return int(v)
	}
	return 1
}
