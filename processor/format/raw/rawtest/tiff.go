package rawtest

import (
	"encoding/binary"
	"slices"
)

// order is a byte order in which numbers can be read and written.
type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

var (
	little order = binary.LittleEndian
	big    order = binary.BigEndian
)

// structure is a TIFF structure that is being written, from its leaves to its root.
type structure struct {
	order order
	b     []byte
}

// begin begins one with the first eight bytes and what follows them; root says
// later where the first directory is.
func begin(o order, magic, more string) *structure {
	return &structure{o, []byte(magic + "\x00\x00\x00\x00" + more)}
}

// root ends the structure.
func (s *structure) root(at uint32) []byte {
	s.order.PutUint32(s.b[4:], at)
	return s.b
}

// put writes bytes at an even offset, which it returns.
func (s *structure) put(p []byte) uint32 {
	s.b = append(s.b, make([]byte, len(s.b)&1)...)
	at := uint32(len(s.b))
	s.b = append(s.b, p...)
	return at
}

// field is a field of a directory.
type field struct {
	tag, kind uint16
	count     int
	value     func(order) []byte
}

func short(tag uint16, v uint16) field {
	return field{tag, 3, 1, func(o order) []byte { return o.AppendUint16(nil, v) }}
}

func long(tag uint16, v ...uint32) field {
	return field{tag, 4, len(v), func(o order) (b []byte) {
		for _, v := range v {
			b = o.AppendUint32(b, v)
		}
		return b
	}}
}

func text(tag uint16, s string) field {
	return field{tag, 2, len(s) + 1, func(order) []byte { return append([]byte(s), 0) }}
}

func bytesOf(tag uint16, kind uint16, p []byte) field {
	return field{tag, kind, len(p), func(order) []byte { return p }}
}

// directory writes one, and what its fields hold before it. next is where another
// follows, 0 if none does.
func (s *structure) directory(next uint32, fields ...field) uint32 {
	slices.SortFunc(fields, func(a, b field) int { return int(a.tag) - int(b.tag) })
	list := s.order.AppendUint16(nil, uint16(len(fields)))
	for _, f := range fields {
		v := f.value(s.order)
		if len(v) > 4 {
			v = s.order.AppendUint32(nil, s.put(v))
		}
		list = s.order.AppendUint16(list, f.tag)
		list = s.order.AppendUint16(list, f.kind)
		list = s.order.AppendUint32(list, uint32(f.count))
		list = append(list, append(v, 0, 0, 0, 0)[:4]...)
	}
	return s.put(s.order.AppendUint32(list, next))
}
