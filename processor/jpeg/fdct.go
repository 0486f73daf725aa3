package jpeg

import (
	"encoding/binary"
	"math"
)

// The forward transform is the one by Arai, Agui and Nakajima ("A fast
// DCT-SQ scheme for images", 1988): five multiplications for eight points,
// with outputs off by known factors that the quantisation makes good. As in
// the inverse, two lanes go at once.
const (
	aanBits = 11 // fraction of the constants
	aanKeep = 3  // fraction kept between the passes

	aan0382683433 = 784  // sin(π/8)
	aan0541196100 = 1108 // √2·sin(π/8)
	aan0707106781 = 1448 // √½
	aan1306562965 = 2676 // √2·cos(π/8)
)

// divisors hold, in row-major order, what a transformed coefficient is
// multiplied with in place of a division by its quantisation step.
type divisors [64]int64

// divideBits is the fraction of the products.
const divideBits = 44

// set prepares the divisors for quantisation steps in zigzag order.
func (d *divisors) set(steps *[64]uint8) {
	for k, q := range steps {
		i := int(unzig[k])
		// The output of the transform is 8 times the coefficient of T.81
		// section A.3.3, times the factors of its row and its column.
		scale := 8 * aanFactor(i/8) * aanFactor(i%8) * (1 << (aanKeep + aanBits))
		d[i] = int64(math.Round((1 << divideBits) / (scale * float64(q))))
	}
}

// aanFactor is how far output u of the transform is off.
func aanFactor(u int) float64 {
	if u == 0 {
		return 1
	}
	return math.Sqrt2 * math.Cos(float64(u)*math.Pi/16)
}

// aan is one pass of the forward transform on two lanes. The results have
// aanBits more bits of fraction.
func aan(x0, x1, x2, x3, x4, x5, x6, x7 int64) (o0, o1, o2, o3, o4, o5, o6, o7 int64) {
	s0, s1, s2, s3 := x0+x7, x1+x6, x2+x5, x3+x4
	d0, d1, d2, d3 := x0-x7, x1-x6, x2-x5, x3-x4

	t0, t3, t1, t2 := s0+s3, s0-s3, s1+s2, s1-s2
	z := (t2 + t3) * aan0707106781
	t3 <<= aanBits
	o0, o4, o2, o6 = (t0+t1)<<aanBits, (t0-t1)<<aanBits, t3+z, t3-z

	t0, t1, t2 = d3+d2, d2+d1, d1+d0
	z5 := (t0 - t2) * aan0382683433
	z2 := t0*aan0541196100 + z5
	z4 := t2*aan1306562965 + z5
	z3 := t1 * aan0707106781
	d0 <<= aanBits
	z1, z0 := d0+z3, d0-z3
	return o0, z1 + z4, o2, z0 - z2, o4, z0 + z2, o6, z1 - z4
}

// forward transforms and quantises a block of samples; c is in zigzag order.
func forward(pix []byte, stride int, d *divisors, c *[64]int16) {
	var m [32]int64 // [row][column pair]
	for y := 0; y < 8; y += 2 {
		a := binary.LittleEndian.Uint64(pix[y*stride:])
		b := binary.LittleEndian.Uint64(pix[(y+1)*stride:])
		o0, o1, o2, o3, o4, o5, o6, o7 := aan(
			both(a, b, 0), both(a, b, 8), both(a, b, 16), both(a, b, 24),
			both(a, b, 32), both(a, b, 40), both(a, b, 48), both(a, b, 56))
		r := m[4*y : 4*y+8 : 4*y+8]
		r[0], r[4] = turnForward(o0, o1)
		r[1], r[5] = turnForward(o2, o3)
		r[2], r[6] = turnForward(o4, o5)
		r[3], r[7] = turnForward(o6, o7)
	}
	for x := range 4 {
		o0, o1, o2, o3, o4, o5, o6, o7 := aan(
			m[x], m[4+x], m[8+x], m[12+x], m[16+x], m[20+x], m[24+x], m[28+x])
		if x == 0 {
			o0 -= 128 * 64 << (aanKeep + aanBits) // the level shift of A.3.1
		}
		i := 2 * x
		quantise(o0, d, c, i)
		quantise(o1, d, c, i+8)
		quantise(o2, d, c, i+16)
		quantise(o3, d, c, i+24)
		quantise(o4, d, c, i+32)
		quantise(o5, d, c, i+40)
		quantise(o6, d, c, i+48)
		quantise(o7, d, c, i+56)
	}
}

// both returns the bytes of two rows at a shift as lanes.
func both(a, b uint64, shift uint) int64 {
	return int64(a>>shift&255 | b>>shift&255<<32)
}

// turnForward takes two outputs of the first pass for two rows and returns the
// rows for the second, with the outputs as lanes.
func turnForward(a, b int64) (r0, r1 int64) {
	const shift = aanBits - aanKeep
	r0 = loLane(a)>>shift + loLane(b)>>shift<<32
	r1 = (a+1<<31)>>(32+shift) + (b+1<<31)>>(32+shift)<<32
	return r0, r1
}

// quantise stores the two lanes of x, coefficients i and i+1.
func quantise(x int64, d *divisors, c *[64]int16, i int) {
	const half = 1 << (divideBits - 1)
	c[zig[i&63]&63] = int16((loLane(x)*d[i&63] + half) >> divideBits)
	c[zig[(i+1)&63]&63] = int16((hiLane(x)*d[(i+1)&63] + half) >> divideBits)
}

// zig maps a row-major index to its zigzag index.
var zig = func() (t [64]uint8) {
	for k := range 64 {
		t[unzig[k]] = uint8(k)
	}
	return t
}()
