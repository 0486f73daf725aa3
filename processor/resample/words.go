package resample

// The two passes in plain Go. Columns first: they read the source row by row,
// and leave rows of the height-reduced picture for the second pass to read
// along.
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

// words is the working memory of the passes.
type words struct {
	acc  []uint64 // two rows of the output, not yet reduced along x
	coef []uint64 // coefficients of these two rows
}

// run makes dst from src.
func (w *words) run(dst, src raster, kx, ky *kernel) {
	if cap(w.acc) < src.w {
		w.acc = make([]uint64, src.w)
	}
	acc := w.acc[:src.w]
	for y := 0; y < len(ky.windows); y += 2 {
		first, coef := w.pair(ky, y)
		if src.bytes != nil {
			columns(acc, src.bytes[first*src.stride:], src.stride, coef, ky.bits-frac)
		} else {
			columns(acc, src.fractions[first*src.stride:], src.stride, coef, ky.bits)
		}
		// A second row after the last is made in the place of the first, and
		// then overwritten.
		above, below := y*dst.stride, (y+1)*dst.stride
		if y+1 == len(ky.windows) {
			below = above
		}
		if dst.bytes != nil {
			rowBytes(dst.bytes[above:], dst.bytes[below:], acc, kx)
		} else {
			rowFractions(dst.fractions[above:], dst.fractions[below:], acc, kx)
		}
	}
}

// pair joins the coefficients of output rows y and y+1, for all source rows
// from the first that either needs.
func (w *words) pair(k *kernel, y int) (first int, coef []uint64) {
	all, a, b, coefA, coefB := k.union(y)
	n := int(all.end - all.first)
	if cap(w.coef) < n {
		w.coef = make([]uint64, n)
	}
	coef = w.coef[:n]
	clear(coef)
	for i, c := range coefA {
		coef[int(a.first-all.first)+i] = uint64(c)
	}
	for i, c := range coefB {
		coef[int(b.first-all.first)+i] += uint64(c) << 32
	}
	return int(all.first), coef
}

// tile is how many columns are summed at a time, so that their sums stay in
// the first-level cache.
const tile = 1024

// columns makes the pairs of acc from len(coef) rows of src, which gives them
// frac bits of fraction if shift is that much less than the coefficients'.
func columns[S byte | int16](acc []uint64, src []S, stride int, coef []uint64, shift uint) {
	start := (uint64(1)<<(shift-1) + bias<<shift) * both
	for x := 0; x < len(acc); x += tile {
		acc := acc[x:min(x+tile, len(acc))]
		row := func(y int) []S { return src[y*stride+x:][:len(acc)] }
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

func add4[S byte | int16](acc []uint64, a, b, c, d []S, coef []uint64) {
	a, b, c, d = a[:len(acc)], b[:len(acc)], c[:len(acc)], d[:len(acc)]
	c0, c1, c2, c3 := coef[0], coef[1], coef[2], coef[3]
	for i, v := range acc {
		acc[i] = v + uint64(a[i])*c0 + uint64(b[i])*c1 + uint64(c[i])*c2 + uint64(d[i])*c3
	}
}

func add1[S byte | int16](acc []uint64, a []S, coef uint64) {
	a = a[:len(acc)]
	for i, v := range acc {
		acc[i] = v + uint64(a[i])*coef
	}
}

// rowBytes makes two rows of a plane.
func rowBytes(a, b []byte, acc []uint64, k *kernel) {
	a, b = a[:len(k.windows)], b[:len(k.windows)]
	shift := k.bits + frac
	start := uint64(1) << (shift - 1) * both
	for x := range k.windows {
		sum := start + dot(k, x, acc)
		b[x] = clip(uint32(sum>>32)>>shift - bias>>frac)
		a[x] = clip(uint32(sum)>>shift - bias>>frac)
	}
}

// rowFractions makes two rows of a grid.
func rowFractions(a, b []int16, acc []uint64, k *kernel) {
	a, b = a[:len(k.windows)], b[:len(k.windows)]
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
	for len(coef) >= 4 && len(acc) >= 4 {
		sum += uint64(coef[0])*acc[0] + uint64(coef[1])*acc[1] +
			uint64(coef[2])*acc[2] + uint64(coef[3])*acc[3]
		coef, acc = coef[4:], acc[4:]
	}
	for i, v := range acc[:len(coef)] {
		sum += uint64(coef[i]) * v
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
