package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"testing"

	"thumbpool/processor/format/tiff"
)

// page is a gray picture of w × h pixels, all of the same value.
func page(b []byte, w, h, value int, extra ...field) []byte {
	fields := append(extra, long(256, uint32(w)), long(257, uint32(h)), short(258, 8), short(259, 1), short(262, 1), short(277, 1))
	return appendPage(b, binary.LittleEndian, fields, 273, 279, bytes.Repeat([]byte{byte(value)}, w*h))
}

// pointedOutside has its next page where there is no file.
func pointedOutside(b []byte) []byte {
	return append(b[:len(b)-4], 0xF0, 0xFF, 0xFF, 0xFF)
}

// TestReducedPages holds that the picture of a file is its first whole one, and
// that orientation and size are that one's.
func TestReducedPages(t *testing.T) {
	head := []byte("II*\x00\x00\x00\x00\x00")
	whole := func(b []byte) []byte { return page(b, 40, 30, 200, short(274, 6)) }
	tests := []struct {
		name string
		file []byte
		full bool
	}{
		{"reduced first", whole(page(head, 4, 3, 9, long(254, 1))), true},
		{"reduced first, in the old way", whole(page(head, 4, 3, 9, short(255, 2))), true},
		{"mask first", whole(page(head, 4, 3, 9, long(254, 4))), true},
		{"no picture first", whole(appendPage(head, binary.LittleEndian, []field{short(274, 3)}, 1, 2)), true},
		{"two reduced first", whole(page(page(head, 4, 3, 9, long(254, 1)), 2, 2, 7, long(254, 1))), true},
		{"page of many", whole(page(head, 4, 3, 9, long(254, 2))), false},
		{"reduced last", page(page(head, 4, 3, 9), 2, 2, 7, long(254, 1)), false},
		{"reduced only", page(head, 4, 3, 9, long(254, 1)), false},
		{"reduced before a page outside the file", pointedOutside(page(head, 4, 3, 9, long(254, 1))), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, size := bytes.NewReader(test.file), int64(len(test.file))
			want := tiff.Header{Width: 4, Height: 3, Orientation: 1}
			if test.full {
				want = tiff.Header{Width: 40, Height: 30, Orientation: 6}
			}
			h, err := tiff.ReadHeader(r, size)
			if err != nil || h.Width != want.Width || h.Height != want.Height || h.Orientation != want.Orientation {
				t.Fatalf("header %+v, error %v", h, err)
			}
			img, _, err := tiff.Decode(context.Background(), r, size)
			if err != nil || img.Bounds().Dx() != want.Width {
				t.Fatalf("error %v, image %v", err, img)
			}
		})
	}
}

// TestPagesInACircle ends.
func TestPagesInACircle(t *testing.T) {
	file := page([]byte("II*\x00\x00\x00\x00\x00"), 4, 3, 9, long(254, 1))
	copy(file[len(file)-4:], file[4:8])
	if h, err := tiff.ReadHeader(bytes.NewReader(file), int64(len(file))); err != nil || h.Width != 4 {
		t.Errorf("header %+v, error %v", h, err)
	}
}

// TestRationals reads fractions, as the fields of colour are.
func TestRationals(t *testing.T) {
	file := build(binary.BigEndian, []field{fraction(318, 3127, 10000, 7, 0), short(262, 1)}, 273, 279)
	d, err := tiff.ReadPicture(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if v := d.Rationals(tiff.TagWhitePoint, 6); len(v) != 2 || v[0] != 0.3127 || v[1] != 0 {
		t.Errorf("%v", v)
	}
	if v := d.Rationals(262, 1); v != nil {
		t.Errorf("whole numbers as fractions: %v", v)
	}
}
