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
// then spread over the endless source by a Gaussian of ten deviations.
func directWeights(n int, a Axis) [][]float64 {
	step := a.step()
	widen := math.Max(step, 1)
	sigma := a.Sigma * step
	points := 1 // of the cubic per source sample
	if sigma >= gaussNone && sigma < gaussSampled {
		points = int(math.Ceil(gaussSampled / sigma))
	}
	reach := 0
	if sigma >= gaussNone {
		reach = int(math.Ceil(min(10*sigma, 60*float64(n)))) + 1
	}
	gauss := func(d float64) float64 {
		if reach == 0 {
			return 1 // only d = 0 is asked for
		}
		return math.Exp(-d * d / (2 * sigma * sigma))
	}
	all := make([][]float64, a.Dst)
	for i := range all {
		c := math.Min(math.Max(a.centre(i), 0), float64(n))
		w := make([]float64, n)
		for p := 0; p <= (n-1)*points; p++ {
			at := float64(p) / float64(points)
			b := cubic((at + 0.5 - c) / widen)
			if b == 0 {
				continue
			}
			for k := int(math.Ceil(at)) - reach; k <= int(at)+reach; k++ {
				if reach == 0 && float64(k) != at {
					continue
				}
				w[min(max(k, 0), n-1)] += b * gauss(float64(k)-at)
			}
		}
		normalise(w)
		all[i] = w
	}
	return all
}
