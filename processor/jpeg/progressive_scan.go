package jpeg

import "math/bits"

// noSlot, in slots, marks a coefficient that is not stored.
const noSlot = 255

// slots maps a zigzag index to the place of the coefficient among the
// size*size stored ones of a block, by size/2 (1, 2, 4, 8 samples).
var slots = func() (t [5][64]uint8) {
	for i := range t {
		size := 2 * i
		if i == 0 {
			size = 1
		}
		for k := range 64 {
			t[i][k] = noSlot
			if y, x := int(unzig[k])/8, int(unzig[k])%8; y < size && x < size {
				t[i][k] = uint8(y*size + x)
			}
		}
	}
	return t
}()

// block returns the index of the block in the component's storage.
func (b *mcuBlock) index(mx, my int) int {
	return (my*b.v+b.dy)*b.comp.stride + mx*b.h + b.dx
}

// dcFirst decodes the first scan of DC coefficients, G.1.2.1.
func (d *Decoder) dcFirst(blocks []mcuBlock, al uint8, my, mx, n int) int {
	src := &d.src
	buf, acc, nb, pos := src.buf, src.acc, src.nb, src.pos
	for j := range blocks {
		b := &blocks[j]
		kept := b.comp.scale.size * b.comp.scale.size
		b.off = b.index(mx, my) * kept
		b.step = b.h * kept
	}
	for i := range n {
		if pos > src.limit {
			src.bitState = bitState{acc, nb, pos}
			if !src.more() {
				return i
			}
			acc, nb, pos = src.acc, src.nb, src.pos
		}
		for j := range blocks {
			b := &blocks[j]
			acc |= be64(buf, pos) >> (nb & 63)
			pos += int((63 - nb) >> 3)
			nb |= 56
			e := b.dc.look[acc>>(64-lookBits)]
			if e == 0 {
				e = b.dc.slow(acc)
			}
			b.comp.pred += extend(acc, e)
			acc <<= e.total()
			nb -= e.total()
			b.comp.coef[b.off] = int16(b.comp.pred << al)
			b.off += b.step
		}
	}
	src.bitState = bitState{acc, nb, pos}
	return n
}

// dcRefine decodes one more bit of the DC coefficients, G.1.2.1.
func (d *Decoder) dcRefine(blocks []mcuBlock, al uint8, my, mx, n int) int {
	src := &d.src
	buf, acc, nb, pos := src.buf, src.acc, src.nb, src.pos
	for i := range n {
		if pos > src.limit {
			src.bitState = bitState{acc, nb, pos}
			if !src.more() {
				return i
			}
			acc, nb, pos = src.acc, src.nb, src.pos
		}
		acc |= be64(buf, pos) >> (nb & 63)
		pos += int((63 - nb) >> 3)
		nb |= 56
		for j := range blocks {
			b := &blocks[j]
			kept := b.comp.scale.size * b.comp.scale.size
			b.comp.coef[b.index(mx+i, my)*kept] |= int16(acc >> 63 << al)
			acc <<= 1
			nb--
		}
	}
	src.bitState = bitState{acc, nb, pos}
	return n
}

// acFirst decodes the first scan of a band of AC coefficients, G.1.2.2.
func (d *Decoder) acFirst(b *mcuBlock, s *scan, my, mx, n int) int {
	src := &d.src
	buf, acc, nb, pos := src.buf, src.acc, src.nb, src.pos
	c, t := b.comp, b.ac
	slot := &slots[c.scale.size/2]
	kept := c.scale.size * c.scale.size
	from, to := int(s.ss), int(s.se)
	keep := to
	if !c.refined && to == 63 {
		keep = min(to, c.scale.keep) // the rest can be skipped
	}
	first := b.index(mx, my)
	for i := 0; i < n; i++ {
		if d.eobRun > 0 {
			m := min(d.eobRun, n-i)
			d.eobRun -= m
			i += m - 1
			continue
		}
		if pos > src.limit {
			src.bitState = bitState{acc, nb, pos}
			if !src.more() {
				return i
			}
			acc, nb, pos = src.acc, src.nb, src.pos
		}
		coef := c.coef[(first+i)*kept:][:kept]
		hist := uint64(0)
		k := from - 1
		for k < keep {
			acc |= be64(buf, pos) >> (nb & 63)
			pos += int((63 - nb) >> 3)
			nb |= 56
			e := t.look[acc>>(64-lookBits)]
			if e == 0 {
				e = t.slow(acc)
			}
			k += e.steps()
			v := extend(acc, e)
			if k > 63 {
				d.eobRun = eobRun(acc, e)
			} else if v != 0 {
				hist |= 1 << k
				if at := int(slot[k]); at < len(coef) {
					coef[at] = int16(v << s.al)
				}
			}
			acc <<= e.total()
			nb -= e.total()
		}
		if c.refined {
			c.hist[first+i] |= hist
			continue
		}
		if to < 63 {
			continue
		}
		for k++; k < 64; {
			acc |= be64(buf, pos) >> (nb & 63)
			pos += int((63 - nb) >> 3)
			nb |= 56
			e := t.skip[acc>>(64-skipBits)]
			if m := k + e.steps(); m <= 64 || uint(m-skipEOB) < 64 {
				k = m
				acc <<= e.total()
				nb -= e.total()
				continue
			}
			l := t.look[acc>>(64-lookBits)]
			if l == 0 {
				l = t.slow(acc)
			}
			if k += l.steps(); l.steps() >= endOfBlock {
				d.eobRun = eobRun(acc, l)
			}
			acc <<= l.total()
			nb -= l.total()
		}
	}
	src.bitState = bitState{acc, nb, pos}
	return n
}

// eobRun returns how many further blocks the EOBn at the top of acc ends; 0
// for any other symbol.
func eobRun(acc uint64, e lookEntry) int {
	n := e.steps() - endOfBlock
	if n <= 0 {
		return 0
	}
	return 1<<n - 1 + int(bits.RotateLeft64(acc, int(e.total())))&(1<<n-1)
}

// acRefine decodes one more bit of a band of AC coefficients, G.1.2.3. The
// history of each block is a mask of the coefficients that are not zero, so
// that runs and correction bits need no look at coefficients not stored.
func (d *Decoder) acRefine(b *mcuBlock, s *scan, my, mx, n int) int {
	src := &d.src
	buf, acc, nb, pos := src.buf, src.acc, src.nb, src.pos
	c, t := b.comp, b.ac
	slot := &slots[c.scale.size/2]
	kept := c.scale.size * c.scale.size
	need := c.scale.need
	band := s.band()
	bit := int16(1) << s.al
	first := b.index(mx, my)
	for i := range n {
		if pos > src.limit && (d.eobRun == 0 || c.hist[first+i]&band != 0) {
			src.bitState = bitState{acc, nb, pos}
			if !src.more() {
				return i
			}
			acc, nb, pos = src.acc, src.nb, src.pos
		}
		coef := c.coef[(first+i)*kept:][:kept]
		hist := c.hist[first+i]
		open := band // what of the band is still to be decoded
		added := uint64(0)
		for d.eobRun == 0 && open != 0 {
			acc |= be64(buf, pos) >> (nb & 63)
			pos += int((63 - nb) >> 3)
			nb |= 56
			e := t.look[acc>>(64-lookBits)]
			if e == 0 {
				e = t.slow(acc)
			}
			run := e.steps() - 1
			if run >= endOfBlock-1 {
				d.eobRun = 1 + eobRun(acc, e)
				acc <<= e.total()
				nb -= e.total()
				break
			}
			code := e.code()
			acc <<= code
			nb -= code
			v := int16(0)
			if e.mask() != 0 {
				v = bit
				if acc>>63 == 0 {
					v = -bit
				}
				acc <<= 1
				nb--
			}
			// The run counts zeros only: find where it ends.
			zeros := open &^ hist
			for ; run > 0; run-- {
				zeros &= zeros - 1
			}
			end := zeros & -zeros // 0 if the run leaves the band
			passed := open & hist & (end - 1)
			open &^= end | (end - 1)
			if end == 0 {
				open = 0
			}
			for m := passed; m != 0; {
				// Correction bits of the coefficients passed.
				acc |= be64(buf, pos) >> (nb & 63)
				pos += int((63 - nb) >> 3)
				nb |= 56
				m, acc, nb = correct(coef, slot, m, need, bit, acc, nb)
			}
			if v != 0 && end != 0 {
				k := bits.TrailingZeros64(end)
				added |= end
				if at := int(slot[k&63]); at < len(coef) {
					coef[at] = v
				}
			}
		}
		if d.eobRun > 0 {
			d.eobRun--
			for m := open & hist; m != 0; {
				acc |= be64(buf, pos) >> (nb & 63)
				pos += int((63 - nb) >> 3)
				nb |= 56
				m, acc, nb = correct(coef, slot, m, need, bit, acc, nb)
			}
		}
		c.hist[first+i] = hist | added
	}
	src.bitState = bitState{acc, nb, pos}
	return n
}

// correct takes up to 32 correction bits for the coefficients in m, in order,
// and returns those left over. Bits for coefficients not needed are dropped.
func correct(coef []int16, slot *[64]uint8, m, need uint64, bit int16, acc uint64, nb uint) (uint64, uint64, uint) {
	if m&need == 0 {
		if n := uint(bits.OnesCount64(m)); n <= 56 {
			return 0, acc << n, nb - n
		}
	}
	for range 32 {
		if m == 0 {
			break
		}
		k := bits.TrailingZeros64(m)
		m &= m - 1
		if at := int(slot[k&63]); acc>>63 != 0 && at < len(coef) {
			if v := coef[at]; v < 0 {
				coef[at] = v - bit
			} else {
				coef[at] = v + bit
			}
		}
		acc <<= 1
		nb--
	}
	return m, acc, nb
}
