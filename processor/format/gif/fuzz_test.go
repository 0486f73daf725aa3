package gif_test

import (
	"bytes"
	"image"
	"image/color"
	stdgif "image/gif"
	"io"
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
	fuzztest.AddFiles(f, "../../../../shared/corpus/files/*/*.gif")
	decoder := fuzztest.Decoder{
		Size: func(r io.ReaderAt, size int64) (int, int, error) {
			h, err := gif.ReadHeader(r, size)
			return h.Width, h.Height, err
		},
		Decode:     gif.Decode,
		MostPixels: 1 << 20,
		MostMemory: func(width, height, length int) int64 { return int64(6*width*height + 1<<20 + 8*length) },
		MostReads:  func(length int) int { return 4*length + 64 },
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		img, decodeErr := decoder.Try(t, b)
		want, err := stdgif.Decode(bytes.NewReader(b))
		if err != nil || want.Bounds().Empty() {
			return
		}
		if decodeErr != nil {
			t.Fatalf("image/gif decodes %v: %v", want.Bounds(), decodeErr)
		}
		fuzztest.SameColours(t, img, want, 0, color.NRGBAModel)
	})
}
