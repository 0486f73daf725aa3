package resample

import "math"

// A wide Gaussian in two movements: gather the source on a coarse grid with a
// Gaussian, spread the grid to the output with cubic B-splines.
//
//	output   · · · · · · · · · · · · · · · ·     dst samples
//	grid   o     o     o     o     o     o       one every sigma/gridSigma,
//	                                             two more beyond each border
//
// A Gaussian convolved with a B-spline is very nearly a Gaussian whose variance
// is the sum of both, so the gathering one is narrower by the spline's. With
// 1.5 grid steps or more to the standard deviation, what the grid cannot hold
// is below 1/10000 of the spectrum. Of the reduction's own filter only the
// middle counts: in band of such a Gaussian it is flat, and it has no variance.
const (
	// gridSigma is the standard deviation of the blur in grid steps.
	gridSigma = 1.5
	// wideSigma is the standard deviation, in samples of the output and of
	// the source, from which two movements are cheaper than one.
	wideSigma = 3
	// gridMargin is how many grid points lie beyond each border.
	gridMargin = 2
	// gridPoints is the least number of grid points, as many as fill a vector.
	gridPoints = 16
)

// grid is a coarse grid over the output of one axis.
type grid struct {
	axis   Axis
	from   float64   // where its interval begins in the source
	pitch  float64   // samples of the output from one grid point to the next
	n      int       // grid points
	src    int       // samples of the source
	places []float64 // what the output samples show, in samples of the source
}

// newGrid lays a grid over the interval of a, and further where an output
// sample shows what lies outside: one beyond the source shows the border.
func newGrid(src int, a Axis) grid {
	g := grid{axis: a, src: src, places: make([]float64, a.Dst)}
	cubic := newReduction(src, a.step(), 0)
	var below, above float64 // the interval, in samples of the output
	for i := range g.places {
		g.places[i] = cubic.at(a.centre(i)).middle()
		below = max(below, (a.From-g.places[i])/a.step())
		above = max(above, (g.places[i]-a.To)/a.step())
	}
	g.from = a.From - below*a.step()
	length := below + float64(a.Dst) + above
	g.pitch = min(a.Sigma/gridSigma, length/(gridPoints-2*gridMargin))
	g.n = int(math.Ceil(length/g.pitch)) + 2*gridMargin
	return g
}

// wide reports whether the blur of a is one for a grid.
func wide(a Axis) bool {
	return a.Sigma >= wideSigma && a.Sigma*a.step() >= wideSigma
}

// gather returns the weights by which grid point m is made from the source.
//
// Each source sample weighs as much as the Gaussian's area over it, the border
// samples also what lies beyond them. The sample's own width adds a twelfth to
// the variance, which is taken off as well.
func (g grid) gather(m int) weights {
	step := g.axis.step()
	c := g.from + (float64(m-gridMargin)+0.5)*g.pitch*step
	variance := g.axis.variance() - g.pitch*g.pitch*step*step/3 - 1.0/12
	sigma := math.Sqrt(variance)

	n := float64(g.src)
	first := int(min(max(math.Floor(c-reach*sigma), 0), n-1))
	last := int(max(min(math.Ceil(c+reach*sigma), n), 1)) - 1
	last = max(last, first)
	w := make([]float64, last-first+1)
	below := 0.0
	for k := range w {
		upTo := 1.0
		if k < len(w)-1 {
			upTo = 0.5 * math.Erfc((c-float64(first+k+1))/(sigma*math.Sqrt2))
		}
		w[k] = upTo - below
		below = upTo
	}
	return weights{first, w}
}

// spread returns the weights by which output sample i is made from the grid.
// What it shows is the middle of the cubic's weights, which at the border, where
// the window is cut, lies further in than the sample's own.
func (g grid) spread(i int) weights {
	at := (g.places[i]-g.from)/(g.axis.step()*g.pitch) + gridMargin - 0.5
	return spline(g.n, min(max(at, 1), float64(g.n-2)))
}
