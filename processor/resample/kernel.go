package resample

import "math"

// kernel is the fixed-point form of the weights of one direction.
type kernel struct {
	windows []window
	coef    []int16 // every window's, one after the other
	bits    uint    // coefficients add up to 1 << bits
}

// window is the run of source samples that make one output sample.
type window struct {
	first, end int32 // source samples, end exclusive
	at         int32 // where its coefficients begin
}

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
	largest, total := 0.0, 0
	for i := range all {
		all[i] = trim(of(i))
		total += len(all[i].w)
		for _, v := range all[i].w {
			largest = max(largest, math.Abs(v))
		}
	}
	k := &kernel{windows: make([]window, n), coef: make([]int16, 0, total), bits: minBits}
	for k.bits < maxBits && largest*float64(int(2)<<k.bits) < math.MaxInt16-1 {
		k.bits++
	}
	for i, w := range all {
		k.windows[i] = window{
			first: int32(w.first), end: int32(w.first + len(w.w)), at: int32(len(k.coef)),
		}
		k.coef = appendFixed(k.coef, w.w, k.bits)
	}
	return k
}

// appendFixed appends w in fixed point. Rounding the running sum rather than
// each weight keeps the sum exact, and spreads the error so that smooth
// pictures do not see it.
func appendFixed(coef []int16, w []float64, bits uint) []int16 {
	one := float64(int(1) << bits)
	var sum float64
	done := 0
	for i, v := range w {
		sum += v
		upTo := int(math.Round(sum * one))
		if i == len(w)-1 {
			upTo = 1 << bits
		}
		coef = append(coef, int16(upTo-done))
		done = upTo
	}
	return coef
}

// trim cuts the ends of w that together weigh next to nothing, and what is
// left sums to one again.
func trim(w weights) weights {
	for cut := 0.0; len(w.w) > 1; w.first, w.w = w.first+1, w.w[1:] {
		if cut += math.Abs(w.w[0]); cut > negligible {
			break
		}
	}
	for cut := 0.0; len(w.w) > 1; w.w = w.w[:len(w.w)-1] {
		if cut += math.Abs(w.w[len(w.w)-1]); cut > negligible {
			break
		}
	}
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
	return w, k.coef[w.at : w.at+w.end-w.first]
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
