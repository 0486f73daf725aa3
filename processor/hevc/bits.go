package hevc

import "math/bits"

// bitReader reads the syntax elements of parameter sets and slice headers from
// the bytes of a raw byte sequence payload (7.2, 9.2). Past the end it gives
// zeros, and over is set.
type bitReader struct {
	data []byte
	pos  int // in bits
	over bool
}

// left returns how many bits there are still, never less than 0.
func (r *bitReader) left() int { return max(8*len(r.data)-r.pos, 0) }

// u reads n bits, 0 to 32, most significant first: u(n) of 7.2.
func (r *bitReader) u(n int) uint32 {
	if n > r.left() {
		r.over, r.pos = true, 8*len(r.data)
		return 0
	}
	var v uint64
	for have := 0; have < n; {
		in := 8 - r.pos&7
		take := min(in, n-have)
		b := uint64(r.data[r.pos>>3]) >> (in - take) & (1<<take - 1)
		v = v<<take | b
		have += take
		r.pos += take
	}
	return uint32(v)
}

func (r *bitReader) flag() bool { return r.u(1) == 1 }

// skip passes over n bits.
func (r *bitReader) skip(n int) {
	if n > r.left() {
		r.over, n = true, r.left()
	}
	r.pos += n
}

// ue reads an unsigned Exp-Golomb code (9.2).
func (r *bitReader) ue() uint32 {
	zeros := 0
	for !r.flag() {
		if zeros++; zeros > 31 || r.over {
			r.over = true
			return 0
		}
	}
	return 1<<zeros - 1 + r.u(zeros)
}

// ueMost reads an unsigned Exp-Golomb code that may be at most most. A larger
// one is as wrong as the end of the data.
func (r *bitReader) ueMost(most int) int {
	v := r.ue()
	if uint64(v) > uint64(most) {
		r.over = true
		return 0
	}
	return int(v)
}

// se reads a signed Exp-Golomb code (9.2.2).
func (r *bitReader) se() int {
	v := int64(r.ue())
	if v&1 == 1 {
		return int(v+1) >> 1
	}
	return -int(v >> 1)
}

// seWithin reads a signed Exp-Golomb code between least and most.
func (r *bitReader) seWithin(least, most int) int {
	v := r.se()
	if v < least || v > most {
		r.over = true
		return 0
	}
	return v
}

// ceilLog2 returns how many bits the numbers below n take.
func ceilLog2(n int) int { return bits.Len(uint(max(n-1, 0))) }
