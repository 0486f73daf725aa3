package render

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/format/raw/rawtest"
)

// encodedCorner is a JPEG of w × h pixels, white but for a red upper left quarter.
func encodedCorner(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{220, 0, 0, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRaw makes thumbnails of all kinds of camera raw files, whatever they are
// called: of the large picture, upright, and by the fast path.
func TestRaw(t *testing.T) {
	large, small := encodedCorner(t, 640, 480), encodedCorner(t, 32, 24)
	for i, kind := range rawtest.Kinds() {
		t.Run(fmt.Sprint(i, kind.Name), func(t *testing.T) {
			path := write(t, "photo.jpg", func(f *os.File) error {
				_, err := f.Write(kind.Write(large, small, 6))
				return err
			})
			img, thumb := render(t, path, plainRecipe(160))
			w, h := 120, 160
			red := image.Pt(100, 20) // the upper right quarter, after a turn to the right
			if !kind.Turned {
				w, h, red = 160, 120, image.Pt(20, 20)
			}
			if thumb.Width != w || thumb.Height != h || thumb.PhotoWidth != 4*w || thumb.PhotoHeight != 4*h {
				t.Errorf("%+v", thumb)
			}
			for _, p := range []image.Point{{20, 20}, {100, 20}, {20, 100}, {100, 100}} {
				_, g, _, _ := img.At(p.X, p.Y).RGBA()
				if isRed := g>>8 < 40; isRed != (p == red) {
					t.Errorf("%v is %v", p, img.At(p.X, p.Y))
				}
			}
			w2 := &work{Renderer: newRenderer(1 << 30), path: path, recipe: plainRecipe(160)}
			if err := w2.open(t.Context()); err != nil || !w2.shrink || w2.header.Format != format.RAW {
				t.Errorf("%v, the fast path: %t, %+v", err, w2.shrink, w2.header)
			}
			w2.close()
		})
	}
}
