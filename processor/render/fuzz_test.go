package render

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"thumbpool/processor/format"
	decoder "thumbpool/processor/jpeg"
	"thumbpool/processor/memorytest"
	"thumbpool/processor/option"
	"thumbpool/processor/sample"
)

// samples are small pictures in all formats that are read.
func samples(f *testing.F) [][]byte {
	var files [][]byte
	add := func(encode func(b *bytes.Buffer) error) {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			f.Fatal(err)
		}
		files = append(files, b.Bytes())
	}
	picture := sample.Render(5, 60, 40)
	add(func(b *bytes.Buffer) error { return png.Encode(b, picture) })
	add(func(b *bytes.Buffer) error { return gif.Encode(b, picture, &gif.Options{NumColors: 16}) })
	add(func(b *bytes.Buffer) error { return bmp.Encode(b, picture) })
	add(func(b *bytes.Buffer) error { return tiff.Encode(b, picture, &tiff.Options{Compression: tiff.Deflate}) })
	add(func(b *bytes.Buffer) error { return tiff.Encode(b, picture.SubImage(image.Rect(3, 3, 20, 30)), nil) })
	add(func(b *bytes.Buffer) error { return png.Encode(b, image.NewNRGBA64(image.Rect(0, 0, 33, 9))) })
	for _, s := range []string{ // 16 × 16 pixels of one colour, opaque and half transparent
		"524946463a00000057454250565038202e0000009001009d012a1000100000c01225a00274ba00039800fef8b517fdc6b6d23a65ffedf0fffb8f2ffedf0fff6ec800",
		"524946465e00000057454250565038580a000000100000000f00000f0000414c50480a0000000107d0bf88084444ff03565038202e0000009001009d012a1000100000c01225a00274ba00039800fef8b517fdc6b6d23a65ffedf0fffb8f2ffedf0fff6ec800",
	} {
		webp, err := hex.DecodeString(s)
		if err != nil {
			f.Fatal(err)
		}
		files = append(files, webp)
	}
	// Photos in all orientations, one progressive, one gray.
	paths, err := sample.Write(f.Context(), f.TempDir(), sample.Options{Count: 24, Megapixels: 0.003, Seed: 48, Quality: 60})
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		files = append(files, b)
	}
	return files
}

// asked is a Memory that notes how much was asked for, and grants it.
type asked struct {
	most, held int64
}

func (a *asked) Acquire(_ context.Context, n int64) (keep func(int64), err error) {
	a.held += n
	a.most = max(a.most, a.held)
	return func(kept int64) { a.held, n = a.held-n+min(kept, n), min(kept, n) }, nil
}

// FuzzRender holds that whatever bytes a file has, its thumbnail has the size
// that follows from the recipe, can be read, and is the same the next time; or
// that there is an error of the kinds that are promised. In both cases it takes
// little more memory than it asked for, gives all of it back, and ends.
func FuzzRender(f *testing.F) {
	for i, file := range samples(f) {
		f.Add(file, uint8(i), uint8(i*50), uint8(i%3*20), uint8(i+2), uint8(3*i+1))
	}
	f.Add([]byte("a letter"), uint8(0), uint8(0), uint8(0), uint8(0), uint8(0))
	path := filepath.Join(f.TempDir(), "photo")
	var memory asked
	began := time.Now()
	now := func() time.Duration { return time.Since(began) }
	reused := NewRenderer(&memory, now)
	f.Fuzz(func(t *testing.T, file []byte, kind, size, blur, ratioW, ratioH uint8) {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		recipe := fuzzRecipe(kind, size, blur, ratioW, ratioH)
		// No picture of this size takes so long; one that never ends is found.
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()

		memory = asked{}
		var thumb Thumbnail
		var err error
		taken := memorytest.Allocated(func() { thumb, err = reused.Render(ctx, path, recipe) })
		if memory.held != 0 {
			t.Fatalf("%d bytes of memory are not given back", memory.held)
		}
		// All is counted that is taken, also what is given back meanwhile; and
		// encoders have tables. A PNG's packed texts and profile may grow to what
		// package format bounds.
		most := 3*memory.most + int64(64*len(file)) + 4<<20
		if bytes.Contains(file, []byte("iCCP")) || bytes.Contains(file, []byte("zTXt")) {
			most += 64 << 20
		}
		if taken > most {
			t.Fatalf("%d bytes of memory were taken, %d asked for", taken, memory.most)
		}
		if err != nil {
			checkError(t, err)
			return
		}
		checkThumbnail(t, thumb, recipe)

		data := bytes.Clone(thumb.Data)
		again, err := NewRenderer(&memory, now).Render(ctx, path, recipe)
		if err != nil || !bytes.Equal(again.Data, data) {
			t.Fatalf("another time the thumbnail is another, of %d bytes and not %d, error %v", len(again.Data), len(data), err)
		}
	})
}

// fuzzRecipe makes a recipe of any kind.
func fuzzRecipe(kind, size, blur, ratioW, ratioH uint8) Recipe {
	formats := []format.Format{format.JPEG, format.PNG, format.GIF, format.BMP, format.TIFF}
	limits := format.DefaultLimits()
	limits.MaxPixels = 1 << 17
	unit := option.BlurOfPhoto
	if kind&64 != 0 {
		unit = option.BlurOfThumbnail
	}
	return Recipe{
		Look: option.Look{
			Mode:     []option.Mode{option.ModeFit, option.ModeFill, option.ModeWidth, option.ModeHeight}[kind%4],
			Size:     int(size) + 1,
			Ratio:    option.Ratio{W: int(ratioW%100) + 1, H: int(ratioH%100) + 1},
			Blur:     float64(blur) / 4,
			BlurUnit: unit,
			Quality:  int(size)%100 + 1,
		},
		File:        formats[int(kind/4)%len(formats)],
		Limits:      limits,
		PreviewSide: int(ratioW) % 64,
	}
}

// checkError holds an error to what Render promises.
func checkError(t *testing.T, err error) {
	t.Helper()
	var step *StepError
	var limit *format.LimitError
	var damage *format.DamageError
	var jpegDamage *decoder.DamageError
	switch {
	case !errors.As(err, &step):
		t.Fatalf("%T: %v", err, err)
	case errors.As(err, &limit), errors.As(err, &damage), errors.As(err, &jpegDamage),
		errors.Is(err, format.ErrUnsupported), errors.Is(err, format.ErrNotPicture), errors.Is(err, decoder.ErrFormat):
		if err.Error() == "" {
			t.Fatalf("%T says nothing", step.Err)
		}
	default:
		t.Fatalf("%T: %v", step.Err, err)
	}
}

// checkThumbnail holds a thumbnail to its recipe and to what it says of itself.
func checkThumbnail(t *testing.T, thumb Thumbnail, recipe Recipe) {
	t.Helper()
	w, h := slowSize(thumb.PhotoWidth, thumb.PhotoHeight, recipe)
	if thumb.Width != w || thumb.Height != h {
		t.Fatalf("%d × %d, want %d × %d of %d × %d by %v", thumb.Width, thumb.Height, w, h, thumb.PhotoWidth, thumb.PhotoHeight, recipe)
	}
	if got := format.Sniff(thumb.Data); got != recipe.File {
		t.Fatalf("the thumbnail is %v, not %v", got, recipe.File)
	}
	decode := map[format.Format]func(b *bytes.Reader) (image.Image, error){
		format.JPEG: func(b *bytes.Reader) (image.Image, error) { return jpeg.Decode(b) },
		format.PNG:  func(b *bytes.Reader) (image.Image, error) { return png.Decode(b) },
		format.GIF:  func(b *bytes.Reader) (image.Image, error) { return gif.Decode(b) },
		format.BMP:  func(b *bytes.Reader) (image.Image, error) { return bmp.Decode(b) },
		format.TIFF: func(b *bytes.Reader) (image.Image, error) { return tiff.Decode(b) },
	}[recipe.File]
	img, err := decode(bytes.NewReader(thumb.Data))
	if err != nil || img.Bounds().Size() != image.Pt(w, h) {
		t.Fatalf("%v: the thumbnail of %d × %d cannot be read, or has another size: %v", recipe.File, w, h, err)
	}
	if side := recipe.PreviewSide; (thumb.Preview != nil) != (side > 0) {
		t.Fatalf("preview %v of %d pixels", thumb.Preview != nil, side)
	} else if p := thumb.Preview; p != nil && (max(p.Rect.Dx(), p.Rect.Dy()) > side || p.Rect.Empty() || p.Stride != 4*p.Rect.Dx() || len(p.Pix) != p.Stride*p.Rect.Dy()) {
		t.Fatalf("preview %v in %d bytes, of %d pixels", p.Rect, len(p.Pix), side)
	}
}

// slowSize is the slow twin of what the work reckons: the thumbnail's size.
func slowSize(w, h int, r Recipe) (int, int) {
	if r.Mode == option.ModeFill {
		if across := int(math.Round(float64(w) * float64(r.Ratio.H) / float64(r.Ratio.W))); across <= h {
			h = max(across, 1)
		} else {
			w = max(int(math.Round(float64(h)*float64(r.Ratio.W)/float64(r.Ratio.H))), 1)
		}
	}
	side := map[option.Mode]int{option.ModeFit: max(w, h), option.ModeFill: max(w, h), option.ModeWidth: w, option.ModeHeight: h}[r.Mode]
	if side <= r.Size {
		return w, h // never enlarged
	}
	scaled := func(n int) int { return max(int(math.Round(float64(n)*float64(r.Size)/float64(side))), 1) }
	return scaled(w), scaled(h)
}
