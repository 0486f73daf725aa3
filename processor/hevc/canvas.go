package hevc

// canvas holds the samples of a picture: a surface of bytes, or of 16 bits for
// more than 8 a sample. Places are in samples of the component.
type canvas interface {
	// predict sets a block's samples from those around it (8.4.4.2).
	predict(f *frame, b block, nb neighbours, verbatim bool)
	// add adds a residual, row by row, to the block (8.6.6).
	add(c, x, y, log2 int, residual *[32 * 32]int32)
	// verbatim reads samples of n bits each, to be shifted to the left.
	verbatim(c, x, y, wide, high int, r *bitReader, n, shift int)
	// deblock filters the edges in a row of CTBs, whose upper edges may change
	// the rows above (8.7.2).
	deblock(f *frame, row int)
	// offset adds the sample adaptive offsets of a row of CTBs, once the row
	// below is deblocked (8.7.3).
	offset(f *frame, row int)
	// blank sets the samples of a CTB to mid gray.
	blank(f *frame, ctb int)
}

// sample is the type of a sample in memory.
type sample interface{ uint8 | uint16 }

// surface is a canvas of samples of one type.
type surface[T sample] struct {
	planes [3]samples[T]
	edge   [4*32 + 1]T // around a block, see predict
	smooth [4*32 + 1]T
	ref    [3*32 + 1]T
	rows   [3]offsetRows[T]
}

// samples is a component: rows of stride samples.
type samples[T sample] struct {
	pix    []T
	stride int
	depth  int // bits per sample
}

// reset makes room for a picture of a sequence.
func (s *surface[T]) reset(q *sps) {
	for c := range s.planes {
		p := &s.planes[c]
		if c >= q.components() {
			p.pix, p.stride = p.pix[:0], 0
			continue
		}
		p.depth, p.stride = q.depth[c], q.width>>q.subX[c]
		n := p.stride * (q.height >> q.subY[c])
		if cap(p.pix) < n {
			p.pix = make([]T, n)
		}
		p.pix = p.pix[:n]
	}
}

// at returns the samples from x, y on.
func (p *samples[T]) at(x, y int) []T { return p.pix[y*p.stride+x:] }

func (s *surface[T]) add(c, x, y, log2 int, residual *[32 * 32]int32) {
	p := &s.planes[c]
	most := int32(1)<<p.depth - 1
	n := 1 << log2
	for i := range n {
		row := p.pix[(y+i)*p.stride+x:][:n]
		r := residual[i<<log2:][:n]
		for j := range row {
			row[j] = T(min(max(int32(row[j])+r[j], 0), most))
		}
	}
}

func (s *surface[T]) verbatim(c, x, y, wide, high int, r *bitReader, n, shift int) {
	p := &s.planes[c]
	for i := range high {
		row := p.at(x, y+i)[:wide]
		for j := range row {
			row[j] = T(r.u(n) << shift)
		}
	}
}

func (s *surface[T]) blank(f *frame, ctb int) {
	for c := range f.sps.components() {
		p := &s.planes[c]
		x, y, wide, high := f.area(c, ctb)
		for i := range high {
			row := p.at(x, y+i)[:wide]
			for j := range row {
				row[j] = 1 << (p.depth - 1)
			}
		}
	}
}

// area returns which samples of a component are a CTB's.
func (f *frame) area(c, ctb int) (x, y, wide, high int) {
	s := f.sps
	x, y = ctb%s.ctbWidth<<s.log2Ctb, ctb/s.ctbWidth<<s.log2Ctb
	wide, high = min(1<<s.log2Ctb, s.width-x), min(1<<s.log2Ctb, s.height-y)
	sx, sy := s.subX[c], s.subY[c]
	return x >> sx, y >> sy, wide >> sx, high >> sy
}
