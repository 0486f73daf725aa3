package hevc

import (
	"context"
	"errors"
)

// errDamaged ends the decoding of a slice segment: its data is wrong, or there
// is too little of it.
var errDamaged = errors.New("damaged slice data")

// walker decodes the CTUs of slice segments, one after the other (7.3.8).
type walker struct {
	frame
	canvas canvas
	cabac  cabac
	models
	syncModels models // of the row above, for entropy_coding_sync_enabled_flag
	endModels  models // of the end of the slice segment before

	slice *slice
	here  int // raster address of the CTB

	filterLeft, filterTop bool // edges of the CTB are filtered

	// Quantization group (8.6.1).
	qpLast    int // QpY of the coding unit before
	qpPred    int // qPY_PRED
	qpDelta   int // CuQpDeltaVal
	qpCoded   bool
	chromaOff [3]int // CuQpOffsetCb, CuQpOffsetCr
	offCoded  bool

	cu         codingUnit
	coef       [32 * 32]int32 // of the transform block, then its residual
	lumaResid  [32 * 32]int32 // of the luma block, for cross-component prediction
	transforms transformer
}

// codingUnit is what its transform units need to know of a coding unit.
type codingUnit struct {
	x, y, log2 int
	verbatim   bool // cu_transquant_bypass_flag
	split      bool // IntraSplitFlag
	maxDepth   int  // MaxTrafoDepth
	qp         int  // QpY
	chromaMode [4]int
	derived    [4]bool // chroma has the mode of luma (intra_chroma_pred_mode 4)
}

// segment decodes the data of a slice segment, which begins at byte at. The
// header of the segment is the last of f.slices.
func (w *walker) segment(ctx context.Context, data []byte, at int) error {
	index := len(w.slices) - 1
	w.slice = &w.slices[index]
	w.cabac = cabac{data: data}
	w.cabac.start(at)
	ts := int(w.grid.tileScan[w.slice.address])
	for first := true; ; first = false {
		if ts >= len(w.grid.raster) {
			return errDamaged
		}
		w.here = int(w.grid.raster[ts])
		if w.ctuSlice[w.here] != ctuMissing {
			return errDamaged
		}
		w.ctuSlice[w.here] = int32(index)
		x, y := w.here%w.sps.ctbWidth, w.here/w.sps.ctbWidth
		if x == 0 || first {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		w.begin(x, y, ts, first)
		err := w.ctu(x, y)
		if err != nil || w.cabac.ended() {
			w.ctuSlice[w.here] = ctuLost
			return errDamaged
		}
		w.done++
		if w.pps.entropySync && w.secondInRow(x) {
			w.syncModels = w.models
		}
		end := w.cabac.terminate()
		ts++
		if end {
			break
		}
		if ts < len(w.grid.raster) && w.newPart(ts) {
			if !w.cabac.terminate() { // end_of_subset_one_bit
				return errDamaged
			}
			w.cabac.start(w.cabac.next())
		}
	}
	w.endModels = w.models
	return nil
}

// tileColumn returns where the tile of a CTB begins, in CTBs.
func (w *walker) tileColumn(x, y int) int {
	return int(w.grid.columns[int(w.grid.tile[y*w.sps.ctbWidth+x])%len(w.grid.columns)])
}

// firstInRow says whether a CTB is the first of a row of its tile.
func (w *walker) firstInRow(x, y int) bool { return x == w.tileColumn(x, y) }

// secondInRow says whether the CTB is where the next row takes over the models.
func (w *walker) secondInRow(x int) bool {
	return x == w.tileColumn(x, w.here/w.sps.ctbWidth)+1
}

// newPart says whether the CTB at a tile scan address begins with the arithmetic
// decoder started anew.
func (w *walker) newPart(ts int) bool {
	rs := int(w.grid.raster[ts])
	if w.grid.tile[rs] != w.grid.tile[w.grid.raster[ts-1]] {
		return true
	}
	return w.pps.entropySync && w.firstInRow(rs%w.sps.ctbWidth, rs/w.sps.ctbWidth)
}

// begin sets the models and the QP predictor for a CTB (9.3.1, 8.6.1), and which
// of its edges are filtered.
func (w *walker) begin(x, y, ts int, first bool) {
	newTile := ts == 0 || w.grid.tile[w.here] != w.grid.tile[w.grid.raster[ts-1]]
	newRow := w.pps.entropySync && w.firstInRow(x, y)
	switch {
	case newTile:
		w.models.init(w.slice.qp)
	case newRow:
		size := 1 << w.sps.log2Ctb
		if w.available(x*size, y*size, (x+1)*size, (y-1)*size) {
			w.models = w.syncModels
		} else {
			w.models.init(w.slice.qp)
		}
	case first && w.slice.dependent:
		w.models = w.endModels
	case first:
		w.models.init(w.slice.qp)
	}
	if newTile || newRow || first && !w.slice.dependent {
		w.qpLast = w.slice.qp
	}
	if first {
		w.chromaOff = [3]int{}
	}
	w.filterLeft = x > 0 && w.filtersTo(w.here-1)
	w.filterTop = y > 0 && w.filtersTo(w.here-w.sps.ctbWidth)
}

// filtersTo says whether the deblocking filter works on the edge to the CTB at
// left or above (8.7.2.3, filterEdgeFlag).
func (w *walker) filtersTo(there int) bool {
	if w.slice.deblockOff {
		return false
	}
	if w.ctuSlice[there] < 0 { // lost, and so will be what is next to it
		return false
	}
	if !w.slice.across && w.sliceOf(there).sliceAddress != w.slice.sliceAddress {
		return false
	}
	return w.pps.acrossTiles || w.grid.tile[there] == w.grid.tile[w.here]
}

// ctu decodes a coding tree unit (7.3.8.2).
func (w *walker) ctu(x, y int) error {
	if w.slice.saoLuma || w.slice.saoChroma {
		w.saoSyntax(x, y)
	}
	return w.quadtree(x<<w.sps.log2Ctb, y<<w.sps.log2Ctb, w.sps.log2Ctb, 0)
}

// quadtree decodes coding_quadtree (7.3.8.4).
func (w *walker) quadtree(x, y, log2, depth int) error {
	size := 1 << log2
	split := log2 > w.sps.log2MinCb
	if split && x+size <= w.sps.width && y+size <= w.sps.height {
		split = w.cabac.bin(&w.ctx[ctxSplitCU+w.splitContext(x, y, depth)]) == 1
	}
	if log2 >= w.sps.log2Ctb-w.pps.qpDeltaDepth {
		w.startGroup(x, y)
	}
	if w.slice.chromaQPLists && log2 >= w.sps.log2Ctb-w.pps.chromaQPDepth {
		w.offCoded = false
	}
	if !split {
		return w.codingUnit(x, y, log2, depth)
	}
	half := size / 2
	for i := range 4 {
		u, v := x+i&1*half, y+i>>1*half
		if u < w.sps.width && v < w.sps.height {
			if err := w.quadtree(u, v, log2-1, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// splitContext counts the neighbours that are split further (9.3.4.2.2).
func (w *walker) splitContext(x, y, depth int) int {
	n := 0
	unit := w.sps.log2MinCb
	if w.available(x, y, x-1, y) && int(w.depth[y>>unit*w.cbWidth+(x-1)>>unit]) > depth {
		n++
	}
	if w.available(x, y, x, y-1) && int(w.depth[(y-1)>>unit*w.cbWidth+x>>unit]) > depth {
		n++
	}
	return n
}

// startGroup begins a quantization group, and predicts its QP from those to the
// left, above and before (8.6.1).
func (w *walker) startGroup(x, y int) {
	w.qpCoded, w.qpDelta = false, 0
	left, top := w.qpLast, w.qpLast
	mask, unit := 1<<w.sps.log2Ctb-1, w.sps.log2MinCb
	if x&mask != 0 {
		left = int(w.qp[y>>unit*w.cbWidth+(x-1)>>unit])
	}
	if y&mask != 0 {
		top = int(w.qp[(y-1)>>unit*w.cbWidth+x>>unit])
	}
	w.qpPred = (left + top + 1) >> 1
}

// groupQP returns QpY of the group (8.6.1).
func (w *walker) groupQP() int {
	offset := 6 * (w.sps.depth[0] - 8)
	return (w.qpPred+w.qpDelta+52+2*offset)%(52+offset) - offset
}
