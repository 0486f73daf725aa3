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

// turn takes the first pass's results of two rows for two columns (a: row 0,
// b: row 1; lanes: columns) and returns the columns for the second pass, with
// the rows as lanes, rounded to midBits of fraction.
func turn(a, b int64) (c0, c1 int64) {
	const shift = fixBits - midBits
	c0 = loLane(a)>>shift + loLane(b)>>shift<<32
	c1 = (a+1<<31)>>(32+shift) + (b+1<<31)>>(32+shift)<<32
	return c0, c1
}

// transform8 is the full 8×8 inverse transform, T.81 section A.3.3.
func transform8(out []byte, stride int, c *[128]int32) {
	var m [32]int64 // [row pair][column]
	const bias1 = 1<<(fixBits-midBits-1) + 1<<(fixBits-midBits-1)<<32
	for x := 0; x < 8; x += 2 {
		var r [8]int64
		r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7] = idct8(
			lanes(c[x], c[x+1]), lanes(c[8+x], c[9+x]), lanes(c[16+x], c[17+x]), lanes(c[24+x], c[25+x]),
			lanes(c[32+x], c[33+x]), lanes(c[40+x], c[41+x]), lanes(c[48+x], c[49+x]), lanes(c[56+x], c[57+x]), bias1)
		m[x], m[x+1] = turn(r[0], r[1])
		m[8+x], m[9+x] = turn(r[2], r[3])
		m[16+x], m[17+x] = turn(r[4], r[5])
		m[24+x], m[25+x] = turn(r[6], r[7])
	}
	const shift = fixBits + midBits + 3
	const bias2 = 1<<(shift-1) + 1<<(shift-1)<<32
	for y := range 4 {
		p := m[8*y : 8*y+8 : 8*y+8]
		o0, o1, o2, o3, o4, o5, o6, o7 := idct8(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], bias2)
		const hi = 32 + shift
		const half = 1 << 31
		lo := uint64(clamp(int32(o0)>>shift)) | uint64(clamp(int32(o1)>>shift))<<8 |
			uint64(clamp(int32(o2)>>shift))<<16 | uint64(clamp(int32(o3)>>shift))<<24 |
			uint64(clamp(int32(o4)>>shift))<<32 | uint64(clamp(int32(o5)>>shift))<<40 |
			uint64(clamp(int32(o6)>>shift))<<48 | uint64(clamp(int32(o7)>>shift))<<56
		up := uint64(clamp(int32((o0+half)>>hi))) | uint64(clamp(int32((o1+half)>>hi)))<<8 |
			uint64(clamp(int32((o2+half)>>hi)))<<16 | uint64(clamp(int32((o3+half)>>hi)))<<24 |
			uint64(clamp(int32((o4+half)>>hi)))<<32 | uint64(clamp(int32((o5+half)>>hi)))<<40 |
			uint64(clamp(int32((o6+half)>>hi)))<<48 | uint64(clamp(int32((o7+half)>>hi)))<<56
		binary.LittleEndian.PutUint64(out[2*y*stride:], lo)
		binary.LittleEndian.PutUint64(out[(2*y+1)*stride:], up)
	}
}
