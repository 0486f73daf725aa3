package hevc

import (
	"encoding/binary"
	"math/bits"
)

// cabac is the arithmetic decoder (9.3.4.3).
//
// The standard's decoder has a range of 9 bits and an offset that takes in a bit
// at a time. Here the offset stands at the upper end of a word, over the bits
// that follow in the data, so that many are taken in at once: it is value >>
// offsetShift.
type cabac struct {
	data  []byte
	pos   int // next byte
	value uint64
	rng   uint32 // ivlCurrRange
	valid int    // bits of value, from the top but one, that are of the data
	over  int    // bytes that were taken from beyond the data's end
}

const (
	offsetShift = 54 // the offset is bits 62 to 54 of value
	enoughBits  = 17 // for the offset, and for the next bin to be taken off it
)

// start begins to decode at a byte (9.3.2.5).
func (c *cabac) start(at int) {
	c.pos, c.value, c.valid, c.rng = at, 0, 0, 510
	c.fill()
}

// fill takes in the bits that there is room for.
func (c *cabac) fill() {
	if c.pos+8 <= len(c.data) {
		n := (63 - c.valid) >> 3 // whole bytes
		next := binary.BigEndian.Uint64(c.data[c.pos:]) >> (64 - 8*n)
		c.value |= next << (63 - c.valid - 8*n)
		c.valid += 8 * n
		c.pos += n
		return
	}
	for c.valid <= 63-8 {
		if c.pos < len(c.data) {
			c.value |= uint64(c.data[c.pos]) << (63 - c.valid - 8)
		} else {
			c.over++
		}
		c.pos++
		c.valid += 8
	}
}

// ended says whether bins were decoded of which no bit is in the data.
func (c *cabac) ended() bool { return c.pos-c.valid/8 > len(c.data)+2 }

// next returns the byte that follows what was decoded, after a terminating bin
// of 1: the last bit that the decoder has read ends the part (9.3.2.5).
func (c *cabac) next() int {
	read := 8*c.pos - c.valid + 9
	return (read + 7) / 8
}

// bin decodes a bin with a context (9.3.4.3.2).
func (c *cabac) bin(ctx *uint8) uint32 {
	state := *ctx & 127
	lps := uint32(rangeLPS[uint(state>>1)<<2|uint(c.rng>>6)&3])
	rng := c.rng - lps
	scaled := uint64(rng) << offsetShift
	if c.value < scaled {
		*ctx = nextMPS[state]
		if rng < 256 {
			rng <<= 1
			c.value <<= 1
			if c.valid--; c.valid < enoughBits {
				c.fill()
			}
		}
		c.rng = rng
		return uint32(state & 1)
	}
	c.value -= scaled
	n := bits.LeadingZeros32(lps) - 23
	*ctx = nextLPS[state]
	c.rng = lps << (n & 31)
	c.value <<= n & 63
	if c.valid -= n; c.valid < enoughBits {
		c.fill()
	}
	return uint32(state&1) ^ 1
}

// bypass decodes a bin of which 0 and 1 are equally likely (9.3.4.3.4).
func (c *cabac) bypass() uint32 {
	c.value <<= 1
	if c.valid--; c.valid < enoughBits {
		c.fill()
	}
	scaled := uint64(c.rng) << offsetShift
	if c.value >= scaled {
		c.value -= scaled
		return 1
	}
	return 0
}

// bypassBits decodes n such bins, 0 to 32, the first the most significant.
func (c *cabac) bypassBits(n int) uint32 {
	v := uint32(0)
	for range n {
		v = v<<1 | c.bypass()
	}
	return v
}

// terminate decodes a bin that ends something (9.3.4.3.5).
func (c *cabac) terminate() bool {
	c.rng -= 2
	scaled := uint64(c.rng) << offsetShift
	if c.value >= scaled {
		return true
	}
	if c.rng < 256 {
		c.rng <<= 1
		c.value <<= 1
		if c.valid--; c.valid < enoughBits {
			c.fill()
		}
	}
	return false
}

// nextMPS and nextLPS are the states after a bin that was the most probable
// symbol, or was not (Table 9-47): state << 1 | symbol.
var nextMPS, nextLPS = transitions()

func transitions() (mps, lps [128]uint8) {
	after := [64]uint8{
		0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12,
		13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22, 23, 24,
		24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33,
		33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63,
	}
	for state := range uint8(64) {
		for symbol := range uint8(2) {
			i := state<<1 | symbol
			mps[i] = min(state+1, 62)<<1 | symbol
			lps[i] = after[state]<<1 | symbol
			if state == 0 {
				lps[i] = symbol ^ 1
			}
			if state == 63 {
				mps[i] = i
			}
		}
	}
	return mps, lps
}

// rangeLPS is the range of the least probable symbol (Table 9-46): by state, and
// two bits of the range.
var rangeLPS = [256]uint8{
	128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205,
	116, 142, 169, 195, 111, 135, 160, 185, 105, 128, 152, 175, 100, 122, 144, 166,
	95, 116, 137, 158, 90, 110, 130, 150, 85, 104, 123, 142, 81, 99, 117, 135,
	77, 94, 111, 128, 73, 89, 105, 122, 69, 85, 100, 116, 66, 80, 95, 110,
	62, 76, 90, 104, 59, 72, 86, 99, 56, 69, 81, 94, 53, 65, 77, 89,
	51, 62, 73, 85, 48, 59, 69, 80, 46, 56, 66, 76, 43, 53, 63, 72,
	41, 50, 59, 69, 39, 48, 56, 65, 37, 45, 54, 62, 35, 43, 51, 59,
	33, 41, 48, 56, 32, 39, 46, 53, 30, 37, 43, 50, 29, 35, 41, 48,
	27, 33, 39, 45, 26, 31, 37, 43, 24, 30, 35, 41, 23, 28, 33, 39,
	22, 27, 32, 37, 21, 26, 30, 35, 20, 24, 29, 33, 19, 23, 27, 31,
	18, 22, 26, 30, 17, 21, 25, 28, 16, 20, 23, 27, 15, 19, 22, 25,
	14, 18, 21, 24, 14, 17, 20, 23, 13, 16, 19, 22, 12, 15, 18, 21,
	12, 14, 17, 20, 11, 14, 16, 19, 11, 13, 15, 18, 10, 12, 15, 17,
	10, 12, 14, 16, 9, 11, 13, 15, 9, 11, 12, 14, 8, 10, 12, 14,
	8, 9, 11, 13, 7, 9, 11, 12, 7, 9, 10, 12, 7, 8, 10, 11,
	6, 8, 9, 11, 6, 7, 9, 10, 6, 7, 8, 9, 2, 2, 2, 2,
}
