package resample

import (
	"fmt"

	"thumbpool/processor/plane"
)

// Resizer reduces and blurs planes. Its zero value is ready; it keeps the
// kernels of the sizes it saw last and its working memory, so that a run of
// photos of one size allocates nothing. It serves one goroutine at a time.
type Resizer struct {
	cache cache
	acc   []uint64 // two rows of the output, not yet reduced along x
	pair  []uint64 // coefficients of these two rows
	grid  []int16  // the coarse picture of a wide blur
}

// Resize makes dst, of x.Dst × y.Dst samples, from src. The two must not share
// memory. dst reuses its own where it is large enough.
//
// It panics when src has no samples or an axis breaks the rules of its fields.
func (r *Resizer) Resize(dst *plane.Plane, src plane.Plane, x, y Axis) {
	if src.W < 1 || src.H < 1 || !x.valid() || !y.valid() {
		panic(fmt.Sprintf("resample: %d×%d samples to %+v, %+v", src.W, src.H, x, y))
	}
	dst.Resize(x.Dst, y.Dst)
	out := bytes{dst.Pix, dst.Stride}
	kx, ky := r.cache.passes(src.W, x), r.cache.passes(src.H, y)
	if kx.second == nil && ky.second == nil {
		run(r, out, samples[byte]{src.Pix, src.Stride, src.W}, kx.first, ky.first)
		return
	}

	w, h := len(kx.first.windows), len(ky.first.windows)
	if cap(r.grid) < w*h {
		r.grid = make([]int16, w*h)
	}
	grid := r.grid[:w*h]
	run(r, fractions{grid, w}, samples[byte]{src.Pix, src.Stride, src.W}, kx.first, ky.first)
	if kx.second == nil {
		kx.second = identity(x.Dst)
	}
	if ky.second == nil {
		ky.second = identity(y.Dst)
	}
	run(r, out, samples[int16]{grid, w, w}, kx.second, ky.second)
}

// cacheSize is enough for luma and chroma, both ways, of photos in portrait
// and landscape.
const cacheSize = 16

// cache remembers the kernels asked for last.
type cache struct {
	entries [cacheSize]entry
	next    int // the entry to give up
}

type entry struct {
	src    int
	axis   Axis
	passes passes
}

// passes returns the kernels of axis a over src samples.
func (c *cache) passes(src int, a Axis) passes {
	for i := range c.entries {
		if e := &c.entries[i]; e.src == src && e.axis == a {
			return e.passes
		}
	}
	p := newPasses(src, a)
	c.entries[c.next] = entry{src, a, p}
	c.next = (c.next + 1) % cacheSize
	return p
}
