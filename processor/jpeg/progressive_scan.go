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
	r := refinement{slot: &slots[c.scale.size/2], need: c.scale.need, bit: 1 << s.al}
	kept := c.scale.size * c.scale.size
	band := s.band()
	first := b.index(mx, my)
	run := d.eobRun
	hists := c.hist[first:][:n]
	for i, hist := range hists {
		if run > 0 && band&hist == 0 {
			run--
			continue // not a bit for this block
		}
		if pos > src.limit {
			src.bitState = bitState{acc, nb, pos}
			if !src.more() {
				d.eobRun = run
				return i
			}
			acc, nb, pos = src.acc, src.nb, src.pos
		}
		r.coef = c.coef[(first+i)*kept:][:kept]
		open := band // what of the band is still to be decoded
		for run == 0 && open != 0 {
			acc |= be64(buf, pos) >> (nb & 63)
			pos += int((63 - nb) >> 3)
			nb |= 56
			e := t.look[acc>>(64-lookBits)]
			if e == 0 {
				e = t.slow(acc)
			}
			if e.steps() >= endOfBlock {
				run = 1 + eobRun(acc, e)
				acc <<= e.total()
				nb -= e.total()
				break
			}
			// A new coefficient has one bit, its sign; ZRL has none.
			extra := min(e.mask(), 1)
			code := e.code()
			positive := acc << code >> 63
			acc <<= code + uint(extra)
			nb -= code + uint(extra)

			// The run counts zeros only: find where it ends.
			zeros := open &^ hist
			for range e.steps() - 1 {
				zeros &= zeros - 1
			}
			end := zeros & -zeros // 0 if the run leaves the band
			if passed := open & hist & (end - 1); passed != 0 {
				acc, nb, pos = r.correct(buf, acc, nb, pos, passed)
			}
			open &^= end | (end - 1)
			if extra != 0 && end != 0 {
				hists[i] |= end
				r.add(end, positive)
			}
		}
		if run > 0 {
			run--
			if rest := open & hist; rest != 0 {
				acc, nb, pos = r.correct(buf, acc, nb, pos, rest)
			}
		}
	}
	d.eobRun = run
	src.bitState = bitState{acc, nb, pos}
	return n
}

// refinement refines the coefficients of a block.
type refinement struct {
	coef []int16
	slot *[64]uint8
	need uint64
	bit  int16 // the bit's weight
}

// add makes the coefficient of which at is the mask not zero.
func (r *refinement) add(at, positive uint64) {
	slot := int(r.slot[bits.TrailingZeros64(at)&63])
	if slot >= len(r.coef) {
		return // not stored
	}
	r.coef[slot] = r.bit
	if positive == 0 {
		r.coef[slot] = -r.bit
	}
}

// grow adds the bit to the magnitude of coefficient k.
func (r *refinement) grow(k int) {
	at := int(r.slot[k&63])
	if at >= len(r.coef) {
		return // not stored
	}
	if v := r.coef[at]; v < 0 {
		r.coef[at] = v - r.bit
	} else {
		r.coef[at] = v + r.bit
	}
}

// correct reads a correction bit for each coefficient in m, in order. Bits for
// coefficients that are not stored are only counted.
func (r *refinement) correct(buf *window, acc uint64, nb uint, pos int, m uint64) (uint64, uint, int) {
	for m != 0 {
		acc |= be64(buf, pos) >> (nb & 63)
		pos += int((63 - nb) >> 3)
		nb |= 56
		if n := uint(bits.OnesCount64(m)); m&r.need == 0 && n <= 56 {
			return acc << n, nb - n, pos
		}
		for left := 32; left > 0 && m != 0; left-- {
			k := bits.TrailingZeros64(m)
			m &= m - 1
			one := acc >> 63
			acc <<= 1
			nb--
			if one != 0 {
				r.grow(k)
			}
		}
	}
	return acc, nb, pos
}
