package render

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"golang.org/x/image/bmp"

	"github.com/disintegration/imaging"

	"thumbpool/processor/format"
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

// TestSketchShowsWhatIsBehindAndTheColours holds that a preview shows the background
// where the thumbnail will have it, and colours as they are to look.
func TestSketchShowsWhatIsBehindAndTheColours(t *testing.T) {
	clear := write(t, "clear.png", func(f *os.File) error { return png.Encode(f, image.NewNRGBA(image.Rect(0, 0, 40, 30))) })
	for in, want := range map[option.Format]color.RGBA{option.FormatJPEG: {200, 10, 20, 255}, option.FormatPNG: {}, option.FormatSame: {}, option.FormatWebP: {}} {
		sketch, err := newRenderer(1<<30).Sketch(t.Context(), clear)
		if err != nil {
			t.Fatal(err)
		}
		recipe := plainRecipe(20)
		recipe.Mode, recipe.Format, recipe.Background = option.ModeFit, in, option.Color{R: 200, G: 10, B: 20}
		before, after := sketch.Render(recipe, 20)
		if got := after.RGBAAt(10, 7); got != want || before.RGBAAt(10, 7).A != 0 {
			t.Errorf("%s: after is %v, want %v; before is %v", in, got, want, before.RGBAAt(10, 7))
		}
	}
	sketch, err := newRenderer(1<<30).Sketch(t.Context(), photoOfPatches(t, inP3, displayP3(t).Profile(), format.PNG))
	if err != nil {
		t.Fatal(err)
	}
	for _, choice := range []option.ColorChoice{option.ColorSRGB, option.ColorKeep} { // a screen has no profile of the photo's
		recipe := plainRecipe(patchSide / 2 * len(inP3))
		recipe.Mode, recipe.Color = option.ModeFit, choice
		before, after := sketch.Render(recipe, recipe.Size)
		checkPatches(t, "before, "+string(choice), before, inSRGB, 2)
		checkPatches(t, "after, "+string(choice), after, inSRGB, 2)
	}
}
