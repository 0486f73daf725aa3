package tiff_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"thumbpool/processor/format/tiff"
	"thumbpool/processor/memorytest"
)

// field is a field of a TIFF directory, as the tests write them.
type field struct {
	tag    uint16
	kind   uint16 // 1, 3 or 4: byte, short, long; 5: fraction of two values; 7: raw bytes
	values []uint32
}

// count is how many values it says that it has.
func (f field) count() uint32 {
	if f.kind == 5 {
		return uint32(len(f.values) / 2)
	}
	return uint32(len(f.values))
}

func short(tag uint16, v ...uint32) field { return field{tag, 3, v} }
func long(tag uint16, v ...uint32) field  { return field{tag, 4, v} }

// fraction has two values for each of its own.
func fraction(tag uint16, v ...uint32) field { return field{tag, 5, v} }

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
	b := []byte("II*\x00\x00\x00\x00\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*\x00\x00\x00\x00")
	}
	return appendPage(b, order, fields, offsets, counts, segments...)
}

// appendPage writes a further page behind a file, whose last four bytes become
// the offset of its directory.
func appendPage(b []byte, order binary.AppendByteOrder, fields []field, offsets, counts uint16, segments ...[]byte) []byte {
	link := len(b) - 4
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
			case 4, 5:
				v = order.AppendUint32(v, n)
			default:
				v = append(v, byte(n))
			}
		}
		list = order.AppendUint16(list, f.tag)
		list = order.AppendUint16(list, f.kind)
		list = order.AppendUint32(list, f.count())
		if len(v) > 4 {
			list = order.AppendUint32(list, uint32(len(b)))
			b = append(b, v...)
		} else {
			list = append(list, append(v, 0, 0, 0, 0)[:4]...)
		}
	}
	copy(b[link:], order.AppendUint32(nil, uint32(len(b))))
	return append(append(b, list...), 0, 0, 0, 0)
}

// tiles is a gray picture of tiles of 16 × 16 pixels that all lie in one place.
func tiles(across int) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(make([]byte, 256)) // a buffer takes all
	_ = w.Close()
	file := build(binary.LittleEndian, nil, 1, 2, z.Bytes()) // in its place at byte 8
	order, n := binary.LittleEndian, across*across
	list, at := 8+z.Len(), []uint32(nil)
	for range n {
		at = append(at, 8)
	}
	file = file[:list]
	for _, v := range [][]uint32{at, slices.Repeat([]uint32{uint32(z.Len())}, n)} {
		for _, x := range v {
			file = order.AppendUint32(file, x)
		}
	}
	order.PutUint32(file[4:], uint32(len(file)))
	file = order.AppendUint16(file, 10)
	for _, f := range [][3]uint32{
		{256, 1, uint32(16 * across)},
		{257, 1, uint32(16 * across)},
		{258, 1, 8},
		{259, 1, 8},
		{262, 1, 1},
		{277, 1, 1},
		{322, 1, 16},
		{323, 1, 16},
		{324, uint32(n), uint32(list)},
		{325, uint32(n), uint32(list + 4*n)},
	} {
		file = order.AppendUint16(order.AppendUint16(file, uint16(f[0])), 4)
		file = order.AppendUint32(order.AppendUint32(file, f[1]), f[2])
	}
	return append(file, 0, 0, 0, 0)
}

func TestTilesThatShareTheirDataTakeNoMemoryEach(t *testing.T) {
	const across = 50
	file := tiles(across)
	var decoded float64
	var err error
	took := memorytest.Allocated(func() { _, decoded, err = tiff.Decode(context.Background(), bytes.NewReader(file), int64(len(file))) })
	if err != nil || decoded != 1 {
		t.Fatalf("decoded %v, error %v", decoded, err)
	}
	if took /= across * across; took > 1000 {
		t.Errorf("took %d bytes for each of %d tiles", took, across*across)
	}
}

// ending is a file that cannot be read any more after some time.
type ending struct {
	*bytes.Reader
	reads int
	left  int
}

var errEnding = errors.New("the time is up")

func (e *ending) ReadAt(p []byte, off int64) (int, error) {
	if e.reads++; e.reads > e.left {
		return 0, errEnding
	}
	return e.Reader.ReadAt(p, off)
}

func TestNoFurtherTileIsTriedWhenReadingFails(t *testing.T) {
	file := &ending{Reader: bytes.NewReader(tiles(50)), left: 100}
	if img, _, err := tiff.Decode(context.Background(), file, file.Size()); img != nil || !errors.Is(err, errEnding) || file.reads > file.left+2 {
		t.Errorf("image %v, error %v, %d reads after the first that failed", img != nil, err, file.reads-file.left)
	}
}
