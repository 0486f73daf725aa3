package render

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/resample"
)

func TestModes(t *testing.T) {
	tests := []struct {
		mode  option.Mode
		ratio option.Ratio
		w, h  int
		size  int
		want  string
	}{
		{option.ModeFit, option.Ratio{}, 400, 300, 100, "100x75"},
		{option.ModeFill, option.Ratio{W: 1, H: 1}, 400, 300, 100, "100x100"},
		{option.ModeFill, option.Ratio{W: 1, H: 1}, 300, 400, 100, "100x100"},
		{option.ModeFill, option.Ratio{W: 3, H: 2}, 400, 400, 90, "90x60"},
		{option.ModeFill, option.Ratio{W: 2, H: 3}, 400, 400, 90, "60x90"},
		{option.ModeFill, option.Ratio{W: 16, H: 9}, 400, 100, 160, "160x90"},
		{option.ModeFill, option.Ratio{W: 1, H: 1}, 60, 40, 100, "40x40"}, // never enlarged
		{option.ModeFill, option.Ratio{W: 1, H: 1}, 1, 900, 100, "1x1"},
		{option.ModeWidth, option.Ratio{}, 400, 300, 100, "100x75"},
		{option.ModeWidth, option.Ratio{}, 300, 400, 100, "100x133"},
		{option.ModeWidth, option.Ratio{}, 80, 400, 100, "80x400"},
		{option.ModeHeight, option.Ratio{}, 400, 300, 100, "133x100"},
		{option.ModeHeight, option.Ratio{}, 300, 400, 100, "75x100"},
	}
	for _, test := range tests {
		for orientation := 1; orientation <= 8; orientation++ {
			sw, sh := upright(test.w, test.h, orientation) // as stored
			w := &work{Renderer: newRenderer(1), header: format.Header{Orientation: orientation}}
			w.recipe = Recipe{Look: option.Look{Mode: test.mode, Ratio: test.ratio, Size: test.size}}
			x, y := w.sides(sw, sh)
			tw, th := upright(x.Thumb, y.Thumb, orientation)
			if got := fmt.Sprintf("%dx%d", tw, th); got != test.want {
				t.Errorf("%s %v of %d × %d in %d, orientation %d: %s, want %s", test.mode, test.ratio, test.w, test.h, test.size, orientation, got, test.want)
			}
			for _, s := range []side{x, y} {
				a := s.axis(resample.Component{Shrink: 1, Sub: 1, Out: 1}, false)
				if a.From < 0 || a.To > float64(max(sw, sh)) || a.To-a.From != float64(s.Pixels) {
					t.Errorf("%s of %d × %d shows %g to %g", test.mode, test.w, test.h, a.From, a.To)
				}
			}
		}
	}
}

// Every photo that is large enough gets the same size, whatever its own sides.
func TestFillHasOneSize(t *testing.T) {
	for _, ratio := range []option.Ratio{{W: 3, H: 2}, {W: 16, H: 9}, {W: 9, H: 16}, {W: 7, H: 5}, {W: 100, H: 1}} {
		sizes := map[string]bool{}
		for pw := 257; pw < 900; pw += 7 {
			for ph := 257; ph < 900; ph += 11 {
				w := &work{Renderer: newRenderer(1), header: format.Header{Orientation: 1}}
				w.recipe = Recipe{Look: option.Look{Mode: option.ModeFill, Ratio: ratio, Size: 256}}
				x, y := w.sides(pw, ph)
				if max(x.Pixels, y.Pixels) > 256 {
					sizes[fmt.Sprintf("%dx%d", x.Thumb, y.Thumb)] = true
				}
				if x.Thumb > x.Pixels || y.Thumb > y.Pixels || x.Pixels > pw || y.Pixels > ph {
					t.Fatalf("of %d × %d pixels %d × %d become %d × %d", pw, ph, x.Pixels, y.Pixels, x.Thumb, y.Thumb)
				}
			}
		}
		if len(sizes) != 1 {
			t.Errorf("%v: the sizes are %v", ratio, sizes)
		}
	}
}

// TestFillShowsTheMiddle crops a picture whose middle third is white.
func TestFillShowsTheMiddle(t *testing.T) {
	photo := image.NewGray(image.Rect(0, 0, 300, 100))
	for y := range 100 {
		for x := 100; x < 200; x++ {
			photo.SetGray(x, y, color.Gray{255})
		}
	}
	path := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, photo) })
	recipe := plainRecipe(100)
	recipe.Mode, recipe.Ratio = option.ModeFill, option.Ratio{W: 1, H: 1}
	img, _ := render(t, path, recipe)
	for _, p := range []image.Point{{0, 0}, {99, 99}, {50, 50}} {
		if r, _, _, _ := img.At(p.X, p.Y).RGBA(); r>>8 != 255 {
			t.Errorf("%v is %d, want white", p, r>>8)
		}
	}
}

// TestBlurOfTheThumbnail asks for the same blur in both units.
func TestBlurOfTheThumbnail(t *testing.T) {
	photo := image.NewGray(image.Rect(0, 0, 400, 400))
	for y := range 400 {
		for x := range 200 {
			photo.SetGray(x, y, color.Gray{255})
		}
	}
	path := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, photo) })
	recipe := plainRecipe(100)
	recipe.Blur = 12
	ofPhoto, _ := render(t, path, recipe)
	recipe.Blur, recipe.BlurUnit = 3, option.BlurOfThumbnail
	ofThumb, _ := render(t, path, recipe)
	if db := psnr(t, ofPhoto, ofThumb); db < 60 {
		t.Errorf("the two differ: %.1f dB", db)
	}
}
