package hevc

// Intra prediction modes (Table 8-1).
const (
	modePlanar     = 0
	modeDC         = 1
	modeHorizontal = 10
	modeVertical   = 26
	modeLast       = 34
)

// codingUnit decodes coding_unit (7.3.8.5).
func (w *walker) codingUnit(x, y, log2, depth int) error {
	cu := &w.cu
	*cu = codingUnit{x: x, y: y, log2: log2, qp: w.groupQP()}
	if w.pps.transquantBypass {
		cu.verbatim = w.cabac.bin(&w.ctx[ctxBypass]) == 1
	}
	if log2 == w.sps.log2MinCb {
		cu.split = w.cabac.bin(&w.ctx[ctxPartMode]) == 0
	}
	pcm := w.sps.pcm && !cu.split && log2 >= w.sps.log2MinPcm && log2 <= w.sps.log2MaxPcm && w.cabac.terminate()
	unit := w.sps.log2MinCb
	fillBlock(w.depth, w.cbWidth, unit, x, y, log2, uint8(depth))
	if cu.verbatim || pcm && w.sps.pcmNoFilter {
		fillBlock(w.verbatim, w.cbWidth, unit, x, y, log2, true)
		w.anyVerb = true
	}
	var err error
	if pcm {
		fillBlock(w.modes, w.unitWidth, 2, x, y, log2, modeDC)
		w.markEdges(x, y, log2)
		err = w.pcmSamples(x, y, log2)
	} else {
		w.predictionModes()
		cu.maxDepth = w.sps.maxDepthIntra
		if cu.split {
			cu.maxDepth++
		}
		err = w.transformTree(tree{x: x, y: y, baseX: x, baseY: y, log2: log2, cbf: [3]uint8{0, 3, 3}})
	}
	fillBlock(w.qp, w.cbWidth, unit, x, y, log2, int8(cu.qp))
	w.qpLast = cu.qp
	return err
}

// predictionModes decodes the intra prediction modes of a coding unit.
func (w *walker) predictionModes() {
	cu := &w.cu
	parts, log2 := 1, cu.log2
	if cu.split {
		parts, log2 = 4, log2-1
	}
	var prev [4]bool
	for i := range parts {
		prev[i] = w.cabac.bin(&w.ctx[ctxPrevIntra]) == 1
	}
	for i := range parts {
		x, y := cu.x+i&1<<log2, cu.y+i>>1<<log2
		candidates := w.likelyModes(x, y)
		var mode int
		if prev[i] {
			n := 0 // mpm_idx
			for n < 2 && w.cabac.bypass() == 1 {
				n++
			}
			mode = candidates[n]
		} else {
			mode = otherMode(candidates, int(w.cabac.bypassBits(5)))
		}
		fillBlock(w.modes, w.unitWidth, 2, x, y, log2, uint8(mode))
	}
	switch {
	case w.sps.chroma == chroma400:
	case w.sps.chroma == chroma444:
		for i := range parts {
			w.chromaMode(i, int(w.modes[(cu.y+i>>1<<log2)>>2*w.unitWidth+(cu.x+i&1<<log2)>>2]))
		}
	default:
		w.chromaMode(0, int(w.modes[cu.y>>2*w.unitWidth+cu.x>>2]))
	}
}

// likelyModes derives the three candidates for the mode of the luma block at x,
// y from the blocks to its left and above (8.4.2).
func (w *walker) likelyModes(x, y int) [3]int {
	a, b := modeDC, modeDC
	if w.available(x, y, x-1, y) {
		a = int(w.modes[y>>2*w.unitWidth+(x-1)>>2])
	}
	if y&(1<<w.sps.log2Ctb-1) != 0 { // only within the CTB
		b = int(w.modes[(y-1)>>2*w.unitWidth+x>>2])
	}
	switch {
	case a == b && a < 2:
		return [3]int{modePlanar, modeDC, modeVertical}
	case a == b:
		return [3]int{a, 2 + (a+29)%32, 2 + (a-2+1)%32}
	case a != modePlanar && b != modePlanar:
		return [3]int{a, b, modePlanar}
	case a != modeDC && b != modeDC:
		return [3]int{a, b, modeDC}
	}
	return [3]int{a, b, modeVertical}
}

// otherMode returns the mode with a number among those that are no candidates.
func otherMode(c [3]int, mode int) int {
	if c[0] > c[1] {
		c[0], c[1] = c[1], c[0]
	}
	if c[0] > c[2] {
		c[0], c[2] = c[2], c[0]
	}
	if c[1] > c[2] {
		c[1], c[2] = c[2], c[1]
	}
	for _, v := range c {
		if mode >= v {
			mode++
		}
	}
	return mode
}

// modes422 are the modes of chroma blocks whose samples lie twice as far apart
// in a row as in a column, by the mode for square ones (Table 8-3).
var modes422 = [35]uint8{
	0, 1, 2, 2, 2, 2, 3, 5, 7, 8, 10, 12, 13, 15, 17, 18, 19, 20,
	21, 22, 23, 23, 24, 24, 25, 25, 26, 27, 27, 28, 28, 29, 29, 30, 31,
}

// chromaMode decodes intra_chroma_pred_mode of a part whose luma has a mode
// (8.4.3).
func (w *walker) chromaMode(part, luma int) {
	mode := luma
	if w.cabac.bin(&w.ctx[ctxIntraChroma]) == 0 {
		w.cu.derived[part] = true
	} else {
		mode = [4]int{modePlanar, modeVertical, modeHorizontal, modeDC}[w.cabac.bypassBits(2)]
		if mode == luma {
			mode = modeLast
		}
	}
	if w.sps.chroma == chroma422 {
		mode = int(modes422[mode])
	}
	w.cu.chromaMode[part] = mode
}

// pcmSamples reads the samples of a PCM block (7.3.8.7, 8.4.4.1).
func (w *walker) pcmSamples(x, y, log2 int) error {
	r := bitReader{data: w.cabac.data, pos: 8 * w.cabac.next()}
	for c := range w.sps.components() {
		px, py := x>>w.sps.subX[c], y>>w.sps.subY[c]
		wide, high := 1<<log2>>w.sps.subX[c], 1<<log2>>w.sps.subY[c]
		n := w.sps.pcmDepth[c]
		if wide*high*n > r.left() {
			return errDamaged
		}
		w.canvas.verbatim(c, px, py, wide, high, &r, n, w.sps.depth[c]-n)
	}
	w.cabac.start((r.pos + 7) / 8)
	return nil
}

// markEdges notes the left and the upper edge of a block of at least 8 × 8 luma
// samples for the deblocking filter.
func (w *walker) markEdges(x, y, log2 int) {
	if w.slice.deblockOff {
		return
	}
	mask, n := 1<<w.sps.log2Ctb-1, 1<<(log2-3)
	at := y>>3*w.edgeWidth + x>>3
	if x&mask != 0 || w.filterLeft {
		for i := range n {
			w.edges[at+i*w.edgeWidth] |= edgeLeft
		}
	}
	if y&mask != 0 || w.filterTop {
		row := w.edges[at : at+n]
		for i := range row {
			row[i] |= edgeTop
		}
	}
}
