package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/disintegration/imaging"
	"golang.org/x/image/bmp"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
	"thumbpool/processor/plane"
	"thumbpool/processor/sample"
)

func plainRecipe(size int) Recipe {
	return Recipe{Look: option.Look{Size: size, Quality: 85}, File: format.PNG, Limits: format.DefaultLimits()}
}

func newRenderer(budget int64) *Renderer {
	began := time.Now()
	return NewRenderer(NewBudget(budget), func() time.Duration { return time.Since(began) })
}

func write(t testing.TB, name string, encode func(*os.File) error) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(encode(f), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func render(t testing.TB, path string, recipe Recipe) (image.Image, Thumbnail) {
	t.Helper()
	thumb, err := newRenderer(1<<30).Render(t.Context(), path, recipe)
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(thumb.Data))
	if err != nil {
		t.Fatal(err)
	}
	return img, thumb
}

// psnr compares the luma of two pictures of one size, in dB.
func psnr(t *testing.T, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("sizes %v and %v", a.Bounds().Size(), b.Bounds().Size())
	}
	luma := func(img image.Image, x, y int) float64 {
		m := img.Bounds().Min
		r, g, b, _ := img.At(m.X+x, m.Y+y).RGBA()
		return (0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)) / 257
	}
	var sum float64
	w, h := a.Bounds().Dx(), a.Bounds().Dy()
	for y := range h {
		for x := range w {
			d := luma(a, x, y) - luma(b, x, y)
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(w*h)/sum)
}

// TestThumbnailsShowThePhotoBlurredAndReduced compares thumbnails with blurring
// the photo at its full size and reducing it then, by another library: what
// Recipe.Blur promises, and what shrinking on load must not give away.
func TestThumbnailsShowThePhotoBlurredAndReduced(t *testing.T) {
	if raceDetector {
		t.Skip("there is one goroutine, and the reference is slow")
	}
	photo := sample.Render(3, 2400, 1600)
	bitmap := write(t, "photo.bmp", func(f *os.File) error { return bmp.Encode(f, photo) })
	var file bytes.Buffer
	if err := jpeg.Encode(&file, photo, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	compressed := write(t, "photo.jpg", func(f *os.File) error { _, err := f.Write(file.Bytes()); return err })
	decoded, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []float64{0, 2, 5, 20, 50} {
		for path, original := range map[string]image.Image{bitmap: photo, compressed: decoded} {
			full := imaging.Clone(original)
			if r > 0 {
				full = imaging.Blur(original, r)
			}
			for _, size := range []int{256, 1200} {
				recipe := plainRecipe(size)
				recipe.Blur = r
				got, _ := render(t, path, recipe)
				want := imaging.Resize(full, got.Bounds().Dx(), got.Bounds().Dy(), imaging.CatmullRom)
				db := psnr(t, got, want)
				t.Logf("%s, blur %2g, %4d px: %.1f dB", filepath.Ext(path), r, size, db)
				if db < 41 {
					t.Errorf("%s, blur %g, %d px: %.1f dB, want at least 41", filepath.Ext(path), r, size, db)
				}
			}
		}
	}
}

func TestSizes(t *testing.T) {
	tests := []struct{ w, h, size, wantW, wantH int }{
		{400, 300, 100, 100, 75},
		{300, 400, 100, 75, 100},
		{100, 100, 100, 100, 100},
		{50, 40, 100, 50, 40}, // never enlarged
		{1, 1, 100, 1, 1},
		{2000, 1, 100, 100, 1}, // never without extent
		{1, 2000, 100, 1, 100},
		{1001, 667, 256, 256, 171},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%dx%d in %d", test.w, test.h, test.size), func(t *testing.T) {
			photo := image.NewRGBA(image.Rect(0, 0, test.w, test.h))
			path := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, photo) })
			img, thumb := render(t, path, plainRecipe(test.size))
			if size := img.Bounds().Size(); size != image.Pt(test.wantW, test.wantH) || thumb.Width != size.X || thumb.Height != size.Y {
				t.Errorf("%v, reported %d × %d; want %d × %d", size, thumb.Width, thumb.Height, test.wantW, test.wantH)
			}
			if thumb.PhotoWidth != test.w || thumb.PhotoHeight != test.h {
				t.Errorf("photo %d × %d", thumb.PhotoWidth, thumb.PhotoHeight)
			}
		})
	}
}

func TestTransparency(t *testing.T) {
	photo := image.NewNRGBA(image.Rect(0, 0, 200, 100))
	for y := range 100 {
		for x := range 200 {
			c := color.NRGBA{200, 0, 0, 255}
			if x < 100 {
				c = color.NRGBA{0, 255, 0, 0} // what is not seen must not bleed
			}
			photo.SetNRGBA(x, y, c)
		}
	}
	path := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, photo) })
	recipe := plainRecipe(50)
	recipe.Blur = 8
	img, _ := render(t, path, recipe)
	if _, _, _, a := img.At(2, 10).RGBA(); a != 0 {
		t.Errorf("the transparent side has alpha %d", a)
	}
	if c := color.NRGBAModel.Convert(img.At(26, 10)).(color.NRGBA); c.G > 2 || c.R < 190 {
		t.Errorf("the edge is %v: the colour of what is transparent bled into it", c)
	}
	recipe.File, recipe.Quality, recipe.Format = format.JPEG, 100, option.FormatJPEG
	for _, want := range []option.Color{option.White, {R: 20, G: 120, B: 220}} {
		recipe.Background = want
		img, _ = render(t, path, recipe)
		if r, g, b, _ := img.At(2, 10).RGBA(); off(r>>8, want.R) > 3 || off(g>>8, want.G) > 3 || off(b>>8, want.B) > 3 {
			t.Errorf("a JPEG's transparent side is %d %d %d, want %v", r>>8, g>>8, b>>8, want)
		}
		sketch, err := newRenderer(1<<30).Sketch(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		before, after := sketch.Render(recipe, 40)
		if c := after.RGBAAt(2, 10); off(uint32(c.R), want.R) > 2 || off(uint32(c.G), want.G) > 2 || off(uint32(c.B), want.B) > 2 || c.A != 255 {
			t.Errorf("the sketch shows %v, want %v", c, want)
		}
		if c := before.RGBAAt(2, 10); c.A != 0 {
			t.Errorf("the photo is shown as %v, and is transparent", c)
		}
	}
}

// off is how far a sample is from another.
func off(have uint32, want uint8) int {
	return max(int(have)-int(want), int(want)-int(have))
}

func TestGrayStaysGray(t *testing.T) {
	photo := image.NewGray(image.Rect(0, 0, 100, 80))
	path := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, photo) })
	for _, f := range []format.Format{format.PNG, format.JPEG, format.TIFF} {
		recipe := plainRecipe(50)
		recipe.File = f
		img, _ := render(t, path, recipe)
		if img.ColorModel() != color.GrayModel {
			t.Errorf("%v: a gray photo's thumbnail has the colour model of %T", f, img)
		}
	}
}

func TestErrorsNameTheirStep(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		name string
		path string
		step photo.Step
		is   error
	}{
		{"gone", filepath.Join(dir, "gone.jpg"), photo.StepRead, fs.ErrNotExist},
		{"a folder", dir, photo.StepRead, format.ErrNotPicture},
		{"empty", write(t, "a.jpg", func(*os.File) error { return nil }), photo.StepRead, format.ErrNotPicture},
		{"text", write(t, "a.jpg", func(f *os.File) error { _, err := f.WriteString("hello"); return err }), photo.StepRead, format.ErrNotPicture},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := newRenderer(1<<20).Render(t.Context(), test.path, plainRecipe(50))
			var at *StepError
			if !errors.As(err, &at) || at.Step != test.step || !errors.Is(err, test.is) {
				t.Errorf("error %v, want %v at %v", err, test.is, test.step)
			}
		})
	}
}

func TestAPanicIsThePhotosError(t *testing.T) {
	w := &work{Renderer: newRenderer(1)}
	err := w.do(t.Context(), []step{{photo.StepDecode, func(*work, context.Context) error { panic("boom") }}})
	var at *StepError
	var crash *PanicError
	if !errors.As(err, &at) || at.Step != photo.StepDecode || !errors.As(err, &crash) || crash.Value != "boom" || len(crash.Stack) == 0 {
		t.Errorf("error %v", err)
	}
}

func TestTheContextEndsTheWorkBetweenSteps(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := &work{Renderer: newRenderer(1)}
	err := w.do(ctx, []step{
		{photo.StepRead, func(*work, context.Context) error { cancel(); return nil }},
		{photo.StepDecode, func(*work, context.Context) error { t.Error("went on"); return nil }},
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestBudget(t *testing.T) {
	b := NewBudget(100)
	free := func(n int64) bool {
		if b.sem.TryAcquire(n) {
			b.sem.Release(n)
			return true
		}
		return false
	}
	keep, err := b.Acquire(t.Context(), 1e9) // more than there is: takes all
	if err != nil || free(1) {
		t.Fatal("not all was taken", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Acquire(stopped, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("a full budget: error %v", err)
	}
	for _, step := range []struct{ keep, free int64 }{{40, 60}, {70, 60}, {40, 60}, {10, 90}, {0, 100}} {
		keep(step.keep)
		if !free(step.free) || free(step.free+1) {
			t.Errorf("after keeping %d, not %d are free", step.keep, step.free)
		}
	}
}

// TestOrientations holds each EXIF orientation to where the standard (CIPA
// DC-008, tag 274) puts the stored picture's first row and first column.
func TestOrientations(t *testing.T) {
	const w, h = 3, 2 // as stored
	stored := plane.Plane{Pix: []byte{0, 1, 2, 3, 4, 5}, Stride: w, W: w, H: h}
	// Where a stored pixel is shown.
	shown := map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },                 // row 0 top, column 0 left
		2: func(x, y int) (int, int) { return w - 1 - x, y },         // top, right
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }, // bottom, right
		4: func(x, y int) (int, int) { return x, h - 1 - y },         // bottom, left
		5: func(x, y int) (int, int) { return y, x },                 // left, top
		6: func(x, y int) (int, int) { return h - 1 - y, x },         // right, top
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x }, // right, bottom
		8: func(x, y int) (int, int) { return y, w - 1 - x },         // left, bottom
	}
	for orientation := 1; orientation <= 8; orientation++ {
		work := &work{Renderer: newRenderer(1), header: format.Header{Orientation: orientation}}
		work.picture = plane.Picture{Kind: plane.Gray, Planes: [4]plane.Plane{stored}}
		if err := work.orient(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i := range w * h {
			x, y := shown[orientation](i%w, i/w)
			if got := work.picture.Planes[0].Row(y)[x]; int(got) != i {
				t.Errorf("orientation %d shows %d at %d,%d, want %d", orientation, got, x, y, i)
			}
		}
	}
}
