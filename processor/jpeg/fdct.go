package jpeg

import "math"

// The forward transform is the one by Arai, Agui and Nakajima ("A fast
// DCT-SQ scheme for images", 1988): five multiplications for eight points,
// with outputs off by known factors that the quantisation makes good. As in
// the inverse, two lanes go at once, and because the factors are made good
// anyway, nothing is rounded until then: each pass scales by aanUnit. That is
// not a power of two, but the number for which the four constants are nearest
// to integers (by 0.03 %) while two passes fit into 32 bits.
const (
	aanUnit       = 290
	aan0382683433 = 111 // sin(π/8)·aanUnit
	aan0541196100 = 157 // √2·sin(π/8)·aanUnit
	aan0707106781 = 205 // √½·aanUnit
	aan1306562965 = 379 // √2·cos(π/8)·aanUnit
)

// divisor turns two transformed coefficients, which are lanes, into quantised
// ones without a division.
type divisor struct {
	bias           int64 // half a quantisation step for both: rounds
	scale0, scale1 int64 // 1 / step
	to0, to1       uint8 // where they go in coefficients
}

// divisors are for all coefficients, in the order in which forward comes by
// them: column pair, row.
type divisors [32]divisor

// divideBits is the fraction of the scales.
const divideBits = 44

// set prepares the divisors for quantisation steps in zigzag order.
func (d *divisors) set(steps *[64]uint8) {
	for i := range d {
		row, col := i%8, i/8*2
		scale0, half0, to0 := divide(row, col, steps)
		scale1, half1, to1 := divide(row, col+1, steps)
		d[i] = divisor{lanes(half0, half1), scale0, scale1, to0, to1}
	}
	// The level shift of section A.3.1 is part of the bias of the DC
	// coefficient.
	d[0].bias -= 128 * 64 * aanUnit * aanUnit
}

// divide returns the parts of a divisor for one coefficient.
func divide(row, col int, steps *[64]uint8) (scale int64, half int32, to uint8) {
	k := zig[8*row+col]
	// The output of the transform is 8 times the coefficient of T.81 section
	// A.3.3, times the factors of its row and its column.
	unit := 8 * aanFactor(row) * aanFactor(col) * aanUnit * aanUnit
	step := unit * float64(steps[k])
	// The scale is rounded up, as what follows rounds down.
	return int64((1<<divideBits)/step) + 1, int32(step / 2), slot(k)
}

// aanFactor is how far output u of the transform is off.
func aanFactor(u int) float64 {
	if u == 0 {
		return 1
	}
	return math.Sqrt2 * math.Cos(float64(u)*math.Pi/16)
}

// aan is one pass of the forward transform on two lanes. The results are
// scaled by aanUnit.
func aan(x0, x1, x2, x3, x4, x5, x6, x7 int64) (o0, o1, o2, o3, o4, o5, o6, o7 int64) {
	s0, s1, s2, s3 := x0+x7, x1+x6, x2+x5, x3+x4
	d0, d1, d2, d3 := x0-x7, x1-x6, x2-x5, x3-x4

	t0, t3, t1, t2 := s0+s3, s0-s3, s1+s2, s1-s2
	z := (t2 + t3) * aan0707106781
	t3 *= aanUnit
	o0, o4, o2, o6 = (t0+t1)*aanUnit, (t0-t1)*aanUnit, t3+z, t3-z

	t0, t1, t2 = d3+d2, d2+d1, d1+d0
	z5 := (t0 - t2) * aan0382683433
	z2 := t0*aan0541196100 + z5
	z4 := t2*aan1306562965 + z5
	z3 := t1 * aan0707106781
	d0 *= aanUnit
	z1, z0 := d0+z3, d0-z3
	return o0, z1 + z4, o2, z0 - z2, o4, z0 + z2, o6, z1 - z4
}

// coefficients are the 64 quantised coefficients of a block, 16 bits each, in
// an order that suits nonzero: coefficient k of the zigzag order is at slot
// 4·(k mod 16) + k/16.
type coefficients [64]uint16

// slot returns the slot of coefficient k.
func slot(k uint8) uint8 { return (k&15*4 + k>>4) & 63 }

// at returns coefficient k.
func (c *coefficients) at(k int) int32 { return int32(int16(c[slot(uint8(k))])) }

// nonzero returns which of the coefficients are not zero.
func (c *coefficients) nonzero() uint64 {
	const low = 0x7FFF7FFF7FFF7FFF
	m := uint64(0)
	for i := 60; i >= 0; i -= 4 {
		q := c[i : i+4 : i+4]
		w := uint64(q[0]) | uint64(q[1])<<16 | uint64(q[2])<<32 | uint64(q[3])<<48
		m = m<<1 | (w&low+low|w)&^low>>15 // each lane gets a 1 if it is not 0
	}
	return m
}

// forward transforms and quantises a block of samples.
func forward(pix []byte, stride int, d *divisors, c *coefficients) {
	var m [32]int64 // [row][column pair]
	for y := 0; y < 8; y += 2 {
		a := pix[y*stride:][:8:8]
		b := pix[(y+1)*stride:][:8:8]
		o0, o1, o2, o3, o4, o5, o6, o7 := aan(
			bytesAsLanes(a[0], b[0]), bytesAsLanes(a[1], b[1]), bytesAsLanes(a[2], b[2]), bytesAsLanes(a[3], b[3]),
			bytesAsLanes(a[4], b[4]), bytesAsLanes(a[5], b[5]), bytesAsLanes(a[6], b[6]), bytesAsLanes(a[7], b[7]))
		r := m[4*y:][:8:8]
		r[0], r[4] = turnForward(o0, o1)
		r[1], r[5] = turnForward(o2, o3)
		r[2], r[6] = turnForward(o4, o5)
		r[3], r[7] = turnForward(o6, o7)
	}
	for x := range 4 {
		o0, o1, o2, o3, o4, o5, o6, o7 := aan(
			m[x], m[4+x], m[8+x], m[12+x], m[16+x], m[20+x], m[24+x], m[28+x])
		p := d[8*x:][:8:8]
		p[0].quantise(o0, c)
		p[1].quantise(o1, c)
		p[2].quantise(o2, c)
		p[3].quantise(o3, c)
		p[4].quantise(o4, c)
		p[5].quantise(o5, c)
		p[6].quantise(o6, c)
		p[7].quantise(o7, c)
	}
}

// bytesAsLanes returns two samples as lanes.
func bytesAsLanes(lo, hi byte) int64 { return int64(lo) | int64(hi)<<32 }

// turnForward takes two outputs of the first pass for two rows and returns the
// rows for the second, with the outputs as lanes. The high lane may be one too
// small, which is nothing at its scale.
func turnForward(a, b int64) (r0, r1 int64) {
	return loLane(a) + b<<32, a>>32 + b&^(1<<32-1)
}

// quantise stores the quantised lanes of x.
func (d *divisor) quantise(x int64, c *coefficients) {
	x += d.bias
	c[d.to0&63] = uint16(loLane(x) * d.scale0 >> divideBits)
	c[d.to1&63] = uint16(x >> 32 * d.scale1 >> divideBits)
}

// zig maps a row-major index to its zigzag index.
var zig = func() (t [64]uint8) {
	for k := range 64 {
		t[unzig[k]] = uint8(k)
	}
	return t
}()
