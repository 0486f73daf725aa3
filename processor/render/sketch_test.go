package render

import (
	"os"
	"testing"

	"golang.org/x/image/bmp"

	"github.com/disintegration/imaging"

	"thumbpool/processor/option"
	"thumbpool/processor/sample"
)

// TestSketchShowsWhatRenderMakes compares previews with the thumbnails that
// they stand for.
func TestSketchShowsWhatRenderMakes(t *testing.T) {
	photo := sample.Render(5, 1800, 1200)
	path := write(t, "photo.bmp", func(f *os.File) error { return bmp.Encode(f, photo) })
	r := newRenderer(1 << 30)
	sketch, err := r.Sketch(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Recipe){
		"plain":    func(r *Recipe) { r.Size = 400 },
		"blurred":  func(r *Recipe) { r.Size, r.Blur = 400, 30 },
		"small":    func(r *Recipe) { r.Size, r.Blur = 50, 4 },
		"large":    func(r *Recipe) { r.Size, r.Blur = 1500, 12 },
		"square":   func(r *Recipe) { r.Size, r.Mode, r.Ratio = 300, option.ModeFill, option.Ratio{W: 1, H: 1} },
		"by width": func(r *Recipe) { r.Size, r.Mode, r.Blur, r.BlurUnit = 200, option.ModeWidth, 3, option.BlurOfThumbnail },
	} {
		recipe := plainRecipe(0)
		recipe.Mode = option.ModeFit
		change(&recipe)
		before, after := sketch.Render(recipe, 240)
		if before.Rect != after.Rect || max(before.Rect.Dx(), before.Rect.Dy()) != 240 || before.Stride != 4*before.Rect.Dx() {
			t.Errorf("%s: sizes %v and %v", name, before.Rect, after.Rect)
		}
		thumb, _ := render(t, path, recipe)
		want := imaging.Resize(thumb, after.Rect.Dx(), after.Rect.Dy(), imaging.CatmullRom)
		if db := psnr(t, after, want); db < 35 {
			t.Errorf("%s: %.1f dB from the thumbnail", name, db)
		}
	}
}

func BenchmarkSketch(b *testing.B) {
	photo := sample.Render(5, 1800, 1200)
	path := write(b, "photo.bmp", func(f *os.File) error { return bmp.Encode(f, photo) })
	sketch, err := newRenderer(1<<30).Sketch(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	recipe := plainRecipe(256)
	for b.Loop() {
		recipe.Blur += 0.01 // as a slider does: kernels are new each time
		sketch.Render(recipe, 240)
	}
}
