package gif_test

import (
	"bytes"
	"image"
	"image/color"
	stdgif "image/gif"
	"os"
	"path/filepath"
	"testing"

	"thumbpool/processor/format/gif"
	"thumbpool/processor/fuzztest"
)

// FuzzDecode holds that no file makes the decoder panic, that an image has
// the size that the header claims and costs no more memory than that, and that
// what image/gif decodes is decoded, to the same colours.
func FuzzDecode(f *testing.F) {
	whole := frame(image.Rect(0, 0, 9, 9), palette)
	f.Add(encode(f, 9, 9, whole))
	f.Add(encode(f, 20, 20, whole, whole))
	f.Add(encode(f, 20, 20, frame(image.Rect(5, 3, 12, 9), append(color.Palette{color.RGBA{}}, palette[1:]...))))
	crossed, _ := interlace(encode(f, 9, 9, whole), 9)
	f.Add(crossed)
	others, _ := filepath.Glob("../../../../shared/corpus/files/*/*.gif") // none is fine
	for _, name := range others {
		if b, err := os.ReadFile(name); err == nil && len(b) < 20_000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		h, err := gif.ReadHeader(file, file.Size())
		if err == nil && h.Width*h.Height > 1<<20 {
			t.Skip("too large to try many of")
		}
		var img image.Image
		var decoded float64
		var decodeErr error
		taken := fuzztest.Allocated(func() { img, decoded, decodeErr = gif.Decode(file, file.Size()) })
		switch {
		case decoded < 0 || decoded > 1 || decodeErr == nil && decoded != 1:
			t.Fatalf("decoded %v, error %v", decoded, decodeErr)
		case img == nil && decodeErr == nil, err != nil && img != nil:
			t.Fatalf("image %v, header's error %v, error %v", img, err, decodeErr)
		case img != nil && (img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height):
			t.Fatalf("image %v, header %+v", img.Bounds(), h)
		}
		if most := int64(6*h.Width*h.Height + 1<<20 + 8*len(b)); taken > most {
			t.Fatalf("%d × %d pixels took %d bytes of memory", h.Width, h.Height, taken)
		}
		if most := 4*len(b) + 64; file.Reads > most {
			t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
		}
		want, err := stdgif.Decode(bytes.NewReader(b))
		if err != nil || want.Bounds().Empty() {
			return
		}
		if decodeErr != nil {
			t.Fatalf("image/gif decodes %v: %v", want.Bounds(), decodeErr)
		}
		r := want.Bounds()
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				if got, want := color.NRGBAModel.Convert(img.At(x, y)), color.NRGBAModel.Convert(want.At(x, y)); got != want {
					t.Fatalf("pixel %d, %d is %v, by image/gif %v", x, y, got, want)
				}
			}
		}
	})
}
