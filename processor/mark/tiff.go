package mark

import (
	"encoding/binary"
	"slices"

	"thumbpool/processor/format/tiff"
)

// The layout of a directory (TIFF 6.0, section 2).
const (
	entryLen  = 12
	typeASCII = 2

	maxEntries = 64 // of a thumbnail's directory
)

// insertTIFF writes the comment and a copy of the first directory with a
// Software field that points to it behind the picture, and lets the file's
// header point to the copy. Offsets in a TIFF count from its start, so that
// nothing else moves.
func insertTIFF(b []byte, comment string) ([]byte, bool) {
	order := byteOrder(b)
	if order == nil {
		return nil, false
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return nil, false
	}
	end := at + 2 + int64(order.Uint16(b[at:]))*entryLen
	if end+4 > int64(len(b)) {
		return nil, false
	}
	entries, next := b[at+2:end], b[end:end+4]

	out := slices.Clone(b)
	out = append(out, make([]byte, len(b)&1)...) // values and directories begin at even offsets
	field := order.AppendUint16(nil, tiff.TagSoftware)
	field = order.AppendUint16(field, typeASCII)
	field = order.AppendUint32(field, uint32(len(comment)+1))
	field = order.AppendUint32(field, uint32(len(out)))
	out = append(out, comment...)
	out = append(out, make([]byte, 2-len(comment)&1)...)

	order.PutUint32(out[4:], uint32(len(out)))
	list, n := spliceField(order, entries, field)
	out = order.AppendUint16(out, n)
	out = append(out, list...)
	return append(out, next...), true
}

// spliceField puts the field among entries, which are in ascending order of
// tags, in place of one with the same tag.
func spliceField(order binary.ByteOrder, entries, field []byte) (list []byte, n uint16) {
	tag := order.Uint16(field)
	placed := false
	for e := range slices.Chunk(entries, entryLen) {
		if !placed && order.Uint16(e) >= tag {
			list = append(list, field...)
			placed = true
		}
		if order.Uint16(e) != tag {
			list = append(list, e...)
		}
	}
	if !placed {
		list = append(list, field...)
	}
	return list, uint16(len(list) / entryLen)
}

// byteOrder tells the byte order of a classic TIFF file, nil for anything else.
func byteOrder(b []byte) interface {
	binary.ByteOrder
	binary.AppendByteOrder
} {
	if len(b) >= 8 {
		switch string(b[:4]) {
		case "II*\x00":
			return binary.LittleEndian
		case "MM\x00*":
			return binary.BigEndian
		}
	}
	return nil
}
