package resample

// The two passes. Columns first: they read the source row by row, and leave
// rows of the height-reduced picture for the second pass to read along.
//
// Two output rows y and y+1 are computed at once. They share most of their
// source rows, so with both rows' coefficients in the halves of one 64-bit
// word, a single multiplication serves both:
//
//	 63            32 31             0
//	┌────────────────┬────────────────┐
//	│ row y+1        │ row y          │  += sample × (coef[y+1] << 32 + coef[y])
//	└────────────────┴────────────────┘
//
// The halves are signed while being summed and borrow from each other, which
// is harmless: whole-word arithmetic is exact, and a bias makes both positive
// at the end, when the word is taken apart. The second pass keeps the pairs
// together, and multiplies two rows by one coefficient.
//
// After the first pass a half holds value << frac + bias, below 1<<16. As
// coefficients add up to one, the bias goes through the second pass unchanged.
const (
	// frac is the number of fraction bits between the passes.
	frac = 6
	// bias exceeds what overshoot can take below zero, which for a sharpened
	// source is a quarter of white in the first pass and 0.6 after both.
	bias = 256 << frac
	// both is a one in either half.
	both = 1<<32 | 1
	// halves keeps 16 bits of either half.
	halves = 0xffff * both
)

// sample is a source value: a byte of a photo, or a value with frac bits of
// fraction on a grid.
type sample interface{ byte | int16 }

// samples is a source picture of any height, w samples wide.
type samples[S sample] struct {
	pix    []S
	stride int
	w      int
}

// output takes two rows from the second pass.
type output interface {
	// rows makes row y, and y+1 where there is one, from the pairs in acc.
	rows(y int, acc []uint64, k *kernel)
}

// run makes out from src.
func run[S sample, O output](r *Resizer, out O, src samples[S], kx, ky *kernel) {
	if cap(r.acc) < src.w {
		r.acc = make([]uint64, src.w)
	}
	acc := r.acc[:src.w]
	for y := 0; y < len(ky.windows); y += 2 {
		first, coef := r.pairUp(ky, y)
		columns(acc, src, first, coef, ky.bits)
		out.rows(y, acc, kx)
	}
}

// pairUp joins the coefficients of output rows y and y+1, from the first
// source row that either needs to the last. A missing last row counts as zero.
func (r *Resizer) pairUp(k *kernel, y int) (first int, pair []uint64) {
	w, c := k.of(y)
	lo, hi := w.first, w.end
	v, d := w, []int16(nil)
	if y+1 < len(k.windows) {
		v, d = k.of(y + 1)
		lo, hi = min(lo, v.first), max(hi, v.end)
	}
	if n := int(hi - lo); cap(r.pair) < n {
		r.pair = make([]uint64, n)
	}
	pair = r.pair[:hi-lo]
	clear(pair)
	for i, c := range c {
		pair[int(w.first-lo)+i] = uint64(c)
	}
	for i, d := range d {
		pair[int(v.first-lo)+i] += uint64(d) << 32
	}
	return int(lo), pair
}

// tile is how many columns are summed at a time, so that their sums stay in
// the first-level cache.
const tile = 1024

// columns makes the pairs of acc from the source rows that begin with first.
func columns[S sample](acc []uint64, src samples[S], first int, coef []uint64, bits uint) {
	shift := bits
	if _, isByte := any(S(0)).(byte); isByte {
		shift -= frac
	}
	start := (uint64(1)<<(shift-1) + bias<<shift) * both
	for x := 0; x < src.w; x += tile {
		acc := acc[x:min(x+tile, src.w)]
		row := func(y int) []S {
			at := (first+y)*src.stride + x
			return src.pix[at : at+len(acc)]
		}
		for i := range acc {
			acc[i] = start
		}
		y := 0
		for ; y+4 <= len(coef); y += 4 {
			add4(acc, row(y), row(y+1), row(y+2), row(y+3), coef[y:y+4])
		}
		for ; y < len(coef); y++ {
			add1(acc, row(y), coef[y])
		}
		for i, v := range acc {
			acc[i] = v >> shift & halves
		}
	}
}

func add4[S sample](acc []uint64, a, b, c, d []S, coef []uint64) {
	a, b, c, d = a[:len(acc)], b[:len(acc)], c[:len(acc)], d[:len(acc)]
	c0, c1, c2, c3 := coef[0], coef[1], coef[2], coef[3]
	for i, v := range acc {
		acc[i] = v + uint64(a[i])*c0 + uint64(b[i])*c1 + uint64(c[i])*c2 + uint64(d[i])*c3
	}
}

func add1[S sample](acc []uint64, a []S, coef uint64) {
	a = a[:len(acc)]
	for i, v := range acc {
		acc[i] = v + uint64(a[i])*coef
	}
}

// bytes is the final picture.
type bytes struct {
	pix    []byte
	stride int
}

func (o bytes) rows(y int, acc []uint64, k *kernel) {
	n := len(k.windows)
	a := o.pix[y*o.stride:][:n]
	b := a // a missing second row is written, and then overwritten
	if at := (y + 1) * o.stride; at < len(o.pix) {
		b = o.pix[at:][:n]
	}
	shift := k.bits + frac
	start := uint64(1) << (shift - 1) * both
	for x := range k.windows {
		sum := start + dot(k, x, acc)
		b[x] = clip(uint32(sum>>32)>>shift - bias>>frac)
		a[x] = clip(uint32(sum)>>shift - bias>>frac)
	}
}

// fractions is a grid, whose samples keep their fraction.
type fractions struct {
	pix    []int16
	stride int
}

func (o fractions) rows(y int, acc []uint64, k *kernel) {
	n := len(k.windows)
	a := o.pix[y*o.stride:][:n]
	b := a
	if at := (y + 1) * o.stride; at < len(o.pix) {
		b = o.pix[at:][:n]
	}
	start := uint64(1) << (k.bits - 1) * both
	for x := range k.windows {
		sum := start + dot(k, x, acc)
		b[x] = int16(int32(uint32(sum>>32)>>k.bits) - bias)
		a[x] = int16(int32(uint32(sum)>>k.bits) - bias)
	}
}

// dot is the sum of products of output sample x's coefficients with the pairs
// under its window.
func dot(k *kernel, x int, acc []uint64) (sum uint64) {
	w, coef := k.of(x)
	acc = acc[w.first:][:len(coef)]
	for i, c := range coef {
		sum += uint64(c) * acc[i]
	}
	return sum
}

// clip brings v, a small signed number, to 0…255.
func clip(v uint32) byte {
	if v > 255 {
		return byte(^(int32(v) >> 31))
	}
	return byte(v)
}
