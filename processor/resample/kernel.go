package resample

import "math"

// kernel is the fixed-point form of the weights of one direction.
type kernel struct {
	windows []window
	coef    []int16 // stride for every window, with zeros at the end
	stride  int     // a multiple of lanes
	bits    uint    // the coefficients of a window add up to 1 << bits
}

// window is the run of source samples that make one output sample.
type window struct {
	first, end int32 // end exclusive
}

// lanes is how many coefficients the widest vectors hold.
const lanes = 16

const (
	minBits = 14 // holds a coefficient of up to two
	maxBits = 16 // keeps a row's sum within 32 bits
	// negligible is the weight that may be cut from either end of a window:
	// a fortieth of a level where black meets white.
	negligible = 1e-4
)

// newKernel makes the kernel whose output sample i, out of n, has weights of(i).
func newKernel(n int, of func(i int) weights) *kernel {
	all := make([]weights, n)
	largest, longest := 0.0, 0
	for i := range all {
		all[i] = trim(of(i))
		longest = max(longest, len(all[i].w))
		for _, v := range all[i].w {
			largest = max(largest, math.Abs(v))
		}
	}
	stride := (longest + lanes - 1) / lanes * lanes
	k := &kernel{make([]window, n), make([]int16, n*stride), stride, minBits}
	for k.bits < maxBits && largest*float64(int(2)<<k.bits) < math.MaxInt16-1 {
		k.bits++
	}
	for i, w := range all {
		k.windows[i] = window{int32(w.first), int32(w.first + len(w.w))}
		fix(k.coef[i*stride:], w.w, k.bits)
	}
	return k
}

// fix writes w to coef in fixed point. Rounding the running sum rather than
// each weight keeps the sum exact, and spreads the error so that smooth
// pictures do not see it.
func fix(coef []int16, w []float64, bits uint) {
	one := float64(int(1) << bits)
	var sum float64
	done := 0
	for i, v := range w {
		sum += v
		upTo := int(math.Round(sum * one))
		if i == len(w)-1 {
			upTo = 1 << bits
		}
		coef[i] = int16(upTo - done)
		done = upTo
	}
}

// trim cuts the ends of w that together weigh next to nothing, and brings what
// is left to one again.
func trim(w weights) weights {
	lo, hi := 0, len(w.w)
	for cut := math.Abs(w.w[lo]); cut <= negligible && lo < hi-1; cut += math.Abs(w.w[lo]) {
		lo++
	}
	for cut := math.Abs(w.w[hi-1]); cut <= negligible && lo < hi-1; cut += math.Abs(w.w[hi-1]) {
		hi--
	}
	w = weights{w.first + lo, w.w[lo:hi]}
	normalise(w.w)
	return w
}

// identity is the kernel that leaves n samples as they are.
func identity(n int) *kernel {
	return newKernel(n, func(i int) weights { return weights{i, []float64{1}} })
}

// of returns the window of output sample i and its coefficients.
func (k *kernel) of(i int) (window, []int16) {
	w := k.windows[i]
	return w, k.coef[i*k.stride:][:w.end-w.first]
}

// union returns the coefficients of output samples i and i+1 and the window
// that holds those of both. A sample after the last has none.
func (k *kernel) union(i int) (both, a, b window, coefA, coefB []int16) {
	a, coefA = k.of(i)
	b = a
	if i+1 < len(k.windows) {
		b, coefB = k.of(i + 1)
	}
	return window{min(a.first, b.first), max(a.end, b.end)}, a, b, coefA, coefB
}

// passes are the kernels of one axis: a single one, or for a wide blur one to
// the grid and one from there to the output.
type passes struct {
	first, second *kernel
}

func newPasses(src int, a Axis) passes {
	if wide(a) {
		g := newGrid(src, a)
		return passes{newKernel(g.n, g.gather), newKernel(a.Dst, g.spread)}
	}
	r := newReduction(src, a.step(), a.variance())
	return passes{first: newKernel(a.Dst, func(i int) weights { return r.at(a.centre(i)) })}
}
