package resample

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"

	"thumbpool/processor/plane"
)

// scene returns a plane with the statistics of a photo: detail whose strength
// falls with its frequency, in front of it discs with hard edges, and grain.
func scene(seed uint64, w, h int) plane.Plane {
	r := rand.New(rand.NewPCG(seed, 11))
	sum := make([]float64, w*h)
	for cell := 512; cell >= 2; cell /= 2 {
		lattice := make([]float64, (w/cell+2)*(h/cell+2))
		for i := range lattice {
			lattice[i] = (r.Float64() - 0.5) * 14 * math.Sqrt(float64(cell))
		}
		for y := range h {
			for x := range w {
				u, v := float64(x)/float64(cell), float64(y)/float64(cell)
				at := int(v)*(w/cell+2) + int(u)
				u, v = smooth(u-math.Floor(u)), smooth(v-math.Floor(v))
				top := lattice[at] + u*(lattice[at+1]-lattice[at])
				at += w/cell + 2
				low := lattice[at] + u*(lattice[at+1]-lattice[at])
				sum[y*w+x] += top + v*(low-top)
			}
		}
	}
	for range 40 {
		cx, cy := r.Float64()*float64(w), r.Float64()*float64(h)
		radius, step := r.Float64()*float64(w)/10, r.Float64()*160-80
		for y := range h {
			for x := range w {
				if math.Hypot(float64(x)-cx, float64(y)-cy) < radius {
					sum[y*w+x] += step
				}
			}
		}
	}
	p := plane.Plane{}
	p.Resize(w, h)
	for i, v := range sum {
		p.Pix[i] = byte(min(max(128+v/3+r.NormFloat64()*2, 0), 255))
	}
	return p
}

func smooth(t float64) float64 { return t * t * (3 - 2*t) }

// boxed is src as a decoder that shrinks on load hands it over, made of the
// means of n × n pixels.
func boxed(src plane.Plane, n int) plane.Plane {
	var p plane.Plane
	p.Resize((src.W+n-1)/n, (src.H+n-1)/n)
	for y := range p.H {
		for x := range p.W {
			sum := n * n / 2
			for v := y * n; v < y*n+n; v++ {
				for u := x * n; u < x*n+n; u++ {
					sum += int(src.Row(min(v, src.H-1))[min(u, src.W-1)])
				}
			}
			p.Row(y)[x] = byte(sum / (n * n))
		}
	}
	return p
}

// psnr compares two planes of one size, in decibels.
func psnr(a, b plane.Plane) float64 {
	var sum float64
	for y := range a.H {
		for x, v := range a.Row(y) {
			d := float64(v) - float64(b.Row(y)[x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(a.W*a.H)/sum)
}

// The thumbnail is the one that package imaging makes of the whole photo by
// blurring it at full size and then reducing it with the same cubic; also when
// the photo comes in reduced already, to at least 1.25 times the thumbnail.
func TestLikeImagingAtFullSize(t *testing.T) {
	if testing.Short() {
		t.Skip("blurs at full size")
	}
	const w, h = 1535, 1021
	photo := scene(1, w, h)
	var r Resizer
	for _, radius := range []float64{0, 2, 5, 20, 50} {
		blurred := image.Image(photo.Gray())
		if radius > 0 {
			blurred = imaging.Blur(blurred, radius)
		}
		for _, thumb := range []int{256, 1200} {
			px := Photo{Pixels: w, Thumb: thumb, Radius: radius}
			py := Photo{Pixels: h, Thumb: (thumb*h + w/2) / w, Radius: radius}
			want := plane.FromImage(imaging.Resize(blurred, px.Thumb, py.Thumb, imaging.CatmullRom)).Planes[0]
			for _, shrink := range []int{1, 2, 4, 8} {
				c := Component{Shrink: shrink, Sub: 1, Out: 1}
				if !px.Enough(c) {
					continue
				}
				t.Run(fmt.Sprintf("radius %v, from 1∕%d to %d", radius, shrink, thumb), func(t *testing.T) {
					src := boxed(photo, shrink)
					var got plane.Plane
					r.Resize(&got, src, px.Axis(c), py.Axis(c))
					db := psnr(got, want)
					t.Logf("%.1f dB", db)
					if db < 40 {
						t.Errorf("PSNR is %.1f dB", db)
					}
				})
			}
		}
	}
}
