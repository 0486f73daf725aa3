package resample

import (
	"fmt"
	"math"
	"testing"

	"thumbpool/processor/plane"
)

func TestPhotoAxis(t *testing.T) {
	scale := 5001.0 / 171
	for _, c := range []struct {
		name      string
		component Component
		want      Axis
	}{
		{"luma at full size", Component{1, 1, 1}, Axis{0, 5001, 171, 2 / scale, 0}},
		{"luma at 1/8", Component{8, 1, 1}, Axis{0, 625.125, 171, 2 / scale, 63.0 / 64 / 12}},
		{"4:2:0 chroma to 4:4:4", Component{1, 2, 1}, Axis{0, 2500.5, 171, 2 / scale, 0}},
		// The last of 86 samples stands half for pixels after the 171st.
		{"4:2:0 chroma at 1/4 to 4:2:0", Component{4, 2, 2}, Axis{0, 172 * scale / 8, 86, 1 / scale, 15.0 / 16 / 12}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Photo{Pixels: 5001, Thumb: 171, Radius: 2}.Axis(c.component)
			for i, d := range []float64{
				got.From - c.want.From, got.To - c.want.To, got.Sigma - c.want.Sigma, got.Own - c.want.Own,
				float64(got.Dst - c.want.Dst),
			} {
				if math.Abs(d) > 1e-9 {
					t.Errorf("field %d: got %+v, want %+v", i, got, c.want)
				}
			}
		})
	}
}

func TestEnough(t *testing.T) {
	for _, c := range []struct {
		name      string
		photo     Photo
		component Component
		want      bool
	}{
		{"all of it", Photo{1000, 1000, 0}, Component{1, 1, 1}, false},
		{"a quarter more", Photo{1250, 1000, 0}, Component{1, 1, 1}, true},
		{"1/8 of 24 megapixels for 256", Photo{6000, 256, 0}, Component{8, 1, 1}, true},
		{"1/8 of 24 megapixels for 1200", Photo{6000, 1200, 0}, Component{8, 1, 1}, false},
		{"1/8 under a wide blur", Photo{6000, 1200, 20}, Component{8, 1, 1}, true},
		{"chroma of half the size for half the size", Photo{6000, 1200, 0}, Component{4, 2, 2}, true},
		{"chroma of half the size for all of it", Photo{6000, 1200, 0}, Component{4, 2, 1}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.photo.Enough(c.component); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// A slope across the photo comes out as the same slope across the thumbnail,
// whatever the component went through: nothing is shifted.
func TestSlopeStaysInPlace(t *testing.T) {
	const pixels, height, margin = 997, 20, 12
	var r Resizer
	for _, thumb := range []int{997, 256, 171} {
		for _, c := range []Component{{1, 1, 1}, {2, 1, 1}, {8, 1, 1}, {1, 2, 1}, {1, 2, 2}, {4, 2, 2}} {
			t.Run(fmt.Sprintf("%+v to %d", c, thumb), func(t *testing.T) {
				level := func(pixel float64) float64 { return 20 + pixel*210/pixels }
				in := float64(float64(c.Shrink) * c.Sub)
				var src, dst plane.Plane
				src.Resize(int(math.Ceil(pixels/in)), height)
				for y := range height {
					for x := range src.W {
						src.Row(y)[x] = byte(math.Round(level((float64(x) + 0.5) * in)))
					}
				}
				r.Resize(&dst, src, Photo{Pixels: pixels, Thumb: thumb, Radius: 3}.Axis(c), Whole(height, 5, 0))
				per := float64(pixels) / float64(thumb) * float64(c.Out)
				for x := margin; x < dst.W-margin; x++ {
					got, want := float64(dst.Row(2)[x]), level((float64(x)+0.5)*per)
					if math.Abs(got-want) > 1 {
						t.Fatalf("sample %d is %v, want %.2f", x, got, want)
					}
				}
			})
		}
	}
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	var r Resizer
	var dst plane.Plane
	src := noise(1, 150, 100)
	for _, sigma := range []float64{0, 1, 20} {
		t.Run(fmt.Sprint(sigma), func(t *testing.T) {
			resize := func() { r.Resize(&dst, src, Whole(150, 60, sigma), Whole(100, 40, sigma)) }
			resize()
			if n := testing.AllocsPerRun(10, resize); n != 0 {
				t.Errorf("%v allocations", n)
			}
		})
	}
}
