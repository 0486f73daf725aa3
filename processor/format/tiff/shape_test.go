package tiff_test

import (
	"bytes"
	"encoding/binary"
	"image/color"
	"testing"

	"thumbpool/processor/format/tiff"
)

// TestTrueShape holds that pictures in two colours are shown as wide and high as
// they are, and photos by their pixels.
func TestTrueShape(t *testing.T) {
	resolution := func(x, y uint32) []field {
		return []field{fraction(282, x, 1), fraction(283, y, 1), short(296, 2)}
	}
	page := func(x, y uint32) []byte { return faxPage(2, rle(1), resolution(x, y)...) }
	photo := options{photometric: 1, samples: 1, bits: 8, extra: resolution(204, 98)}
	tests := []struct {
		name          string
		file          []byte
		width, height int
	}{
		{"standard", page(204, 98), width, 25},
		{"fine", page(204, 196), width, height},
		{"superfine", page(204, 391), 38, height},
		{"no compression", write(options{photometric: 1, samples: 1, bits: 1, extra: resolution(200, 100)}), width, 24},
		{"square", page(300, 300), width, height},
		{"nothing said", faxPage(2, rle(1)), width, height},
		{"one side said", faxPage(2, rle(1), fraction(282, 204, 1)), width, height},
		{"zero", page(204, 0), width, height},
		{"impossible", page(204, 10), width, height},
		{"photo", write(photo), width, height},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h, err := tiff.ReadHeader(bytes.NewReader(test.file), int64(len(test.file)))
			if err != nil || h.Width != test.width || h.Height != test.height {
				t.Fatalf("header %+v, error %v", h, err)
			}
			img := decodeAll(t, test.file)
			if size := img.Bounds().Size(); size.X != test.width || size.Y != test.height {
				t.Errorf("size %v", size)
			}
		})
	}
	wide := decodeAll(t, page(204, 391)) // of which the stripe is at 6 to 9 of 20
	for y := range height {
		for x := range 38 {
			want := color.Gray{255}
			if from := x * width / 38; from >= 6 && from < 10 {
				want = color.Gray{}
			}
			if got := wide.At(x, y); got != want {
				t.Fatalf("pixel %d, %d is %v", x, y, got)
			}
		}
	}
	high := decodeAll(t, build(binary.LittleEndian, append(resolution(100, 40),
		short(256, 8), short(257, 2), short(258, 1), short(259, 1), short(262, 1), short(277, 1),
	), 273, 279, []byte{0xFF, 0x00}))
	for y, want := range []byte{255, 255, 255, 0, 0} {
		if got := high.At(3, y); got != (color.Gray{want}) {
			t.Errorf("row %d is %v", y, got)
		}
	}
}
