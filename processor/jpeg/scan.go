package jpeg

import (
	"math/bits"

	"thumbpool/processor/jpeg/arithmetic"
)

// mcuBlock is one block of an MCU of the scan being decoded: whose it is, how
// it is coded and where its samples go.
type mcuBlock struct {
	comp   *component
	dc     *huffTable
	ac     *acTable
	dcBins *arithmetic.DC // in place of the two, with arithmetic coding
	acBins *arithmetic.AC
	h, v   int // blocks of the component in the MCU
	dx, dy int // position among them
	off    int // of the block's first sample in comp.pix
	step   int // from one MCU to the next
}

// decodeRun decodes n MCUs of a sequential scan, transforms and stores them,
// and returns how many it could decode before the data ran out.
//
// This loop is where the time goes. The functions it calls take and return the
// state of the bit stream in registers.
func (d *Decoder) decodeRun(blocks []mcuBlock, n int) int {
	src := &d.src
	buf, acc, nb, pos, limit := src.buf, src.acc, src.nb, src.pos, src.limit
	blk := &d.block
	for i := range n {
		if pos > limit {
			src.bitState = bitState{acc, nb, pos}
			if !src.more() {
				return i
			}
			acc, nb, pos, limit = src.acc, src.nb, src.pos, src.limit
		}
		for j := range blocks {
			b := &blocks[j]
			c := b.comp

			// F.2.2.1: the DC difference.
			acc |= be64(buf, pos) >> (nb & 63)
			pos += int((63 - nb) >> 3)
			nb |= 56
			e := b.dc.look[acc>>(64-lookBits)]
			if e == 0 {
				e = b.dc.slow(acc)
			}
			c.pred += extend(acc, e)
			acc <<= e.total()
			nb -= e.total()

			k, last, nonzero := 0, 0, int32(0)
			if c.scale.keep > 0 {
				acc, nb, pos, k, last, nonzero = b.ac.decodeAC(buf, acc, nb, pos, c.scale.keep, &c.quant, blk)
			}
			if k < 63 {
				acc, nb, pos = b.ac.skipAC(buf, acc, nb, pos, k+1)
			}

			dc := c.pred * c.quant[0]
			out := c.pix[b.off:]
			b.off += b.step
			switch c.scale.size {
			case 1:
				out[0] = clamp((dc + 4) >> 3)
			case 2:
				transform2(out, c.stride*2, dc, blk)
			case 4:
				if nonzero == 0 {
					flat4(out, c.stride*4, clamp((dc+4)>>3))
				} else {
					blk[0] = dc
					transform4(out, c.stride*4, blk)
				}
			default:
				blk[0] = dc
				switch {
				case nonzero == 0:
					flat8(out, c.stride*8, clamp((dc+4)>>3))
				case last <= lowCorner && k > 63:
					transform8low(out, c.stride*8, blk)
				default:
					transform8(out, c.stride*8, blk)
				}
			}
			if nonzero != 0 {
				clear(blk[:64])
			}
		}
	}
	src.bitState = bitState{acc, nb, pos}
	return n
}

// decodeAC decodes the AC coefficients of a block up to zigzag index keep,
// F.2.2.2. It returns the index it came to, past 63 after an end of block, the
// index before that, and all values ORed.
func (t *acTable) decodeAC(buf *window, acc uint64, nb uint, pos, keep int, quant, blk *[128]int32) (uint64, uint, int, int, int, int32) {
	k, last, nonzero := 0, 0, int32(0)
	for k < keep {
		acc |= be64(buf, pos) >> (nb & 63)
		pos += int((63 - nb) >> 3)
		nb |= 56
		e := t.look[acc>>(64-lookBits)]
		if e == 0 {
			e = t.slow(acc)
		}
		v := extend(acc, e)
		acc <<= e.total()
		nb -= e.total()
		last = k
		k = (k + e.steps()) & 127
		nonzero |= v
		blk[unzig[k]&127] = v * quant[k]
	}
	return acc, nb, pos, k, last, nonzero
}

// skipAC steps over the AC coefficients of a block from zigzag index k on. It
// looks twice for every refill, which is never more than 2 × 27 bits.
func (t *acTable) skipAC(buf *window, acc uint64, nb uint, pos, k int) (uint64, uint, int) {
	for {
		acc |= be64(buf, pos) >> (nb & 63)
		pos += int((63 - nb) >> 3)
		nb |= 56
		e := t.skip[acc>>(64-skipBits)]
		m := k + e.steps()
		if m < 64 {
			k = m
			acc <<= e.total()
			nb -= e.total()
			e = t.skip[acc>>(64-skipBits)]
			if m = k + e.steps(); m < 64 {
				k = m
				acc <<= e.total()
				nb -= e.total()
				continue
			}
		}
		if m == 64 || uint(m-skipEOB) < 64 {
			return acc << e.total(), nb - e.total(), pos
		}
		// The symbols go past the block, or there is none: take one alone.
		acc |= be64(buf, pos) >> (nb & 63)
		pos += int((63 - nb) >> 3)
		nb |= 56
		l := t.look[acc>>(64-lookBits)]
		if l == 0 {
			l = t.slow(acc)
		}
		acc <<= l.total()
		nb -= l.total()
		if k += l.steps(); k >= 64 {
			return acc, nb, pos
		}
	}
}

// extend returns the value of the symbol at the top of acc: EXTEND of T.81
// section F.2.2.1, without a branch.
func extend(acc uint64, e lookEntry) int32 {
	mask := int64(e.mask())
	v := int64(bits.RotateLeft64(acc, int(e.total()))) & mask
	positive := (mask>>1 - v) >> 63 // all ones if the value's first bit is set
	return int32(v - mask&^positive)
}
