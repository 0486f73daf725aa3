//go:build !purego

package resample

import "golang.org/x/sys/cpu"

// vectors are the two passes of words.go in AVX2 instructions, to the bit.
//
// Here, too, two output rows are computed at once; between the passes they are
// rows of 16-bit values with frac bits of fraction. VPMADDWD multiplies 16
// samples by 16 coefficients and adds neighbours: for columns, neighbours are
// two source rows interleaved, for rows they are the samples side by side.
//
// The zero value is ready for use.
type vectors struct {
	a, b []int16  // two rows of the output, not yet reduced along x
	coef []uint64 // pairs of coefficients of these two rows
}

// The smallest pictures that fill a vector.
const (
	minColumns = 16 // of the source
	minSamples = 4  // in a row of the output
)

// fit reports whether run can make dst from src.
func (*vectors) fit(dst, src raster) bool {
	return cpu.X86.HasAVX2 && src.w >= minColumns && dst.w >= minSamples
}

// run makes dst from src.
func (v *vectors) run(dst, src raster, kx, ky *kernel) {
	if n := src.w + kx.stride; cap(v.a) < n {
		v.a, v.b = make([]int16, n), make([]int16, n)
	}
	// Windows are read in whole vectors, past their end and the row's.
	a, b := v.a[:src.w+kx.stride], v.b[:src.w+kx.stride]
	for y := 0; y < len(ky.windows); y += 2 {
		all, coef := v.pair(ky, y)
		v.columns(a[:src.w], b[:src.w], src, all, coef, ky.bits)

		above, below := y*dst.stride, (y+1)*dst.stride
		if y+1 == len(ky.windows) {
			below = above // made in its place, and then overwritten
		}
		v.rows(dst, above, below, a, b, kx)
	}
}

// pair returns the coefficients of output rows y and y+1 as columnsOfBytes
// wants them: for every two source rows of their common window a word with,
// from the lowest, y's for the first and the second, y+1's for the first and
// the second.
func (v *vectors) pair(k *kernel, y int) (all window, coef []uint64) {
	all, a, b, coefA, coefB := k.union(y)
	n := int(all.end-all.first+1) / 2
	if cap(v.coef) < n {
		v.coef = make([]uint64, n)
	}
	coef = v.coef[:n]
	clear(coef)
	for i, c := range coefA {
		at := int(a.first-all.first) + i
		coef[at/2] |= uint64(uint16(c)) << (at % 2 * 16)
	}
	for i, c := range coefB {
		at := int(b.first-all.first) + i
		coef[at/2] |= uint64(uint16(c)) << (at%2*16 + 32)
	}
	return all, coef
}

// columns makes rows a and b from the source rows of window all.
func (v *vectors) columns(a, b []int16, src raster, all window, coef []uint64, bits uint) {
	rows := int(all.end - all.first)
	at, last := int(all.first)*src.stride, int(all.end-1)*src.stride+src.w
	// The last vector is laid to end with the row, over the one before it.
	body, tail := src.w&^(minColumns-1), src.w-minColumns
	if src.bytes != nil {
		in := src.bytes[at:last]
		columnsOfBytes(&a[0], &b[0], body, &in[0], src.stride, &coef[0], rows, bits-frac)
		columnsOfBytes(&a[tail], &b[tail], minColumns, &in[tail], src.stride, &coef[0], rows, bits-frac)
		return
	}
	in := src.fractions[at:last]
	columnsOfFractions(&a[0], &b[0], body, &in[0], src.stride, &coef[0], rows, bits)
	columnsOfFractions(&a[tail], &b[tail], minColumns, &in[tail], src.stride, &coef[0], rows, bits)
}

// rows makes the rows of dst that begin at above and below from rows a and b.
func (v *vectors) rows(dst raster, above, below int, a, b []int16, k *kernel) {
	n := len(k.windows)
	body, tail := n&^(minSamples-1), n-minSamples
	w, c := k.windows, k.coef
	last := tail * k.stride
	if dst.bytes != nil {
		above, below := dst.bytes[above:][:n], dst.bytes[below:][:n]
		rowsOfBytes(&above[0], &below[0], body, &a[0], &b[0], &w[0], &c[0], k.stride, k.bits+frac)
		rowsOfBytes(&above[tail], &below[tail], minSamples, &a[0], &b[0], &w[tail], &c[last], k.stride, k.bits+frac)
		return
	}
	up, down := dst.fractions[above:][:n], dst.fractions[below:][:n]
	rowsOfFractions(&up[0], &down[0], body, &a[0], &b[0], &w[0], &c[0], k.stride, k.bits)
	rowsOfFractions(&up[tail], &down[tail], minSamples, &a[0], &b[0], &w[tail], &c[last], k.stride, k.bits)
}

// columnsOfBytes makes n values, a multiple of 16, of a and of b from as many
// columns of rows source rows that lie stride apart.
//
//go:noescape
func columnsOfBytes(a, b *int16, n int, src *byte, stride int, coef *uint64, rows int, shift uint)

// columnsOfFractions is as columnsOfBytes, for a grid.
//
//go:noescape
func columnsOfFractions(a, b *int16, n int, src *int16, stride int, coef *uint64, rows int, shift uint)

// rowsOfBytes makes n samples, a multiple of 4, of a from srcA and of b from
// srcB. There are stride coefficients for each, a multiple of 16.
//
//go:noescape
func rowsOfBytes(a, b *byte, n int, srcA, srcB *int16, windows *window, coef *int16, stride int, shift uint)

// rowsOfFractions is as rowsOfBytes, for a grid.
//
//go:noescape
func rowsOfFractions(a, b *int16, n int, srcA, srcB *int16, windows *window, coef *int16, stride int, shift uint)
