package resample

import (
	"fmt"
	"testing"

	"thumbpool/processor/plane"
)

// BenchmarkResize reduces and blurs, by two pixels of the photo, the planes of
// a 24-megapixel 4:2:0 photo as the decoder hands them over.
func BenchmarkResize(b *testing.B) {
	const w, h, radius = 6000, 4000, 2
	for _, c := range []struct{ shrink, thumb int }{{8, 256}, {2, 1200}, {1, 1200}} {
		b.Run(fmt.Sprintf("from 1∕%d to %d", c.shrink, c.thumb), func(b *testing.B) {
			var r Resizer
			type component struct {
				src  plane.Plane
				x, y Axis
				dst  plane.Plane
			}
			var all []*component
			for _, every := range []int{1, 2, 2} {
				in := c.shrink * every
				px := Photo{Pixels: w, Thumb: c.thumb, Radius: radius}
				py := Photo{Pixels: h, Thumb: c.thumb * h / w, Radius: radius}
				all = append(all, &component{
					src: noise(1, w/in, h/in),
					x:   px.Axis(Component{c.shrink, float64(every), every}), y: py.Axis(Component{c.shrink, float64(every), every}),
				})
			}
			resize := func() {
				for _, c := range all {
					r.Resize(&c.dst, c.src, c.x, c.y)
				}
			}
			resize() // as photos of one size do, from the second
			b.ReportAllocs()
			for b.Loop() {
				resize()
			}
			mp := float64(w*h) / float64(c.shrink*c.shrink) / 1e6
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/mp, "ns/MP")
		})
	}
}

// BenchmarkBlur blurs a plane of 1200 × 800 samples that already has its size.
func BenchmarkBlur(b *testing.B) {
	src := noise(1, 1200, 800)
	for _, sigma := range []float64{0.5, 2.9, 3, 10, 60, 500} {
		b.Run(fmt.Sprint(sigma), func(b *testing.B) {
			var r Resizer
			var dst plane.Plane
			resize := func() { r.Resize(&dst, src, Whole(1200, 1200, sigma), Whole(800, 800, sigma)) }
			resize()
			b.ReportAllocs()
			for b.Loop() {
				resize()
			}
		})
	}
}

func BenchmarkNewPasses(b *testing.B) {
	for _, c := range []struct {
		name string
		src  int
		axis Axis
	}{
		{"750 to 256", 750, Whole(750, 256, 0.1)},
		{"3000 to 1200", 3000, Whole(3000, 1200, 0.4)},
		{"6000 to 1200, sigma 2.9", 6000, Whole(6000, 1200, 2.9)},
		{"6000 to 1200, sigma 60", 6000, Whole(6000, 1200, 60)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newPasses(c.src, c.axis)
			}
		})
	}
}
