package tiff_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"os"
	"path/filepath"
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
	others, _ := filepath.Glob("../../../../shared/corpus/files/*/*.tif*") // none is fine
	for _, name := range others {
		if b, err := os.ReadFile(name); err == nil && len(b) < 20_000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		h, err := tiff.ReadHeader(file, file.Size())
		if err == nil && h.Width*h.Height > 1<<18 {
			t.Skip("too large to try many of")
		}
		var img image.Image
		var decoded float64
		var decodeErr error
		taken := fuzztest.Allocated(func() { img, decoded, decodeErr = tiff.Decode(file, file.Size()) })
		switch {
		case decoded < 0 || decoded > 1 || decodeErr == nil && decoded != 1:
			t.Fatalf("decoded %v, error %v", decoded, decodeErr)
		case img == nil && decodeErr == nil, err != nil && img != nil:
			t.Fatalf("image %v, header's error %v, error %v", img, err, decodeErr)
		case img != nil && (img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height):
			t.Fatalf("image %v, header %+v", img.Bounds(), h)
		}
		// Each strip or tile has a decoder of its own, of some 100 kB.
		segments := int64(min(h.Width*h.Height, 1+h.Height+h.Width*h.Height/64))
		if most := int64(16*h.Width*h.Height+32*len(b)) + segments<<17 + 1<<20; taken > most {
			t.Fatalf("%d × %d pixels took %d bytes of memory", h.Width, h.Height, taken)
		}
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
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			got, want := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA), color.NRGBAModel.Convert(want.At(x, y)).(color.NRGBA)
			for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B), int(got.A) - int(want.A)} {
				if d < -1 || d > 1 {
					t.Fatalf("pixel %d, %d is %v, by x/image/tiff %v", x, y, got, want)
				}
			}
		}
	}
}
