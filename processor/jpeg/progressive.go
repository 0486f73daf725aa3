package jpeg

import (
	"context"
	"math/bits"
)

// decodeBuffered decodes a file whose coefficients are kept until all are there,
// above all a progressive one (T.81 annex G): it looks where the scans are,
// decides which of them the picture needs at its scale, decodes these and
// transforms the coefficients in the end.
func (d *Decoder) decodeBuffered(ctx context.Context) error {
	ended := d.listScans()
	if err := d.planScans(); err != nil {
		return err
	}
	if err := d.decodeScans(ctx); err != nil {
		return err
	}
	if !ended && d.lacksDetail() {
		d.damageAt(len(d.src.data), true)
	}
	for i := range d.frame.n {
		c := &d.frame.comps[i]
		if !c.done { // no scan with its DC coefficients
			fill(c.pix, 128)
			d.lost += c.bw * c.bh
			d.damageAt(len(d.src.data), true)
			continue
		}
		if err := d.render(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// listScans finds the scans of the file without decoding any. It reports
// whether the file has its end.
func (d *Decoder) listScans() (ended bool) {
	d.scans = d.scans[:0]
	r := markerReader{data: d.src.data, pos: d.frame.sos}
	for {
		m, payload, ok := r.next()
		if !ok || m == markerEOI {
			return ok
		}
		if m != markerSOS {
			continue
		}
		s, err := d.scanHeader(payload, r.pos)
		if err != nil {
			d.damageAt(r.pos, false)
			continue
		}
		d.scans = append(d.scans, s)
		r.pos = findScanEnd(d.src.data, r.pos)
	}
}

// planScans marks the scans the picture needs: all DC scans, and of the AC
// scans of each component as many as it takes until what is still missing
// does not matter, less those that touch no coefficient of interest.
//
// It refuses a file whose scans are many beyond reason for its size: a scan
// may cost a few bytes and yet a visit to every block.
func (d *Decoder) planScans() error {
	for i := range d.frame.n {
		d.planComponent(i)
	}
	work, needed := 0, 0
	for i := range d.scans {
		s := &d.scans[i]
		if s.ss == 0 {
			s.needed = true
		}
		if !s.needed {
			continue
		}
		needed++
		work += tableWork
		for j := range s.n {
			c := &d.frame.comps[s.comp[j]]
			work += c.bw * c.bh
		}
	}
	blocks := d.frame.blocks()
	free := min(freeScans*(tableWork+blocks), mostFree+leastScans*blocks)
	if work > free+256*len(d.src.data) {
		return malformed("it has too many passes (%d) for its size", needed)
	}
	return nil
}

const (
	// tableWork is what building the tables of a scan costs, in visits to
	// blocks.
	tableWork = 1 << 13
	// freeScans is how many visits to every block a file may ask for, however
	// small it is. Encoders use some ten scans, of which a block is in six.
	freeScans = 64
	// mostFree bounds these visits, at 64 for every block of 200 megapixels in
	// 4:2:0, and leastScans is how many to every block are free even so.
	mostFree   = 300e6
	leastScans = 12
)

// maxMissing is the largest mean square error, in squared sample steps, that
// bits left unread may cause by estimate before the next scan is needed. The
// estimate is pessimistic, as it takes no coefficient for zero.
const maxMissing = 2

// planComponent marks the AC scans needed for component i.
func (d *Decoder) planComponent(i int) {
	c := &d.frame.comps[i]
	need := c.scale.need
	if need == 0 || !d.frame.progressive {
		return // no bits will be missing: a scan has all of its components'
	}
	for k := range c.missing[1:] {
		c.missing[1+k] = unknown
	}
	last := -1
	for j := range d.scans {
		s := &d.scans[j]
		if s.ss == 0 || int(s.comp[0]) != i {
			continue
		}
		last = j
		for k := s.ss; k <= s.se; k++ {
			c.missing[k] = s.al
		}
		if d.missingError(c) <= c.tolerance() {
			break
		}
	}
	for j := last; j >= 0; j-- {
		s := &d.scans[j]
		if s.ss == 0 || int(s.comp[0]) != i || s.band()&need == 0 {
			continue
		}
		s.needed = true
		if s.ah > 0 {
			// A refinement needs to know of every coefficient of its band
			// whether it was zero before.
			need |= s.band()
			c.refined = true
		}
	}
}

// tolerance returns the missingError to accept: none at full scale.
func (c *component) tolerance() float64 {
	if c.scale.size == 8 {
		return 0
	}
	return maxMissing
}

// lacksDetail reports whether bits are missing that should be there.
func (d *Decoder) lacksDetail() bool {
	for i := range d.frame.n {
		c := &d.frame.comps[i]
		if c.missing[0] > 0 || d.missingError(c) > c.tolerance() {
			return true
		}
	}
	return false
}

// unknown, in component.missing, means that no scan held the coefficient.
const unknown = 255

// missingError estimates the mean square error of the samples for the bits
// that are missing of the AC coefficients: a coefficient of step q with a
// bits missing has an error of q·2^a spread evenly, and the transform spreads
// the energy of a coefficient over 64 samples.
func (d *Decoder) missingError(c *component) float64 {
	if !d.quantOK[c.tq] {
		return maxMissing + 1
	}
	sum := 0.0
	for m := c.scale.need; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		switch a := c.missing[k]; a {
		case 0:
		case unknown:
			return maxMissing + 1
		default:
			step := float64(int(d.quant[c.tq][k]) << a)
			sum += step * step / 12 / 64
		}
	}
	return sum
}

// decodeScans decodes the scans that are needed.
func (d *Decoder) decodeScans(ctx context.Context) error {
	left := 0
	for i := range d.scans {
		if d.scans[i].needed {
			left++
		}
	}
	d.takeCoefficients()
	r := markerReader{data: d.src.data, pos: d.frame.sos}
	for i := 0; left > 0; {
		m, payload, ok := r.next()
		if !ok || m == markerEOI {
			break
		}
		var err error
		if m != markerSOS {
			err = d.tables(m, payload)
		} else if i < len(d.scans) && d.scans[i].pos == r.pos {
			s := &d.scans[i]
			i++
			if s.needed {
				err = d.bufferedScan(ctx, s)
				left--
			}
			r.pos = findScanEnd(d.src.data, r.pos)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if !d.frame.comps[0].done {
				return err
			}
			d.damageAt(r.pos, false)
			return nil
		}
	}
	return nil
}

// takeCoefficients provides the memory for the coefficients, all zero.
func (d *Decoder) takeCoefficients() {
	for i := range d.frame.n {
		c := &d.frame.comps[i]
		n := c.stride * c.rows
		d.coef[i] = cleared(d.coef[i], n*c.scale.size*c.scale.size)
		c.coef = d.coef[i]
		if c.refined {
			d.hist[i] = cleared(d.hist[i], n)
			c.hist = d.hist[i]
		}
	}
}

// cleared returns s with n elements, all zero.
func cleared[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// bufferedScan decodes one scan into the coefficients.
func (d *Decoder) bufferedScan(ctx context.Context, s *scan) error {
	if !d.frame.progressive && d.decoded(s) {
		return nil
	}
	blocks, mcusX, mcusY := d.layOut(s)
	for i := range blocks {
		b := &blocks[i]
		if err := d.latch(b.comp); err != nil {
			return err
		}
		if d.frame.arithmetic {
			continue // it has no tables to build
		}
		if s.ss == 0 && s.ah == 0 {
			if !b.dc.defined {
				return malformed("a Huffman table is missing")
			}
			b.dc.build(codingDC)
		}
		if s.ss > 0 {
			if !b.ac.defined {
				return malformed("a Huffman table is missing")
			}
			b.ac.build(codingProgressive)
		}
	}
	run := func(my, mx, n int) int { return d.dcFirst(blocks, s.al, my, mx, n) }
	switch {
	case d.frame.arithmetic:
		run = func(my, mx, n int) int { return d.arithmeticRun(blocks, s, my, mx, n) }
	case s.ss == 0 && s.ah > 0:
		run = func(my, mx, n int) int { return d.dcRefine(blocks, s.al, my, mx, n) }
	case s.ss > 0 && s.ah == 0:
		if !blocks[0].comp.refined && s.se == 63 {
			blocks[0].ac.buildSkip()
		}
		run = func(my, mx, n int) int { return d.acFirst(&blocks[0], s, my, mx, n) }
	case s.ss > 0:
		run = func(my, mx, n int) int { return d.acRefine(&blocks[0], s, my, mx, n) }
	}
	// Blocks that were lost keep what earlier scans told of them, but a block
	// without its DC coefficient is not there.
	first := s.ss == 0 && s.ah == 0
	lost := func(from, to int) {
		for m := from; m < to && first; m++ {
			for i := range blocks {
				d.lost += blocks[i].inside(m%mcusX, m/mcusX)
			}
		}
	}
	for i := range blocks {
		if first && blocks[i].comp.done {
			first = false // a second first scan tells nothing of the share
		}
	}
	err := d.runScan(ctx, mcusX, mcusY, s.pos, run, lost)
	for i := range blocks {
		if s.ss == 0 {
			blocks[i].comp.done = true
			blocks[i].comp.missing[0] = s.al
		}
	}
	return err
}
