package resample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"thumbpool/processor/plane"
)

// noise returns a plane with pictures of every kind of difficulty: flat areas,
// full-swing edges and noise, in a stride wider than the plane.
func noise(seed uint64, w, h int) plane.Plane {
	r := rand.New(rand.NewPCG(seed, 7))
	p := plane.Plane{W: w, H: h, Stride: w + 3, Pix: make([]byte, (w+3)*h)}
	for y := range h {
		for x := range w {
			switch (x/16 + y/16) % 4 {
			case 0:
				p.Row(y)[x] = byte(r.Uint32())
			case 1:
				p.Row(y)[x] = byte(255 * r.IntN(2))
			case 2:
				p.Row(y)[x] = 255
			}
		}
	}
	return p
}

// farthest returns the largest distance of got to want, in levels.
func farthest(got plane.Plane, want []float64) float64 {
	var most float64
	for y := range got.H {
		for x, v := range got.Row(y) {
			most = max(most, math.Abs(float64(v)-want[y*got.W+x]))
		}
	}
	return most
}

func TestResizeIsTheDirectSum(t *testing.T) {
	var r Resizer
	for _, c := range []struct {
		name string
		w, h int
		x, y Axis
	}{
		{"same size", 40, 30, Whole(40, 40, 0), Whole(30, 30, 0)},
		{"blur alone", 40, 30, Whole(40, 40, 1), Whole(30, 30, 1)},
		{"slight blur alone", 40, 30, Whole(40, 40, 0.3), Whole(30, 30, 0.3)},
		{"halved", 80, 60, Whole(80, 40, 0), Whole(60, 30, 0)},
		{"odd reduction", 101, 77, Whole(101, 40, 0), Whole(77, 31, 0)},
		{"reduction and slight blur", 101, 77, Whole(101, 40, 0.1), Whole(77, 31, 0.1)},
		{"reduction and blur", 101, 77, Whole(101, 40, 1.5), Whole(77, 31, 1.5)},
		{"just below the grid", 101, 77, Whole(101, 40, 2.99), Whole(77, 31, 2.99)},
		{"just on the grid", 101, 77, Whole(101, 40, 3), Whole(77, 31, 3)},
		{"wide blur", 300, 200, Whole(300, 150, 9), Whole(200, 100, 9)},
		{"blur wider than the picture", 101, 77, Whole(101, 40, 250), Whole(77, 31, 250)},
		{"grid one way only", 101, 77, Whole(101, 40, 1), Whole(77, 31, 12)},
		{"strong reduction", 640, 480, Whole(640, 16, 0.4), Whole(480, 12, 0.4)},
		{"last sample partly outside", 626, 50, Photo{5001, 256, 2}.Axis(Component{8, 1, 1}), Whole(50, 20, 0.1)},
		{"sharpened", 101, 77, Axis{0, 101, 70, 0, 1.0 / 12}, Axis{0, 77, 50, 0.1, 1.0 / 12}},
		{"sharpened and enlarged", 40, 30, Axis{0, 40, 77, 0, 1.0 / 12}, Axis{0, 30, 50, 0, 1.0 / 12}},
		{"blurred before by less", 101, 77, Axis{0, 101, 70, 0.3, 1.0 / 12}, Axis{0, 77, 50, 4, 1.0 / 12}},
		{"chroma of a 4:2:0 photo", 626, 90, Photo{10001, 301, 9}.Axis(Component{8, 2, 2}), Whole(90, 21, 0)},
		{"interval reaching outside", 50, 50, Axis{-3.3, 54.1, 20, 0, 0}, Axis{1.5, 20, 9, 0.5, 0}},
		{"chroma doubled", 20, 15, Whole(20, 40, 0), Whole(15, 30, 0)},
		{"chroma doubled and blurred", 20, 15, Whole(20, 40, 2), Whole(15, 30, 2)},
		{"chroma doubled and blurred wide", 40, 30, Whole(40, 80, 12), Whole(30, 60, 12)},
		{"border to border, slight blur", 21, 16, Axis{0.79, 21.5, 41, 0.33, 0}, Axis{0.79, 16.5, 31, 0.33, 0}},
		{"border of two samples, wide blur", 2, 14, Axis{1.59, 4.85, 2, 3.38, 0}, Axis{1.59, 16.85, 9, 3.38, 0}},
		{"beyond the border, wide blur", 4, 2, Axis{1.94, 4.66, 73, 6.76, 0.0379}, Axis{1.94, 2.66, 1, 6.76, 0.0379}},
		{"before the border, wide blur", 4, 2, Axis{-0.66, 2.06, 73, 6.76, 0.0379}, Axis{-0.66, 0.06, 1, 6.76, 0.0379}},
		{"one sample", 1, 1, Whole(1, 1, 0), Whole(1, 1, 5)},
		{"one sample spread", 1, 1, Whole(1, 7, 0), Whole(1, 5, 2)},
		{"to one sample", 33, 21, Whole(33, 1, 0), Whole(21, 1, 3)},
		{"a column", 1, 90, Whole(1, 1, 3), Whole(90, 33, 3)},
		{"wider than a tile", 1500, 20, Whole(1500, 600, 0.5), Whole(20, 8, 0.5)},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := noise(uint64(c.w), c.w, c.h)
			var dst plane.Plane
			r.Resize(&dst, src, c.x, c.y)
			if dst.W != c.x.Dst || dst.H != c.y.Dst {
				t.Fatalf("made %d×%d samples, want %d×%d", dst.W, dst.H, c.x.Dst, c.y.Dst)
			}
			d := farthest(dst, direct(src, c.x, c.y))
			if d > 0.75 {
				t.Errorf("off by %.2f levels from the direct sum", d)
			}
		})
	}
}

func TestFlatStaysFlat(t *testing.T) {
	var r Resizer
	var dst plane.Plane
	for _, level := range []byte{0, 1, 127, 254, 255} {
		src := plane.Plane{W: 97, H: 61, Stride: 97, Pix: make([]byte, 97*61)}
		for i := range src.Pix {
			src.Pix[i] = level
		}
		for _, sigma := range []float64{0, 0.2, 1, 2.9, 3, 40} {
			for _, n := range []int{1, 13, 50, 97, 200} {
				t.Run(fmt.Sprintf("level %d to %d blurred %v", level, n, sigma), func(t *testing.T) {
					r.Resize(&dst, src, Whole(97, n, sigma), Whole(61, n, sigma))
					for i, v := range dst.Pix {
						if v != level {
							t.Fatalf("sample %d became %d", i, v)
						}
					}
				})
			}
		}
	}
}
