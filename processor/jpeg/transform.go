package jpeg

import (
	"encoding/binary"

	"thumbpool/processor/jpeg/t81"
)

// unzig maps a zigzag index to the row-major index in the block (T.81 figure
// A.6). Indexes past the block map past it, so that a damaged stream cannot
// write over a coefficient it does not mean.
var unzig = func() (t [128]uint8) {
	order := t81.Zigzag()
	for k := copy(t[:], order[:]); k < len(t); k++ {
		t[k] = uint8(k)
	}
	return t
}()

// lowCorner is the last zigzag index up to which all coefficients are among the
// 4×4 lowest.
const lowCorner = 9

// clamp turns a sample around 0 into one of 0 to 255.
func clamp(v int32) byte {
	v += 128
	if uint32(v) > 255 {
		return byte(^(v >> 31))
	}
	return byte(v)
}

// transform2 is the 2×2 inverse transform of the four lowest coefficients.
func transform2(out []byte, stride int, dc int32, c *[128]int32) {
	dc += 4
	a, b := dc+c[1], dc-c[1]
	p, q := c[8]+c[9], c[8]-c[9]
	r := out[:2]
	r[0] = clamp((a + p) >> 3)
	r[1] = clamp((b + q) >> 3)
	r = out[stride : stride+2]
	r[0] = clamp((a - p) >> 3)
	r[1] = clamp((b - q) >> 3)
}

// flat4 stores a 4×4 block of one value.
func flat4(out []byte, stride int, v byte) {
	w := uint32(v) * 0x01010101
	for y := range 4 {
		binary.LittleEndian.PutUint32(out[y*stride:], w)
	}
}

// flat8 stores an 8×8 block of one value.
func flat8(out []byte, stride int, v byte) {
	w := uint64(v) * 0x0101010101010101
	for y := range 8 {
		binary.LittleEndian.PutUint64(out[y*stride:], w)
	}
}

// Two 32-bit lanes ride in one int64: the number lo + hi<<32. Sums,
// differences and products with a constant of such numbers are those of the
// lanes, as long as every lane stays within 32 bits, so that one pass of a
// transform does two columns or rows for the price of one.
func lanes(lo, hi int32) int64 { return int64(lo) + int64(hi)<<32 }

// loLane returns the low lane. The high one is x>>32, or one less than it
// should be if the low lane is negative.
func loLane(x int64) int64 { return int64(int32(x)) }

const (
	fixBits = 13 // fraction of the constants
	midBits = 2  // fraction kept between the two passes

	// middle is what a transform adds to its results, in halves: the level
	// shift of 128 (A.3.1), and a half to round.
	middle = 2*128 + 1
)

// The constants of a 4-point transform: √2·cos(π/8) = 1.3066, and so on.
const (
	fix4a = 4433  // √2·sin(π/8)           = 0.541196100
	fix4b = 6270  // √2·(cos(π/8)-sin(π/8)) = 0.765366865
	fix4c = 15137 // √2·(cos(π/8)+sin(π/8)) = 1.847759065
)

// transform4 is the 4×4 inverse transform of the 4×4 lowest coefficients.
func transform4(out []byte, stride int, c *[128]int32) {
	var m [16]int64
	for x := range 4 {
		c0, c1, c2, c3 := int64(c[x]), int64(c[8+x]), int64(c[16+x]), int64(c[24+x])
		a, b := (c0+c2)<<fixBits+1<<(fixBits-midBits-1), (c0-c2)<<fixBits+1<<(fixBits-midBits-1)
		z := (c1 + c3) * fix4a
		p, q := z+c1*fix4b, z-c3*fix4c
		m[x] = (a + p) >> (fixBits - midBits)
		m[4+x] = (b + q) >> (fixBits - midBits)
		m[8+x] = (b - q) >> (fixBits - midBits)
		m[12+x] = (a - p) >> (fixBits - midBits)
	}
	const shift = fixBits + midBits + 3
	for y := range 4 {
		c0, c1, c2, c3 := m[4*y], m[4*y+1], m[4*y+2], m[4*y+3]
		a, b := (c0+c2)<<fixBits+middle<<(shift-1), (c0-c2)<<fixBits+middle<<(shift-1)
		z := (c1 + c3) * fix4a
		p, q := z+c1*fix4b, z-c3*fix4c
		v0, v1, v2, v3 := (a+p)>>shift, (b+q)>>shift, (b-q)>>shift, (a-p)>>shift
		if uint64(v0|v1|v2|v3) > 255 {
			v0, v1, v2, v3 = limit(v0), limit(v1), limit(v2), limit(v3)
		}
		binary.LittleEndian.PutUint32(out[y*stride:], uint32(v0|v1<<8|v2<<16|v3<<24))
	}
}

// limit returns v, or the nearest of 0 and 255.
func limit(v int64) int64 { return min(max(v, 0), 255) }
