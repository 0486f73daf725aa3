package bmp_test

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	xbmp "golang.org/x/image/bmp"

	"thumbpool/processor/format/bmp"
	"thumbpool/processor/fuzztest"
)

// FuzzDecode holds that no file makes the decoder panic, that an image has the
// size that the header claims and costs no more memory than that, and that what
// x/image/bmp decodes is decoded, to the same colours.
func FuzzDecode(f *testing.F) {
	for _, v := range variants() {
		f.Add(v.bytes())
	}
	others, _ := filepath.Glob("../../../../shared/corpus/files/*/*.bmp") // none is fine
	for _, name := range others {
		if b, err := os.ReadFile(name); err == nil && len(b) < 20_000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		h, err := bmp.ReadHeader(file, file.Size())
		if err == nil && h.Width*h.Height > 1<<20 {
			t.Skip("too large to try many of")
		}
		var img image.Image
		var decoded float64
		var decodeErr error
		taken := fuzztest.Allocated(func() { img, decoded, decodeErr = bmp.Decode(file, file.Size()) })
		switch {
		case decoded < 0 || decoded > 1 || decodeErr == nil && decoded != 1:
			t.Fatalf("decoded %v, error %v", decoded, decodeErr)
		case img == nil && decodeErr == nil, err != nil && img != nil:
			t.Fatalf("image %v, header's error %v, error %v", img, err, decodeErr)
		case img != nil && (img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height):
			t.Fatalf("image %v, header %+v", img.Bounds(), h)
		}
		if most := int64(4*h.Width*h.Height + 4*h.Width + 1<<20); err == nil && taken > most {
			t.Fatalf("%d × %d pixels took %d bytes of memory", h.Width, h.Height, taken)
		}
		if most := len(b)/1024 + 32; file.Reads > most {
			t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
		}
		want, err := xbmp.Decode(bytes.NewReader(b))
		if err != nil || want.Bounds().Empty() {
			return
		}
		if decodeErr != nil {
			t.Fatalf("x/image/bmp decodes %v: %v", want.Bounds(), decodeErr)
		}
		for y := range h.Height {
			for x := range h.Width {
				if got, want := img.At(x, y), want.At(x, y); opaque(got) != opaque(want) {
					t.Fatalf("pixel %d, %d is %v, by x/image/bmp %v", x, y, got, want)
				}
			}
		}
	})
}

// opaque returns a colour without its transparency, of which the two packages
// think differently.
func opaque(c color.Color) color.NRGBA {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 255
	return n
}
