package bmp_test

import (
	"bytes"
	"image/color"
	"io"
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
	fuzztest.AddFiles(f, "../../../../shared/corpus/files/*/*.bmp")
	decoder := fuzztest.Decoder{
		Size: func(r io.ReaderAt, size int64) (int, int, error) {
			h, err := bmp.ReadHeader(r, size)
			return h.Width, h.Height, err
		},
		Decode:     bmp.Decode,
		MostPixels: 1 << 20,
		MostMemory: func(width, height, _ int) int64 { return int64(4*width*height + 4*width + 1<<20) },
		MostReads:  func(length int) int { return length/1024 + 32 },
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		img, decodeErr := decoder.Try(t, b)
		want, err := xbmp.Decode(bytes.NewReader(b))
		if err != nil || want.Bounds().Empty() {
			return
		}
		if decodeErr != nil {
			t.Fatalf("x/image/bmp decodes %v: %v", want.Bounds(), decodeErr)
		}
		fuzztest.SameColours(t, img, want, 0, color.ModelFunc(opaque))
	})
}

// opaque returns a colour without its transparency, of which the two packages
// think differently.
func opaque(c color.Color) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 255
	return n
}
