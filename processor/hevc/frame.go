package hevc

// frame is a picture while it is decoded: what later blocks and the loop
// filters ask of earlier blocks.
type frame struct {
	sps  *sps
	pps  *pps
	grid *grid

	slices   []slice // headers so far
	ctuSlice []int32 // index of the header of each CTB by raster address, or one of these:
	done     int     // CTBs decoded

	cbWidth  int     // smallest coding blocks in a row
	depth    []uint8 // of each smallest coding block in the quadtree
	qp       []int8  // QpY of each smallest coding block
	verbatim []bool  // loop filters leave the smallest coding block as it is
	anyVerb  bool    // there is such a block

	unitWidth int     // units of 4 × 4 samples in a row
	modes     []uint8 // IntraPredModeY of each unit

	edgeWidth int     // blocks of 8 × 8 samples in a row
	edges     []uint8 // which edges of each block of 8 × 8 are filtered: edgeLeft, edgeTop

	sao []saoCTB
}

// CTBs that no slice has the samples of: none came, or its data was wrong, so
// that it is not tried again.
const (
	ctuMissing = -1
	ctuLost    = -2
)

// Edges of a block of 8 × 8 luma samples that the deblocking filter works on.
const (
	edgeLeft = 1 << iota
	edgeTop
)

// reset makes f ready for a picture with these parameter sets.
func (f *frame) reset(s *sps, p *pps) error {
	g, err := newGrid(s, p)
	if err != nil {
		return err
	}
	f.sps, f.pps, f.grid = s, p, g
	f.slices, f.done, f.anyVerb = f.slices[:0], 0, false
	n := s.ctbWidth * s.ctbHeight
	f.ctuSlice = zeroed(f.ctuSlice, n)
	for i := range f.ctuSlice {
		f.ctuSlice[i] = ctuMissing
	}
	f.sao = zeroed(f.sao, n)
	f.cbWidth = s.width >> s.log2MinCb
	n = f.cbWidth * (s.height >> s.log2MinCb)
	f.depth, f.qp, f.verbatim = zeroed(f.depth, n), zeroed(f.qp, n), zeroed(f.verbatim, n)
	f.unitWidth, f.edgeWidth = s.width/4, s.width/8
	f.modes = zeroed(f.modes, f.unitWidth*(s.height/4))
	f.edges = zeroed(f.edges, f.edgeWidth*(s.height/8))
	return nil
}

// zeroed returns n zero elements, in the memory of s where there is room.
func zeroed[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// fillBlock sets v for the square of side 1 << log2 at x, y, in elements of
// 1 << unit samples in rows of width elements.
func fillBlock[E any](to []E, width, unit, x, y, log2 int, v E) {
	n := 1 << (log2 - unit)
	at := (y>>unit)*width + x>>unit
	for range n {
		row := to[at : at+n]
		for i := range row {
			row[i] = v
		}
		at += width
	}
}

// spread has the bits of a number apart, for addresses in z-scan order (6.5.2).
var spread = [16]uint8{0, 1, 4, 5, 16, 17, 20, 21, 64, 65, 68, 69, 80, 81, 84, 85}

// ctb returns the raster address of the CTB that holds a luma sample.
func (f *frame) ctb(x, y int) int {
	return y>>f.sps.log2Ctb*f.sps.ctbWidth + x>>f.sps.log2Ctb
}

// available says whether the block of the luma sample xN, yN can be used by the
// one at x, y (6.4.1): whether it is before it in the same slice and tile.
func (f *frame) available(x, y, xN, yN int) bool {
	if xN < 0 || yN < 0 || xN >= f.sps.width || yN >= f.sps.height {
		return false
	}
	here, there := f.ctb(x, y), f.ctb(xN, yN)
	if here == there {
		mask := 1<<f.sps.log2Ctb - 1
		return zOrder(xN&mask, yN&mask) <= zOrder(x&mask, y&mask)
	}
	return f.together(here, there)
}

// zOrder is the place of a sample's 4 × 4 unit in its CTB.
func zOrder(x, y int) uint { return uint(spread[x>>2&15]) | uint(spread[y>>2&15])<<1 }

// together says whether a CTB is decoded, and of the slice and the tile of
// another, which is.
func (f *frame) together(here, there int) bool {
	return f.ctuSlice[there] >= 0 && f.grid.tile[here] == f.grid.tile[there] &&
		f.sliceOf(here).sliceAddress == f.sliceOf(there).sliceAddress
}

// sliceOf returns the header of a CTB that is decoded.
func (f *frame) sliceOf(ctb int) *slice { return &f.slices[f.ctuSlice[ctb]] }

// neighbours is how many samples around a block there are to predict it from.
type neighbours struct {
	left, top, corner   bool
	belowLeft, topRight int // samples of the component
}

// around looks for the neighbours of a block of 1 << log2 samples a side of a
// component, at x, y in the component.
func (f *frame) around(c, x, y, log2 int) neighbours {
	sx, sy := f.sps.subX[c], f.sps.subY[c]
	n := 1 << log2
	lx, ly, w, h := x<<sx, y<<sy, n<<sx, n<<sy
	var nb neighbours
	nb.left = f.available(lx, ly, lx-1, ly)
	nb.top = f.available(lx, ly, lx, ly-1)
	nb.corner = f.available(lx, ly, lx-1, ly-1)
	if nb.left && f.available(lx, ly, lx-1, ly+h) {
		nb.belowLeft = min(n, (f.sps.height-ly-h)>>sy)
	}
	if f.available(lx, ly, lx+w, ly-1) { // of another slice than the top, it may be
		nb.topRight = min(n, (f.sps.width-lx-w)>>sx)
	}
	return nb
}
