package hevc

// saoCTB is the sample adaptive offset of a CTB (7.4.9.3.2), by component.
type saoCTB struct {
	kind   [3]uint8 // SaoTypeIdx
	class  [3]uint8 // sao_eo_class, or sao_band_position
	offset [3][4]int16
}

// Kinds of sample adaptive offset.
const (
	saoNone = iota
	saoBand
	saoEdge
)

// saoSyntax decodes the sao syntax structure of a CTB (7.3.8.3).
func (w *walker) saoSyntax(x, y int) {
	to := &w.sao[w.here]
	merge := func(there int) bool {
		return w.grid.tile[there] == w.grid.tile[w.here] && w.cabac.bin(&w.ctx[ctxSAOMerge]) == 1
	}
	wide := w.sps.ctbWidth
	if x > 0 && w.here > w.slice.sliceAddress && merge(w.here-1) {
		*to = w.sao[w.here-1]
		return
	}
	if y > 0 && w.here-wide >= w.slice.sliceAddress && merge(w.here-wide) {
		*to = w.sao[w.here-wide]
		return
	}
	for c := range w.sps.components() {
		if c == 0 && !w.slice.saoLuma || c > 0 && !w.slice.saoChroma {
			continue
		}
		if c == 2 {
			to.kind[2], to.class[2] = to.kind[1], to.class[1]
		} else if w.cabac.bin(&w.ctx[ctxSAOType]) == 1 {
			to.kind[c] = saoBand + uint8(w.cabac.bypass())
		}
		if to.kind[c] == saoNone {
			continue
		}
		w.saoOffsets(to, c)
	}
}

func (w *walker) saoOffsets(to *saoCTB, c int) {
	most := 1<<(min(w.sps.depth[c], 10)-5) - 1
	shift := w.pps.log2OffsetScale[c]
	o := &to.offset[c]
	for i := range o {
		for int(o[i]) < most && w.cabac.bypass() == 1 {
			o[i]++
		}
	}
	if to.kind[c] == saoBand {
		for i := range o {
			if o[i] != 0 && w.cabac.bypass() == 1 {
				o[i] = -o[i]
			}
		}
		to.class[c] = uint8(w.cabac.bypassBits(5))
	} else {
		o[2], o[3] = -o[2], -o[3]
		if c < 2 {
			to.class[c] = uint8(w.cabac.bypassBits(2))
		}
	}
	for i := range o {
		o[i] <<= shift
	}
}

// offsetRows are the samples of a row of CTBs before offsets were added, and of
// the line above: offsets are chosen by neighbours without them.
type offsetRows[T sample] struct {
	above []T
	rows  []T
}

// offset adds the offsets of a row of CTBs (8.7.3).
func (s *surface[T]) offset(f *frame, row int) {
	for c := range f.sps.components() {
		p, before := &s.planes[c], &s.rows[c]
		_, y, _, high := f.area(c, row*f.sps.ctbWidth)
		n := high * p.stride
		rows := p.pix[y*p.stride:][:n]
		before.rows = append(before.rows[:0], rows...)
		for x := range f.sps.ctbWidth {
			ctb := row*f.sps.ctbWidth + x
			if f.ctuSlice[ctb] < 0 {
				continue
			}
			switch f.sao[ctb].kind[c] {
			case saoBand:
				s.band(f, c, ctb)
			case saoEdge:
				s.edges(f, c, ctb)
			default:
				continue
			}
			if f.anyVerb {
				s.restore(f, c, ctb)
			}
		}
		before.above = append(before.above[:0], before.rows[n-p.stride:]...)
	}
}

// band adds offsets to the samples of four bands of values.
func (s *surface[T]) band(f *frame, c, ctb int) {
	p, sao := &s.planes[c], &f.sao[ctb]
	var table [32]int
	for i, v := range sao.offset[c] {
		table[(int(sao.class[c])+i)&31] = int(v)
	}
	shift, most := p.depth-5, 1<<p.depth-1
	x, y, wide, high := f.area(c, ctb)
	for i := range high {
		row := p.at(x, y+i)[:wide]
		for j, v := range row {
			row[j] = T(min(max(int(v)+table[int(v)>>shift&31], 0), most))
		}
	}
}

// saoSteps are where the neighbour after a sample lies, by class (Table 8-13);
// that before it lies on the other side.
var saoSteps = [4]struct{ dx, dy int }{{1, 0}, {0, 1}, {1, 1}, {-1, 1}}

// edges adds offsets to samples that differ from their two neighbours.
func (s *surface[T]) edges(f *frame, c, ctb int) {
	p, before, sao := &s.planes[c], &s.rows[c], &f.sao[ctb]
	step := saoSteps[sao.class[c]&3]
	o := sao.offset[c]
	table := [5]int{int(o[0]), int(o[1]), 0, int(o[2]), int(o[3])}
	most := 1<<p.depth - 1
	x, y, wide, high := f.area(c, ctb)
	usable := f.usable(ctb)
	line := func(i int) []T { // before offsets, from the row's beginning
		switch {
		case i < 0:
			return before.above
		case i < high:
			return before.rows[i*p.stride:][:p.stride]
		}
		return p.pix[(y+i)*p.stride:][:p.stride]
	}
	side := func(i, n int) int { // -1, 0 or 1: before, in or after the CTB
		if i < 0 {
			return -1
		}
		if i >= n {
			return 1
		}
		return 0
	}
	for i := range high {
		to := p.at(x, y+i)[:wide]
		up, down := side(i-step.dy, high), side(i+step.dy, high)
		for _, part := range [3][2]int{{0, 1}, {1, wide - 1}, {max(wide-1, 1), wide}} {
			from, end := part[0], part[1]
			if from >= end || !usable[up+1][side(from-step.dx, wide)+1] || !usable[down+1][side(from+step.dx, wide)+1] {
				continue
			}
			a, b := line(i - step.dy)[x-step.dx+from:], line(i + step.dy)[x+step.dx+from:]
			here := line(i)[x+from:][:end-from]
			a, b = a[:len(here)], b[:len(here)]
			out := to[from:end]
			for j, v := range here {
				k := 2 + sign(int(v)-int(a[j])) + sign(int(v)-int(b[j]))
				out[j] = T(min(max(int(v)+table[k], 0), most))
			}
		}
	}
}

func sign(v int) int { return v>>63 | int(uint64(-v)>>63) }

// usable says of each CTB around one, by rows, and of itself, whether its
// samples may be looked at for offsets: those of other slices and tiles may not,
// where the loop filters stop at their borders.
func (f *frame) usable(ctb int) (all [3][3]bool) {
	x, y := ctb%f.sps.ctbWidth, ctb/f.sps.ctbWidth
	here := f.sliceOf(ctb)
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			u, v := x+dx, y+dy
			if u < 0 || v < 0 || u >= f.sps.ctbWidth || v >= f.sps.ctbHeight {
				continue
			}
			there := v*f.sps.ctbWidth + u
			if f.ctuSlice[there] < 0 {
				continue
			}
			other := f.sliceOf(there)
			later := here
			if f.grid.tileScan[there] > f.grid.tileScan[ctb] {
				later = other
			}
			all[dy+1][dx+1] = (other.sliceAddress == here.sliceAddress || later.across) &&
				(f.pps.acrossTiles || f.grid.tile[there] == f.grid.tile[ctb])
		}
	}
	return all
}

// restore puts back the samples of blocks that loop filters leave alone.
func (s *surface[T]) restore(f *frame, c, ctb int) {
	p, before := &s.planes[c], &s.rows[c]
	x0, y0, wide, high := f.area(0, ctb)
	unit := 1 << f.sps.log2MinCb
	for y := y0; y < y0+high; y += unit {
		for x := x0; x < x0+wide; x += unit {
			if !f.verbatim[y>>f.sps.log2MinCb*f.cbWidth+x>>f.sps.log2MinCb] {
				continue
			}
			sx, sy := f.sps.subX[c], f.sps.subY[c]
			for i := range unit >> sy {
				at := (y-y0)>>sy + i
				copy(p.at(x>>sx, y>>sy+i)[:unit>>sx], before.rows[at*p.stride+x>>sx:])
			}
		}
	}
}
