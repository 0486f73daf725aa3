package fuzztest

import (
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"testing"

	"thumbpool/processor/memorytest"
)

// Decoder is a decoder of pictures, and what it may cost.
type Decoder struct {
	// Size returns the pixels to a side that the header of a file claims.
	Size func(r io.ReaderAt, size int64) (width, height int, err error)
	// Decode returns the picture of a file, and the share of it that came, 0 to 1.
	Decode func(r io.ReaderAt, size int64) (img image.Image, decoded float64, err error)
	// MostPixels is what a header may claim for the file to be tried.
	MostPixels int
	// MostMemory is how many bytes of memory a picture may take whose file has
	// length bytes.
	MostMemory func(width, height, length int) int64
	// MostReads is how often such a file may be read; nil stands for any number.
	MostReads func(length int) int
}

// AddFiles adds the small files of a pattern to the seeds; none is fine.
func AddFiles(f *testing.F, pattern string) {
	f.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		if b, err := os.ReadFile(name); err == nil && len(b) < 20_000 {
			f.Add(b)
		}
	}
}

// Try decodes a file and holds that there is a picture of the size that the
// header claims or an error, at no more than its cost. It skips files that claim
// too many pixels.
func (d Decoder) Try(t *testing.T, b []byte) (image.Image, error) {
	t.Helper()
	file := NewFile(t, b)
	width, height, headErr := d.Size(file, file.Size())
	if headErr != nil {
		width, height = 0, 0 // whatever it says, there are to be no pixels
	}
	if width*height > d.MostPixels {
		t.Skip("too large to try many of")
	}
	var img image.Image
	var decoded float64
	var err error
	taken := memorytest.Allocated(func() { img, decoded, err = d.Decode(file, file.Size()) })
	switch {
	case decoded < 0 || decoded > 1 || err == nil && decoded != 1:
		t.Fatalf("decoded %v, error %v", decoded, err)
	case img == nil && err == nil, headErr != nil && img != nil:
		t.Fatalf("image %v, header's error %v, error %v", img, headErr, err)
	case img != nil && (img.Bounds().Dx() != width || img.Bounds().Dy() != height):
		t.Fatalf("image %v, by the header %d × %d", img.Bounds(), width, height)
	case taken > d.MostMemory(width, height, len(b)):
		t.Fatalf("%d × %d pixels took %d bytes of memory", width, height, taken)
	case d.MostReads != nil && file.Reads > d.MostReads(len(b)):
		t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
	}
	return img, err
}

// SameColours holds that a picture has the pixels of another, wherever that has
// any, within so many levels of 255. The model, which gives color.NRGBA, says
// what counts of a colour.
func SameColours(t *testing.T, got, want image.Image, levels int, model color.Model) {
	t.Helper()
	r := want.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			a, b := model.Convert(got.At(x, y)).(color.NRGBA), model.Convert(want.At(x, y)).(color.NRGBA)
			far := func(v, w byte) bool { return max(v, w)-min(v, w) > byte(levels) }
			if far(a.R, b.R) || far(a.G, b.G) || far(a.B, b.B) || far(a.A, b.A) {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, a, b)
			}
		}
	}
}
