package jpeg

import "context"

// decodeSequential decodes the scans of a baseline or extended sequential
// file until every component had its one.
func (d *Decoder) decodeSequential(ctx context.Context) error {
	r := markerReader{data: d.src.data, pos: d.frame.sos}
	for left := d.frame.n; left > 0; {
		m, payload, ok := r.next()
		if !ok || m == markerEOI {
			d.damageAt(r.pos, !ok)
			break
		}
		var err error
		if m == markerSOS {
			var n int
			n, err = d.sequentialScan(ctx, payload, r.pos)
			left -= n
			if n > 0 {
				r.pos = max(r.pos, d.src.next)
			}
		} else {
			err = d.tables(m, payload)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if left == d.frame.n {
				return err
			}
			d.damageAt(r.pos, false)
			break
		}
	}
	for i := range d.frame.n {
		if c := &d.frame.comps[i]; !c.done {
			fill(c.pix, 128)
			d.lost += c.bw * c.bh
		}
	}
	return nil
}

// sequentialScan decodes one scan and returns how many components it held. A
// scan of a component that was decoded before is passed over.
func (d *Decoder) sequentialScan(ctx context.Context, payload []byte, pos int) (int, error) {
	s, err := d.scanHeader(payload, pos)
	if err != nil {
		return 0, err
	}
	if d.decoded(&s) {
		return 0, nil
	}
	if err := d.assumeTables(&s); err != nil {
		return 0, err
	}
	for i := range s.n {
		c := &d.frame.comps[s.comp[i]]
		if err := d.latch(c); err != nil {
			return 0, err
		}
		dc, ac := &d.dc[s.dc[i]], &d.ac[s.ac[i]]
		dc.build(codingDC)
		ac.build(codingSequential)
		if c.scale.keep < 63 {
			ac.buildSkip()
		}
	}
	blocks, mcusX, mcusY := d.layOut(&s)
	err = d.runScan(ctx, mcusX, mcusY, pos,
		func(my, mx, n int) int {
			for i := range blocks {
				blocks[i].place(mx, my)
			}
			return d.decodeRun(blocks, n)
		},
		func(from, to int) {
			for m := from; m < to; m++ {
				d.lose(blocks, m%mcusX, m/mcusX)
			}
		})
	for i := range s.n {
		d.frame.comps[s.comp[i]].done = true
	}
	return s.n, err
}

// decoded reports whether a component of the scan was decoded before.
func (d *Decoder) decoded(s *scan) bool {
	for i := range s.n {
		if d.frame.comps[s.comp[i]].done {
			return true
		}
	}
	return false
}

// place points the block at its samples for the MCU in column mx of row my.
func (b *mcuBlock) place(mx, my int) {
	size := b.comp.scale.size
	b.off = ((my*b.v+b.dy)*b.comp.stride*size + mx*b.h + b.dx) * size
	b.step = b.h * size
}

// lose makes an MCU that could not be decoded mid gray.
func (d *Decoder) lose(blocks []mcuBlock, mx, my int) {
	for i := range blocks {
		b := &blocks[i]
		b.place(mx, my)
		size, stride := b.comp.scale.size, b.comp.stride*b.comp.scale.size
		for y := range size {
			fill(b.comp.pix[b.off+y*stride:][:size], 128)
		}
		d.lost += b.inside(mx, my)
	}
}

// inside returns 1 if the block is within the picture for that MCU, and 0 if
// it is padding.
func (b *mcuBlock) inside(mx, my int) int {
	if mx*b.h+b.dx < b.comp.bw && my*b.v+b.dy < b.comp.bh {
		return 1
	}
	return 0
}

func fill(p []byte, v byte) {
	for i := range p {
		p[i] = v
	}
}
