package jpeg

import "encoding/binary"

// The constants of the 8-point transform by Loeffler, Ligtenberg and
// Moschytz ("Practical fast 1-D DCT algorithms with 11 multiplications",
// 1989), with fixBits bits of fraction. They are those of libjpeg's accurate
// integer transform, so that results agree with it.
const (
	fix0298631336 = 2446
	fix0390180644 = 3196
	fix0541196100 = 4433
	fix0765366865 = 6270
	fix0899976223 = 7373
	fix1175875602 = 9633
	fix1501321110 = 12299
	fix1847759065 = 15137
	fix1961570560 = 16069
	fix2053119869 = 16819
	fix2562915447 = 20995
	fix3072711026 = 25172
)

// idct8 is one pass of the 8-point inverse transform, on two lanes at once.
// The result has fixBits more bits of fraction; bias is added to each lane.
func idct8(c0, c1, c2, c3, c4, c5, c6, c7, bias int64) (o0, o1, o2, o3, o4, o5, o6, o7 int64) {
	z1 := (c2 + c6) * fix0541196100
	t2 := z1 - c6*fix1847759065
	t3 := z1 + c2*fix0765366865
	t0 := (c0+c4)<<fixBits + bias
	t1 := (c0-c4)<<fixBits + bias
	e0, e3, e1, e2 := t0+t3, t0-t3, t1+t2, t1-t2

	z1 = (c7 + c1) * -fix0899976223
	z2 := (c5 + c3) * -fix2562915447
	z3, z4 := c7+c3, c5+c1
	z5 := (z3 + z4) * fix1175875602
	z3 = z3*-fix1961570560 + z5
	z4 = z4*-fix0390180644 + z5
	a0 := c7*fix0298631336 + z1 + z3
	a1 := c5*fix2053119869 + z2 + z4
	a2 := c3*fix3072711026 + z2 + z3
	a3 := c1*fix1501321110 + z1 + z4
	return e0 + a3, e1 + a2, e2 + a1, e3 + a0, e3 - a0, e2 - a1, e1 - a2, e0 - a3
}

// idct4 is idct8 for a block whose upper four coefficients are zero.
func idct4(c0, c1, c2, c3, bias int64) (o0, o1, o2, o3, o4, o5, o6, o7 int64) {
	t2 := c2 * fix0541196100
	t3 := c2 * (fix0541196100 + fix0765366865)
	t0 := c0<<fixBits + bias
	e0, e3, e1, e2 := t0+t3, t0-t3, t0+t2, t0-t2

	z5 := (c3 + c1) * fix1175875602
	z3 := c3*-fix1961570560 + z5
	z4 := c1*-fix0390180644 + z5
	z1 := c1 * -fix0899976223
	z2 := c3 * -fix2562915447
	a0 := z1 + z3
	a1 := z2 + z4
	a2 := c3*fix3072711026 + z2 + z3
	a3 := c1*fix1501321110 + z1 + z4
	return e0 + a3, e1 + a2, e2 + a1, e3 + a0, e3 - a0, e2 - a1, e1 - a2, e0 - a3
}

// turn takes the first pass's results of two rows for two columns (a: row 0,
// b: row 1; lanes: columns) and returns the columns for the second pass, with
// the rows as lanes and midBits of fraction. As elsewhere, a high lane taken
// by a shift may be one too small, which is nothing at its scale.
func turn(a, b int64) (c0, c1 int64) {
	const shift = fixBits - midBits
	return loLane(a)>>shift + loLane(b)>>shift<<32, a>>(32+shift) + b>>(32+shift)<<32
}

const (
	bias1 = 1 << (fixBits - midBits - 1) * (1 + 1<<32)
	bias2 = middle << (finalShift - 1) * (1 + 1<<32)

	finalShift = fixBits + midBits + 3
)

// transform8 is the full 8×8 inverse transform, T.81 section A.3.3.
func transform8(out []byte, stride int, c *[128]int32) {
	var m [32]int64 // [row pair][column]
	for x := 0; x < 8; x += 2 {
		r0, r1, r2, r3, r4, r5, r6, r7 := idct8(
			lanes(c[x], c[x+1]), lanes(c[8+x], c[9+x]), lanes(c[16+x], c[17+x]), lanes(c[24+x], c[25+x]),
			lanes(c[32+x], c[33+x]), lanes(c[40+x], c[41+x]), lanes(c[48+x], c[49+x]), lanes(c[56+x], c[57+x]), bias1)
		m[x], m[x+1] = turn(r0, r1)
		m[8+x], m[9+x] = turn(r2, r3)
		m[16+x], m[17+x] = turn(r4, r5)
		m[24+x], m[25+x] = turn(r6, r7)
	}
	for y := range 4 {
		p := m[8*y:][:8:8]
		o0, o1, o2, o3, o4, o5, o6, o7 := idct8(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], bias2)
		storeRows(out[2*y*stride:], stride, o0, o1, o2, o3, o4, o5, o6, o7)
	}
}

// transform8low is transform8 for a block whose coefficients outside the 4×4
// lowest are zero.
func transform8low(out []byte, stride int, c *[128]int32) {
	var m [16]int64 // [row pair][column]
	for x := 0; x < 4; x += 2 {
		r0, r1, r2, r3, r4, r5, r6, r7 := idct4(
			lanes(c[x], c[x+1]), lanes(c[8+x], c[9+x]), lanes(c[16+x], c[17+x]), lanes(c[24+x], c[25+x]), bias1)
		m[x], m[x+1] = turn(r0, r1)
		m[4+x], m[5+x] = turn(r2, r3)
		m[8+x], m[9+x] = turn(r4, r5)
		m[12+x], m[13+x] = turn(r6, r7)
	}
	for y := range 4 {
		p := m[4*y:][:4:4]
		o0, o1, o2, o3, o4, o5, o6, o7 := idct4(p[0], p[1], p[2], p[3], bias2)
		storeRows(out[2*y*stride:], stride, o0, o1, o2, o3, o4, o5, o6, o7)
	}
}

// storeRows stores the results of the second pass for two rows.
func storeRows(out []byte, stride int, o0, o1, o2, o3, o4, o5, o6, o7 int64) {
	storeRow(out[stride:], o0>>32, o1>>32, o2>>32, o3>>32, o4>>32, o5>>32, o6>>32, o7>>32)
	storeRow(out, loLane(o0), loLane(o1), loLane(o2), loLane(o3), loLane(o4), loLane(o5), loLane(o6), loLane(o7))
}

// storeRow stores a row of results.
func storeRow(out []byte, o0, o1, o2, o3, o4, o5, o6, o7 int64) {
	o0, o1, o2, o3 = o0>>finalShift, o1>>finalShift, o2>>finalShift, o3>>finalShift
	o4, o5, o6, o7 = o4>>finalShift, o5>>finalShift, o6>>finalShift, o7>>finalShift
	if uint64(o0|o1|o2|o3|o4|o5|o6|o7) > 255 {
		o0, o1, o2, o3 = limit(o0), limit(o1), limit(o2), limit(o3)
		o4, o5, o6, o7 = limit(o4), limit(o5), limit(o6), limit(o7)
	}
	binary.LittleEndian.PutUint64(out, uint64(o0|o1<<8|o2<<16|o3<<24|o4<<32|o5<<40|o6<<48|o7<<56))
}
