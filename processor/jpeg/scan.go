package jpeg

// mcuBlock is one block of an MCU of the scan being decoded: whose it is, how
// it is coded and where its samples go.
type mcuBlock struct {
	comp   *component
	dc     *huffTable
	ac     *acTable
	h, v   int // blocks of the component in the MCU
	dx, dy int // position among them
	off    int // of the block's first sample in comp.pix
	step   int // from one MCU to the next
}

// decodeRun decodes n MCUs of a sequential scan, transforms and stores them,
// and returns how many it could decode before the data ran out.
//
// This loop is where the time goes. It is one function, so that the state of
// the bit stream stays in registers.
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
				e = d.slowCode(b.dc, acc)
			}
			c.pred += extend(acc, e)
			acc <<= e.total()
			nb -= e.total()

			// F.2.2.2: the AC coefficients that are wanted.
			ac := b.ac
			k := 0
			nonzero := int32(0)
			for k < c.scale.keep {
				acc |= be64(buf, pos) >> (nb & 63)
				pos += int((63 - nb) >> 3)
				nb |= 56
				e := ac.look[acc>>(64-lookBits)]
				if e == 0 {
					e = d.slowCode(&ac.huffTable, acc)
				}
				k = (k + e.steps()) & 127
				v := extend(acc, e)
				acc <<= e.total()
				nb -= e.total()
				nonzero |= v
				blk[unzig[k]&127] = v * c.quant[k]
			}

			// The rest is stepped over.
			for k++; k < 64; {
				acc |= be64(buf, pos) >> (nb & 63)
				pos += int((63 - nb) >> 3)
				nb |= 56
				s := ac.skip[acc>>(64-skipBits)]
				acc <<= s & 63
				nb -= uint(s & 63)
				k += int(s >> 6)
				if k < 64 {
					s = ac.skip[acc>>(64-skipBits)]
					acc <<= s & 63
					nb -= uint(s & 63)
					k += int(s >> 6)
				}
				if k <= 64 || uint(k-skipEOB) < 64 {
					continue
				}
				// The symbols go past the block, or there is none: go back
				// and take one alone.
				k -= int(s >> 6)
				nb += uint(s & 63)
				acc, nb, pos = src.reload(nb, pos)
				e := ac.look[acc>>(64-lookBits)]
				if e == 0 {
					e = d.slowCode(&ac.huffTable, acc)
				}
				k += e.steps()
				acc <<= e.total()
				nb -= e.total()
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
				if nonzero == 0 {
					flat8(out, c.stride*8, clamp((dc+4)>>3))
				} else {
					blk[0] = dc
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

// slowCode decodes a code that is too long for the look-up table, and notes
// if it is none.
func (d *Decoder) slowCode(t *huffTable, acc uint64) lookEntry {
	e, ok := t.slow(acc)
	if !ok {
		d.damage()
	}
	return e
}

// extend returns the value that follows the code at the top of acc: EXTEND of
// T.81 section F.2.2.1, without a branch.
func extend(acc uint64, e lookEntry) int32 {
	t := acc << e.code()
	size := e.size()
	v := int32(t >> 1 >> (63 - size&63))
	return v + ^int32(int64(t)>>63)&(1-1<<size)
}

// reload returns the state of the bit stream with acc read anew, after nb was
// put back to an earlier position.
func (s *bitSource) reload(nb uint, pos int) (acc uint64, newNB uint, newPos int) {
	used := pos*8 - int(nb)
	p := used >> 3
	return be64(s.buf, p) << (used & 7), uint(56 - used&7), p + 7
}
