package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/jpeg"
	"slices"
	"testing"

	"github.com/deepteams/webp"

	"thumbpool/processor/format/tiff"
	"thumbpool/processor/memorytest"
)

// asWebP packs rows of red, green and blue of a strip w pixels wide, without loss.
func asWebP(w int) func([]byte) []byte {
	return func(b []byte) []byte {
		img := image.NewNRGBA(image.Rect(0, 0, w, len(b)/3/w))
		for i := range len(b) / 3 {
			copy(img.Pix[4*i:], b[3*i:3*i+3])
			img.Pix[4*i+3] = 0xFF
		}
		var out bytes.Buffer
		if err := webp.Encode(&out, img, &webp.Options{Lossless: true, Method: 0}); err != nil {
			panic(err)
		}
		return out.Bytes()
	}
}

// TestMemoryIsWhatTheHeaderSays holds the figures of a header to what decoding
// takes: never less, and not much more.
func TestMemoryIsWhatTheHeaderSays(t *testing.T) {
	const w, h = 1200, 800
	file := func(compression, photometric uint32, samples, bits int, strip []byte, extra ...field) []byte {
		depths := short(258, slices.Repeat([]uint32{uint32(bits)}, samples)...)
		return build(binary.LittleEndian, append(extra,
			short(256, w), short(257, h), depths, short(259, compression), short(262, photometric), short(277, uint32(samples)),
		), 273, 279, strip)
	}
	noise := make([]byte, w*h*16)
	for i := range noise {
		noise[i] = byte(i*i>>7 ^ i)
	}
	rgb := image.NewRGBA(image.Rect(0, 0, w, h))
	copy(rgb.Pix, noise)
	gray := &image.Gray{Pix: noise, Stride: w, Rect: rgb.Rect}
	encode := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	files := map[string][]byte{
		"gray":                    file(1, 1, 1, 8, noise[:w*h]),
		"RGB":                     file(1, 2, 3, 8, noise[:w*h*3]),
		"RGB and alpha":           file(1, 2, 4, 8, noise[:w*h*4]),
		"CMYK":                    file(1, 5, 4, 8, noise[:w*h*4]),
		"palette and alpha":       file(1, 3, 2, 8, noise[:w*h*2], short(320, make([]uint32, 768)...)),
		"floating point":          file(1, 2, 3, 32, noise[:w*h*12], short(339, 3)),
		"12 bits":                 file(1, 1, 1, 12, noise[:w*h*3/2]),
		"fax of 204 × 98":         file(1, 0, 1, 1, noise[:w*h/8], fraction(282, 204, 1), fraction(283, 98, 1)),
		"deflate":                 file(8, 2, 3, 8, deflate(noise[:w*h*3])),
		"Zstandard":               file(50000, 2, 3, 8, zstandard(1<<20)(noise[:w*h*3])),
		"Zstandard, large window": file(50000, 2, 3, 8, zstandard(64<<20)(noise[:w*h*3])),
		"Zstandard, no window":    file(50000, 2, 3, 8, zstandard(0)(noise[:w*h*3])),
		"WebP":                    file(50001, 2, 3, 8, asWebP(w)(noise[:w*h*3])),
		"JPEG":                    file(7, 6, 3, 8, encode(rgb)),
		"JPEG, gray":              file(7, 1, 1, 8, encode(gray)),
		"JPEG, said to be RGB":    file(7, 2, 3, 8, encode(rgb)),
		"old JPEG":                file(6, 6, 3, 8, encode(rgb)),
	}
	for name, b := range files {
		t.Run(name, func(t *testing.T) {
			head, err := tiff.ReadHeader(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				t.Fatal(err)
			}
			said := int64(float64(head.Width*head.Height)*head.PixelBytes) + head.ExtraBytes
			took := memorytest.Allocated(func() {
				if _, _, err := tiff.Decode(context.Background(), bytes.NewReader(b), int64(len(b))); err != nil {
					t.Fatal(err)
				}
			})
			const buffers = 1 << 20 // that format.Header counts
			if took > said+buffers || took < said/2-buffers {
				t.Errorf("said %d bytes, took %d", said, took)
			}
		})
	}
}
