package resample

import (
	"math"

	"thumbpool/processor/plane"
)

// direct is the slow twin of Resizer.Resize: the same filter in float64,
// as one sum over the plane for every output sample, with no trimmed window,
// no grid for wide blurs and no rounding before the end.
func direct(src plane.Plane, x, y Axis) []float64 {
	wx, wy := directWeights(src.W, x), directWeights(src.H, y)
	out := make([]float64, 0, x.Dst*y.Dst)
	rows := make([]float64, src.W)
	for j := range y.Dst {
		clear(rows)
		for v, c := range wy[j] {
			if c != 0 {
				for u, s := range src.Row(v) {
					rows[u] += c * float64(s)
				}
			}
		}
		for i := range x.Dst {
			var sum float64
			for u, c := range wx[i] {
				sum += c * rows[u]
			}
			out = append(out, min(max(sum, 0), 255))
		}
	}
	return out
}

// directWeights returns, for each output sample, a weight for every source
// sample: the cubic cut at the border and brought to one, each of its points
// then spread over the endless source by a Gaussian of ten deviations or sharpened.
func directWeights(n int, a Axis) [][]float64 {
	step := a.step()
	widen := math.Max(step, 1)
	sigma := math.Sqrt(math.Abs(a.variance()))
	sharpen := a.variance() < 0
	points := 1 // of the cubic per source sample
	if sigma >= unseen && sigma < sampled && !sharpen {
		points = int(math.Ceil(sampled / sigma))
	}
	// gauss[p] is the Gaussian p points from its middle, and beyond[p] the
	// sum of it there and at every whole sample further out.
	gauss := []float64{1}
	switch {
	case sigma < unseen:
	case sharpen:
		gauss = []float64{1 + sigma*sigma, -sigma * sigma / 2}
	default:
		for d := 1.0; d <= 10*sigma*float64(points); d++ {
			gauss = append(gauss, math.Exp(-d*d/(2*sigma*sigma*float64(points*points))))
		}
	}
	beyond := make([]float64, len(gauss)+points)
	for p := len(gauss) - 1; p >= 0; p-- {
		beyond[p] = gauss[p] + beyond[p+points]
	}
	var outward func(p int) float64
	outward = func(p int) float64 {
		switch {
		case p >= len(gauss):
			return 0
		case p >= 0:
			return beyond[p]
		case -p < len(gauss):
			return gauss[-p] + outward(p+points)
		default:
			return outward(p + points)
		}
	}

	all := make([][]float64, a.Dst)
	for i := range all {
		c := math.Min(math.Max(a.centre(i), 0), float64(n))
		w := make([]float64, n)
		for p := -points / 2; p <= (n-1)*points+points/2; p++ {
			b := cubic((float64(p)/float64(points) + 0.5 - c) / widen)
			for k := range w {
				switch d := max(p-k*points, k*points-p); {
				case b == 0:
				case n == 1:
					w[k] = 1
				case k == 0:
					w[k] += b * outward(p)
				case k == n-1:
					w[k] += b * outward((n-1)*points-p)
				case d < len(gauss):
					w[k] += b * gauss[d]
				}
			}
		}
		normalise(w)
		all[i] = w
	}
	return all
}
