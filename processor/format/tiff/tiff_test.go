package tiff_test

import (
	"encoding/binary"
	"slices"
)

// field is a field of a TIFF directory, as the tests write them.
type field struct {
	tag    uint16
	kind   uint16 // 1, 3 or 4: byte, short, long; 7: raw bytes
	values []uint32
}

func short(tag uint16, v ...uint32) field { return field{tag, 3, v} }
func long(tag uint16, v ...uint32) field  { return field{tag, 4, v} }

func raw(tag uint16, b []byte) field {
	f := field{tag: tag, kind: 7}
	for _, v := range b {
		f.values = append(f.values, uint32(v))
	}
	return f
}

// build writes a classic TIFF file: header, segments, directory. The offsets
// and lengths of the segments become the fields named by their tags.
func build(order binary.AppendByteOrder, fields []field, offsets, counts uint16, segments ...[]byte) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	b = append(b, 0, 0, 0, 0)
	at, lengths := long(offsets), long(counts)
	for _, s := range segments {
		at.values = append(at.values, uint32(len(b)))
		lengths.values = append(lengths.values, uint32(len(s)))
		b = append(b, s...)
	}
	fields = append(slices.Clone(fields), at, lengths)
	slices.SortFunc(fields, func(x, y field) int { return int(x.tag) - int(y.tag) })

	var list []byte
	list = order.AppendUint16(list, uint16(len(fields)))
	for _, f := range fields {
		var v []byte
		for _, n := range f.values {
			switch f.kind {
			case 3:
				v = order.AppendUint16(v, uint16(n))
			case 4:
				v = order.AppendUint32(v, n)
			default:
				v = append(v, byte(n))
			}
		}
		list = order.AppendUint16(list, f.tag)
		list = order.AppendUint16(list, f.kind)
		list = order.AppendUint32(list, uint32(len(f.values)))
		if len(v) > 4 {
			list = order.AppendUint32(list, uint32(len(b)))
			b = append(b, v...)
		} else {
			list = append(list, append(v, 0, 0, 0, 0)[:4]...)
		}
	}
	copy(b[4:], order.AppendUint32(nil, uint32(len(b))))
	return append(append(b, list...), 0, 0, 0, 0)
}
