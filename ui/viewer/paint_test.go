package viewer

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// noise is a picture of random pixels, transparent ones among them if alpha.
func noise(w, h int, alpha bool) *image.RGBA {
	random := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := 0; i < len(img.Pix); i += 4 {
		a := 256
		if alpha {
			a = 1 + random.IntN(256)
		}
		for c := range 3 {
			img.Pix[i+c] = uint8(random.IntN(a))
		}
		img.Pix[i+3] = uint8(a - 1)
	}
	return img
}

// slowPixel is what pixel x, y of a picture stretched over w × h is, by the
// formula.
func slowPixel(src *image.RGBA, x, y, w, h int, back color.RGBA) [4]float64 {
	place := func(x, n, stretched int) (int, int, float64) {
		at := (float64(x)+0.5)*float64(n)/float64(stretched) - 0.5
		at = min(max(at, 0), float64(n-1))
		return int(at), min(int(at)+1, n-1), at - math.Floor(at)
	}
	x0, x1, fx := place(x, src.Rect.Dx(), w)
	y0, y1, fy := place(y, src.Rect.Dy(), h)
	var out [4]float64
	for c := range out {
		at := func(x, y int) float64 { return float64(src.Pix[y*src.Stride+4*x+c]) }
		above := at(x0, y0)*(1-fx) + at(x1, y0)*fx
		below := at(x0, y1)*(1-fx) + at(x1, y1)*fx
		out[c] = above*(1-fy) + below*fy
	}
	behind := [4]float64{float64(back.R), float64(back.G), float64(back.B), float64(back.A)}
	clear := 1 - out[3]/255
	for c := range out {
		out[c] += behind[c] * clear
	}
	return out
}

func TestDrawIsAsTheFormulaSays(t *testing.T) {
	back := color.RGBA{R: 0x17, G: 0x80, B: 0xf0, A: 0xff}
	tests := map[string]struct {
		picture     *image.RGBA
		frame, clip image.Rectangle
	}{
		"as large":        {noise(40, 30, false), image.Rect(0, 0, 40, 30), image.Rect(0, 0, 60, 60)},
		"larger":          {noise(20, 15, false), image.Rect(5, 7, 58, 49), image.Rect(0, 0, 60, 60)},
		"much larger":     {noise(9, 9, false), image.Rect(-3000, -2000, 4000, 5000), image.Rect(0, 0, 60, 60)},
		"smaller":         {noise(60, 50, false), image.Rect(3, 4, 44, 39), image.Rect(10, 4, 33, 39)},
		"off to the left": {noise(60, 50, false), image.Rect(-30, -20, 30, 30), image.Rect(0, 0, 60, 60)},
		"one pixel":       {noise(1, 1, false), image.Rect(3, 4, 44, 39), image.Rect(0, 0, 60, 60)},
		"one column":      {noise(1, 20, false), image.Rect(3, 4, 44, 39), image.Rect(0, 0, 60, 60)},
		"transparent":     {noise(20, 15, true), image.Rect(5, 7, 58, 49), image.Rect(0, 0, 60, 60)},
		"outside":         {noise(20, 15, false), image.Rect(70, 0, 90, 20), image.Rect(0, 0, 60, 60)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dst := image.NewRGBA(image.Rect(0, 0, 60, 60))
			fill(dst, color.RGBA{R: 1, G: 2, B: 3, A: 4})
			var p painter
			p.draw(dst, tt.clip, newPyramid(tt.picture), tt.frame, back)
			inside := tt.clip.Intersect(tt.frame)
			for y := range 60 {
				for x := range 60 {
					got := dst.RGBAAt(x, y)
					if !image.Pt(x, y).In(inside) {
						if got != (color.RGBA{R: 1, G: 2, B: 3, A: 4}) {
							t.Fatalf("at %d, %d it painted outside", x, y)
						}
						continue
					}
					want := slowPixel(tt.picture, x-tt.frame.Min.X, y-tt.frame.Min.Y, tt.frame.Dx(), tt.frame.Dy(), back)
					for c, g := range []uint8{got.R, got.G, got.B, got.A} {
						if math.Abs(float64(g)-want[c]) > 3.5 {
							t.Fatalf("at %d, %d it is %v, want %v", x, y, got, want)
						}
					}
				}
			}
		})
	}
}

func TestAPictureAsLargeAsItsFrameIsCopied(t *testing.T) {
	src := noise(300, 200, false)
	dst := image.NewRGBA(src.Rect)
	var p painter
	p.draw(dst, dst.Rect, newPyramid(src), src.Rect, color.RGBA{})
	for i := range src.Pix {
		if src.Pix[i] != dst.Pix[i] {
			t.Fatalf("byte %d is %d, want %d", i, dst.Pix[i], src.Pix[i])
		}
	}
}

func TestPyramid(t *testing.T) {
	tests := map[string]struct {
		w, h   int
		widths []int
	}{
		"small":     {200, 100, []int{200}},
		"large":     {1001, 500, []int{1001, 500, 250}},
		"high":      {10, 2000, []int{10, 5, 2, 1}},
		"one pixel": {1, 1, []int{1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPyramid(noise(tt.w, tt.h, false))
			if len(p) != len(tt.widths) {
				t.Fatalf("there are %d levels, want %d", len(p), len(tt.widths))
			}
			for i, want := range tt.widths {
				if got := p[i].Rect.Dx(); got != want {
					t.Errorf("level %d is %d wide, want %d", i, got, want)
				}
				if p.level(want) != p[i] {
					t.Errorf("another level than %d is drawn %d wide", i, want)
				}
			}
		})
	}
	src := noise(600, 400, true)
	small := newPyramid(src)[1]
	for _, at := range []image.Point{{0, 0}, {299, 199}, {17, 100}} {
		for c := range 4 {
			sum := 2
			for _, d := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				sum += int(src.Pix[src.PixOffset(2*at.X+d.X, 2*at.Y+d.Y)+c])
			}
			if got := small.Pix[small.PixOffset(at.X, at.Y)+c]; int(got) != sum/4 {
				t.Errorf("channel %d at %v is %d, want the mean %d", c, at, got, sum/4)
			}
		}
	}
	if newPyramid(nil) != nil || newPyramid(image.NewRGBA(image.Rectangle{})) != nil {
		t.Error("there is a pyramid over nothing")
	}
}

// BenchmarkPaint paints a stage of 1280 × 800, half before and half after.
func BenchmarkPaint(b *testing.B) {
	before, after := newPyramid(noise(3000, 2000, false)), newPyramid(noise(256, 171, false))
	dst := image.NewRGBA(image.Rect(0, 0, 1280, 800))
	back := color.RGBA{R: 0x17, G: 0x18, B: 0x1a, A: 0xff}
	for name, frame := range map[string]image.Rectangle{
		"whole":  image.Rect(40, 0, 1240, 800),
		"zoomed": image.Rect(-800, -500, 2200, 1500),
		"x8":     image.Rect(-8000, -5000, 16000, 11000),
	} {
		b.Run(name, func(b *testing.B) {
			var p painter
			b.ReportAllocs()
			for b.Loop() {
				fill(dst, back)
				p.draw(dst, image.Rect(0, 0, 640, 800), before, frame, back)
				p.draw(dst, image.Rect(640, 0, 1280, 800), after, frame, back)
			}
		})
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			newPyramid(before[0])
		}
	})
}
