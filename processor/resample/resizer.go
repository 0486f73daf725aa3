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
	words words
	vecs  vectors
	grid  []int16 // the coarse picture of a wide blur
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
	in := raster{bytes: src.Pix, stride: src.Stride, w: src.W}
	out := raster{bytes: dst.Pix, stride: dst.Stride, w: dst.W}
	kx, ky := r.cache.passes(src.W, x), r.cache.passes(src.H, y)
	if kx.second == nil && ky.second == nil {
		r.run(out, in, kx.first, ky.first)
		return
	}

	w, h := len(kx.first.windows), len(ky.first.windows)
	if cap(r.grid) < w*h {
		r.grid = make([]int16, w*h)
	}
	grid := raster{fractions: r.grid[:w*h], stride: w, w: w}
	r.run(grid, in, kx.first, ky.first)
	if kx.second == nil {
		kx.second = identity(x.Dst)
	}
	if ky.second == nil {
		ky.second = identity(y.Dst)
	}
	r.run(out, grid, kx.second, ky.second)
}

// raster is a picture that a pass reads or makes: the bytes of a plane, or the
// values of a grid with their fractions. The other one is nil.
type raster struct {
	bytes     []byte
	fractions []int16
	stride, w int
}

// run makes dst from src with the widest instructions that fit.
func (r *Resizer) run(dst, src raster, kx, ky *kernel) {
	if r.vecs.fit(dst, src) {
		r.vecs.run(dst, src, kx, ky)
	} else {
		r.words.run(dst, src, kx, ky)
	}
}
