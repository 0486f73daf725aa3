package hevc

// betas and tcs are the thresholds of the deblocking filter (Table 8-12).
var (
	betas = [52]uint8{
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
		16, 17, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64,
	}
	tcs = [54]uint8{
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 20, 22, 24,
	}
)

// deblock filters the vertical edges in a row of CTBs, then the horizontal ones
// (8.7.2). Around edges of intra blocks the boundary strength is 2.
func (s *surface[T]) deblock(f *frame, row int) {
	for _, e := range [2]struct {
		flag   uint8
		dx, dy int // to the block on the other side
	}{{edgeLeft, -1, 0}, {edgeTop, 0, -1}} {
		for x := range f.sps.ctbWidth {
			ctb := row*f.sps.ctbWidth + x
			if f.ctuSlice[ctb] >= 0 {
				s.deblockCTB(f, ctb, e.flag, e.dx, e.dy)
			}
		}
	}
}

// deblockCTB filters the edges of one kind in a CTB.
func (s *surface[T]) deblockCTB(f *frame, ctb int, flag uint8, dx, dy int) {
	x0, y0, wide, high := f.area(0, ctb)
	h := f.sliceOf(ctb)
	for y := y0; y < y0+high; y += 8 {
		for x := x0; x < x0+wide; x += 8 {
			if f.edges[y>>3*f.edgeWidth+x>>3]&flag == 0 {
				continue
			}
			q := y>>f.sps.log2MinCb*f.cbWidth + x>>f.sps.log2MinCb
			p := (y+dy)>>f.sps.log2MinCb*f.cbWidth + (x+dx)>>f.sps.log2MinCb
			e := edge{keepP: f.verbatim[p], keepQ: f.verbatim[q]}
			qp := (int(f.qp[p]) + int(f.qp[q]) + 1) >> 1
			depth := f.sps.depth[0]
			e.beta = int(betas[min(max(qp+2*h.betaOffset, 0), 51)]) << (depth - 8)
			e.tc = int(tcs[min(max(qp+2+2*h.tcOffset, 0), 53)]) << (depth - 8)
			s.planes[0].luma(x, y, dx != 0, e)
			for c := 1; c < f.sps.components(); c++ {
				sx, sy := f.sps.subX[c], f.sps.subY[c]
				if dx != 0 && x>>sx&7 != 0 || dy != 0 && y>>sy&7 != 0 {
					continue
				}
				qpc := chromaQP(qp+f.pps.chromaQP[c], f.sps.chroma)
				e.tc = int(tcs[min(max(qpc+2+2*h.tcOffset, 0), 53)]) << (f.sps.depth[c] - 8)
				n := 8 >> sy
				if dy != 0 {
					n = 8 >> sx
				}
				s.planes[c].chroma(x>>sx, y>>sy, n, dx != 0, e)
			}
		}
	}
}

// edge is how an edge of 8 luma samples is filtered: the thresholds, and whether
// the samples before it (P) or after it (Q) are kept.
type edge struct {
	beta, tc     int
	keepP, keepQ bool
}

// steps returns how far it is from sample to sample across an edge, and along it.
func (p *samples[T]) steps(vertical bool) (across, along int) {
	if vertical {
		return 1, p.stride
	}
	return p.stride, 1
}

// luma filters an edge before the sample at x, y, in two segments of 4 samples
// (8.7.2.5.3, 8.7.2.5.6, 8.7.2.5.7).
func (p *samples[T]) luma(x, y int, vertical bool, e edge) {
	across, along := p.steps(vertical)
	at := y*p.stride + x
	p.segment(at, across, along, e)
	p.segment(at+4*along, across, along, e)
}

func (p *samples[T]) segment(at, across, along int, e edge) {
	pix := p.pix
	get := func(line, i int) int { return int(pix[at+line*along+i*across]) }
	bend := func(line, side int) int { // how far from straight the samples are
		if side < 0 {
			return abs(get(line, -3) - 2*get(line, -2) + get(line, -1))
		}
		return abs(get(line, 2) - 2*get(line, 1) + get(line, 0))
	}
	p0, p3, q0, q3 := bend(0, -1), bend(3, -1), bend(0, 1), bend(3, 1)
	if p0+p3+q0+q3 >= e.beta {
		return
	}
	smooth := func(line, d int) bool {
		return 2*d < e.beta>>2 &&
			abs(get(line, -4)-get(line, -1))+abs(get(line, 0)-get(line, 3)) < e.beta>>3 &&
			abs(get(line, -1)-get(line, 0)) < (5*e.tc+1)>>1
	}
	if smooth(0, p0+q0) && smooth(3, p3+q3) {
		for line := range 4 {
			strongFilter(pix, at+line*along, across, e)
		}
		return
	}
	side := (e.beta + e.beta>>1) >> 3
	most := 1<<p.depth - 1
	for line := range 4 {
		weakFilter(pix, at+line*along, across, e, p0+p3 < side, q0+q3 < side, most)
	}
}

func strongFilter[T sample](pix []T, at, across int, e edge) {
	p3, p2, p1, p0 := int(pix[at-4*across]), int(pix[at-3*across]), int(pix[at-2*across]), int(pix[at-across])
	q0, q1, q2, q3 := int(pix[at]), int(pix[at+across]), int(pix[at+2*across]), int(pix[at+3*across])
	most := 2 * e.tc
	near := func(v, to int) T { return T(min(max(v, to-most), to+most)) }
	if !e.keepP {
		pix[at-across] = near((p2+2*p1+2*p0+2*q0+q1+4)>>3, p0)
		pix[at-2*across] = near((p2+p1+p0+q0+2)>>2, p1)
		pix[at-3*across] = near((2*p3+3*p2+p1+p0+q0+4)>>3, p2)
	}
	if !e.keepQ {
		pix[at] = near((p1+2*p0+2*q0+2*q1+q2+4)>>3, q0)
		pix[at+across] = near((p0+q0+q1+q2+2)>>2, q1)
		pix[at+2*across] = near((p0+q0+q1+3*q2+2*q3+4)>>3, q2)
	}
}

// weakFilter filters a line of samples. Of the second sample on either side,
// moveP and moveQ say whether it moves too.
func weakFilter[T sample](pix []T, at, across int, e edge, moveP, moveQ bool, most int) {
	p2, p1, p0 := int(pix[at-3*across]), int(pix[at-2*across]), int(pix[at-across])
	q0, q1, q2 := int(pix[at]), int(pix[at+across]), int(pix[at+2*across])
	delta := (9*(q0-p0) - 3*(q1-p1) + 8) >> 4
	if abs(delta) >= 10*e.tc {
		return
	}
	delta = min(max(delta, -e.tc), e.tc)
	clip := func(v int) T { return T(min(max(v, 0), most)) }
	half := e.tc >> 1
	if !e.keepP {
		pix[at-across] = clip(p0 + delta)
		if moveP {
			pix[at-2*across] = clip(p1 + min(max(((p2+p0+1)>>1-p1+delta)>>1, -half), half))
		}
	}
	if !e.keepQ {
		pix[at] = clip(q0 - delta)
		if moveQ {
			pix[at+across] = clip(q1 + min(max(((q2+q0+1)>>1-q1-delta)>>1, -half), half))
		}
	}
}

// chroma filters an edge of n samples (8.7.2.5.8).
func (p *samples[T]) chroma(x, y, n int, vertical bool, e edge) {
	across, along := p.steps(vertical)
	most := 1<<p.depth - 1
	at := y*p.stride + x
	for range n {
		p1, p0 := int(p.pix[at-2*across]), int(p.pix[at-across])
		q0, q1 := int(p.pix[at]), int(p.pix[at+across])
		delta := min(max(((q0-p0)<<2+p1-q1+4)>>3, -e.tc), e.tc)
		if !e.keepP {
			p.pix[at-across] = T(min(max(p0+delta, 0), most))
		}
		if !e.keepQ {
			p.pix[at] = T(min(max(q0-delta, 0), most))
		}
		at += along
	}
}
