package resample

import "math"

// weights is the float form of one output sample: w[k] belongs to source
// sample first+k, and all of them add up to one.
type weights struct {
	first int
	w     []float64
}

// middle is the mean of the places in the source that w weighs.
func (w weights) middle() float64 {
	var sum float64
	for k, v := range w.w {
		sum += v * (float64(w.first+k) + 0.5)
	}
	return sum
}

// cubic is Keys' interpolation kernel with a = -1/2, "bicubic" in Pillow and
// Catmull-Rom elsewhere (R. Keys, Cubic Convolution Interpolation for Digital
// Image Processing, 1981, equation 15). It is zero from 2 outward.
func cubic(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// bspline is the cubic B-spline: four boxes of width one convolved with each
// other, so its variance is 4/12. It is zero from 2 outward.
func bspline(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (0.5*x-1)*x*x + 2.0/3
	case x < 2:
		return (2 - x) * (2 - x) * (2 - x) / 6
	}
	return 0
}

// reduction makes the weights of cubic ⊗ Gaussian.
//
// The two are convolved as sums, on the source's own grid where the Gaussian
// is wide enough to be told by its samples there, and otherwise on a grid
// finer by a whole factor.
type reduction struct {
	n       int       // samples in the source
	support float64   // half width of the cubic, in source samples
	fine    int       // grid points per source sample
	blur    []float64 // half the Gaussian by grid points, from its middle; at least one
	points  []float64 // working memory: the cubic at grid points
}

const (
	// sampled is the standard deviation from which a Gaussian's samples have
	// its spectrum: the first alias stays below 1 % in band.
	sampled = 0.85
	// unseen is the standard deviation below which nobody sees the blur.
	unseen = 0.05
	// reach is where Gaussians end, in standard deviations; outside is
	// 1/16000 of their area.
	reach = 4
)

// newReduction prepares weights for a source of n samples, of which step make
// one output sample, and a Gaussian of this variance in source samples.
func newReduction(n int, step, variance float64) *reduction {
	r := &reduction{n: n, support: 2 * max(step, 1), fine: 1, blur: []float64{1}}
	switch sigma := math.Sqrt(math.Abs(variance)); {
	case sigma < unseen:
	case variance < 0:
		// The three weights that sum to one and have this variance.
		r.blur = []float64{1 - variance, variance / 2}
	default:
		r.fine = int(math.Ceil(max(1, sampled/sigma)))
		sigma *= float64(r.fine)
		for d := 1.0; d <= reach*sigma; d++ {
			r.blur = append(r.blur, math.Exp(-d*d/(2*sigma*sigma)))
		}
	}
	return r
}

// at returns the weights for an output sample centred on c in the source.
func (r *reduction) at(c float64) weights {
	c = min(max(c, 0), float64(r.n))
	fine := float64(r.fine)

	// The cubic, on the grid points of its window inside the source, which
	// begins half a sample before the middle of its first.
	lo := int(math.Ceil(max(c-r.support, 0)*fine - 0.5*fine))
	hi := int(math.Floor(min(c+r.support, float64(r.n))*fine - 0.5*fine))
	b := r.points[:0]
	for p := lo; p <= hi; p++ {
		b = append(b, cubic((float64(p)/fine+0.5-c)*2/r.support))
	}
	r.points = b

	// What reaches beyond the border counts for the border sample. Every
	// source sample is a grid point, and only those are wanted.
	most := len(r.blur) - 1
	first := max(floorDiv(lo-most, r.fine), 0)
	last := min(floorDiv(hi+most, r.fine), r.n-1)
	w := make([]float64, last-first+1)
	for k := floorDiv(lo-most, r.fine); k*r.fine <= hi+most; k++ {
		var sum float64
		at := k * r.fine
		for q := max(lo, at-most); q <= min(hi, at+most); q++ {
			sum += b[q-lo] * r.blur[max(q-at, at-q)]
		}
		w[min(max(k, first), last)-first] += sum
	}
	normalise(w)
	return weights{first, w}
}

// spline returns the weights of cubic B-splines on a grid of n points for a
// sample at position c, counted in grid points from the first, 1 ≤ c ≤ n-2.
func spline(n int, c float64) weights {
	first := min(max(int(math.Floor(c))-1, 0), n-4)
	w := make([]float64, 4)
	for i := range w {
		w[i] = bspline(float64(first+i) - c)
	}
	normalise(w)
	return weights{first, w}
}

// normalise brings the sum of w to one.
func normalise(w []float64) {
	var sum float64
	for _, v := range w {
		sum += v
	}
	scale := 1 / sum
	for i := range w {
		w[i] *= scale
	}
}

func floorDiv(a, b int) int {
	return int(math.Floor(float64(a) / float64(b)))
}
