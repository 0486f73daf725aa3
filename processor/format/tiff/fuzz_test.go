package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"io"
	"testing"

	xtiff "golang.org/x/image/tiff"

	"thumbpool/processor/format/tiff"
	"thumbpool/processor/fuzztest"
)

// FuzzDecode holds that no file makes the decoder panic, that an image has the
// size that the header claims and costs no more memory than that, and that what
// x/image/tiff reads well it reads to the same colours.
func FuzzDecode(f *testing.F) {
	for _, v := range variants() {
		f.Add(v.file)
	}
	f.Add(build(binary.LittleEndian, nil, 273, 279, []byte{1}))
	fuzztest.AddFiles(f, "../../../../shared/corpus/files/*/*.tif*")
	f.Fuzz(func(t *testing.T, b []byte) {
		var extra int64 // what the compression takes by the header
		decoder := fuzztest.Decoder{
			Size: func(r io.ReaderAt, size int64) (int, int, error) {
				h, err := tiff.ReadHeader(r, size)
				extra = h.ExtraBytes
				return h.Width, h.Height, err
			},
			Decode: func(r io.ReaderAt, size int64) (image.Image, float64, error) {
				return tiff.Decode(context.Background(), r, size)
			},
			MostPixels: 1 << 18,
			MostMemory: func(width, height, length int) int64 {
				// Each strip or tile has a decoder of its own, of some 100 kB.
				segments := int64(min(width*height, 1+height+width*height/64))
				return int64(16*width*height+32*length) + segments<<17 + 1<<20 + extra
			},
		}
		img, decodeErr := decoder.Try(t, b)
		if decodeErr == nil && plain(b) {
			compareWithX(t, b, img)
		}
	})
}

// plain tells whether a file is one of those that x/image/tiff reads without a
// fault: of 8 bits, gray or RGB, without alpha, not packed by a fax's coder.
func plain(b []byte) bool {
	d, err := tiff.ReadDirectory(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return false
	}
	const bitsPerSample, compression, photometric, samplesPerPixel = 258, 259, 262, 277
	one := func(tag uint16) uint64 {
		v, _ := d.Uint(tag)
		return v
	}
	switch one(compression) {
	case 1, 5, 8, 32773, 32946:
	default:
		return false
	}
	samples := one(samplesPerPixel)
	return one(bitsPerSample) == 8 && (one(photometric) == 1 && samples == 1 || one(photometric) == 2 && samples == 3)
}

// compareWithX compares an image with that which x/image/tiff makes of the
// same file, if it does.
func compareWithX(t *testing.T, b []byte, img image.Image) {
	t.Helper()
	config, err := xtiff.DecodeConfig(bytes.NewReader(b))
	if err != nil || config.Width*config.Height > 1<<18 {
		return
	}
	want, err := xtiff.Decode(bytes.NewReader(b))
	if err != nil {
		return
	}
	if img.Bounds() != want.Bounds() {
		t.Fatalf("%v, by x/image/tiff %v", img.Bounds(), want.Bounds())
	}
	fuzztest.SameColours(t, img, want, 1, color.NRGBAModel)
}
