package jpeg

import "math/bits"

// arithmeticRun decodes n MCUs of a scan with arithmetic coding, from column mx
// of row my, into the coefficients. It returns how many it could decode before
// the file ended or held what there cannot be.
//
// Where the file ends, it goes on for as long as the decoder reads ahead: these
// MCUs may be right, and are if the file lacks no more than its last marker, but
// they do not count.
func (d *Decoder) arithmeticRun(blocks []mcuBlock, s *scan, my, mx, n int) int {
	const ahead = 2 // bytes
	sure := n
	for i := range n {
		for j := range blocks {
			b := &blocks[j]
			at := b.index(mx+i, my)
			kept := b.comp.scale.size * b.comp.scale.size
			if !d.arithmeticBlock(b, s, at, b.comp.coef[at*kept:][:kept]) {
				return min(i, sure)
			}
		}
		if missing := d.src.missing(); missing > ahead {
			return min(i, sure)
		} else if missing > 0 {
			sure = min(i, sure)
		}
	}
	return sure
}

// arithmeticBlock decodes what a scan holds of block number at of a component,
// whose coefficients are coef. It reports whether that was possible.
func (d *Decoder) arithmeticBlock(b *mcuBlock, s *scan, at int, coef []int16) bool {
	switch {
	case s.ah > 0 && s.ss == 0:
		coef[0] |= int16(d.coder.Even() << s.al) // G.1.3.1
		return true
	case s.ah > 0:
		return d.arithmeticRefine(b, s, at, coef)
	}
	from := int(s.ss)
	if from == 0 {
		diff, ok := d.coder.Difference(b.dcBins, &b.comp.context)
		if !ok {
			return false
		}
		b.comp.pred += diff
		coef[0] = int16(b.comp.pred << s.al)
		from = 1
	}
	slot := &slots[b.comp.scale.size/2]
	for k := from; k <= int(s.se); k++ {
		var v int32
		var ok bool
		k, v, ok = d.coder.Coefficient(b.acBins, k, int(s.se))
		if !ok {
			return false
		}
		if k == 64 {
			break
		}
		if i := int(slot[k]); i < len(coef) {
			coef[i] = int16(v << s.al)
		}
		if b.comp.refined {
			b.comp.hist[at] |= 1 << k
		}
	}
	return true
}

// arithmeticRefine decodes one more bit of a band of AC coefficients, G.1.3.3.
func (d *Decoder) arithmeticRefine(b *mcuBlock, s *scan, at int, coef []int16) bool {
	r := refinement{slot: &slots[b.comp.scale.size/2], coef: coef, bit: 1 << s.al}
	hist := &b.comp.hist[at]
	before := *hist
	// Where the block ended for the scans before, it cannot end earlier.
	end := bits.Len64(before & s.band()) // one past the last that is not zero
	for k := int(s.ss); k <= int(s.se); k++ {
		if k >= end && d.coder.EndsBlock(b.acBins, k) {
			break
		}
		for before>>k&1 == 0 && !d.coder.IsNotZero(b.acBins, k) {
			if k++; k > int(s.se) {
				return false
			}
		}
		if before>>k&1 == 0 {
			*hist |= 1 << k
			r.add(1<<k, uint64(1-d.coder.Even()))
		} else if d.coder.Correction(b.acBins, k) {
			r.grow(k)
		}
	}
	return true
}
