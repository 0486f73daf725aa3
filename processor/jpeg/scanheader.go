package jpeg

// scan is a scan header (T.81 section B.2.3) and where its data is.
type scan struct {
	n      int // components
	comp   [4]uint8
	dc, ac [4]uint8 // tables
	ss, se uint8    // band of coefficients, by zigzag index
	ah, al uint8    // bits known before, bits left out after
	pos    int      // offset of the entropy-coded data
	needed bool     // for the picture at the scale asked for
}

// band returns the coefficients of the scan as a mask.
func (s *scan) band() uint64 { return ^uint64(0) << s.ss & (^uint64(0) >> (63 - s.se)) }

// scanHeader reads a scan header whose data begins at offset pos.
func (d *Decoder) scanHeader(p []byte, pos int) (scan, error) {
	s := scan{pos: pos}
	if len(p) < 1 || p[0] < 1 || int(p[0]) > d.frame.n || len(p) < 4+2*int(p[0]) {
		return s, malformed("it has a broken scan header")
	}
	s.n = int(p[0])
	for i := range s.n {
		id, tables := p[1+2*i], p[2+2*i]
		j := 0
		for j < d.frame.n && d.frame.comps[j].id != id {
			j++
		}
		// Components come in the order of the frame header, B.2.3.
		if j == d.frame.n || i > 0 && uint8(j) <= s.comp[i-1] || tables>>4 > 3 || tables&15 > 3 {
			return s, malformed("it has a broken scan header")
		}
		s.comp[i], s.dc[i], s.ac[i] = uint8(j), tables>>4, tables&15
	}
	p = p[1+2*s.n:]
	s.ss, s.se, s.ah, s.al = p[0], p[1], p[2]>>4, p[2]&15
	if !d.frame.progressive {
		s.ss, s.se, s.ah, s.al = 0, 63, 0, 0 // some encoders leave rubbish here
		return s, nil
	}
	if s.ss > s.se || s.se > 63 || s.al > 13 || s.ss == 0 && s.se != 0 || s.ss > 0 && s.n > 1 {
		return s, malformed("it has a broken progressive scan header")
	}
	return s, nil
}

// layOut arranges the blocks of a scan's MCU in d.mcu, T.81 section A.2, and
// returns them with the number of MCUs in each direction.
func (d *Decoder) layOut(s *scan) (blocks []mcuBlock, mcusX, mcusY int) {
	if s.n == 1 {
		c := &d.frame.comps[s.comp[0]]
		d.mcu[0] = d.coding(s, 0)
		d.mcu[0].h, d.mcu[0].v = 1, 1
		d.src.mcu = leastMCU
		return d.mcu[:1], c.bw, c.bh
	}
	blocks = d.mcu[:0]
	for i := range s.n {
		c := &d.frame.comps[s.comp[i]]
		for y := range c.v {
			for x := range c.h {
				b := d.coding(s, i)
				b.dx, b.dy, b.h, b.v = x, y, c.h, c.v
				blocks = append(blocks, b)
			}
		}
	}
	d.src.mcu = max(leastMCU, len(blocks)*blockBytes)
	return blocks, d.frame.mcusX, d.frame.mcusY
}

const (
	// maxBlocksPerMCU is that of four components with the largest sampling
	// factors. T.81 section B.2.3 allows 10.
	maxBlocksPerMCU = 4 * 4 * 4
	// leastMCU is how much data is there at least, in bytes, when an MCU begins.
	leastMCU = 10 * blockBytes
)

// coding returns a block of component i of a scan with the tables that it is
// coded by.
func (d *Decoder) coding(s *scan, i int) mcuBlock {
	return mcuBlock{
		comp: &d.frame.comps[s.comp[i]], dc: &d.dc[s.dc[i]], ac: &d.ac[s.ac[i]],
		dcBins: &d.dcBins[s.dc[i]], acBins: &d.acBins[s.ac[i]],
	}
}
