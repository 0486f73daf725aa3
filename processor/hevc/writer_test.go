package hevc

import "math/rand/v2"

// writer writes slices of random syntax elements, by the same state as the
// walker reads them.
type writer struct {
	walker
	c   *stream
	r   *rand.Rand
	out *binWriter
}

// write returns a stream of a picture.
func (c *stream) write(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 2))
	data, s, p := c.parameterSets(r)
	w := &writer{c: c, r: r}
	if err := w.reset(s, p); err != nil {
		panic(err)
	}
	for ts := 0; ts < len(w.grid.raster); {
		var payload []byte
		payload, ts = w.segment(ts)
		data = append(data, nal(nalIDRWithout, payload)...)
	}
	return data
}

func (w *writer) chance(p float64) bool { return w.r.Float64() < p }

// segment writes a slice segment that begins at a tile scan address.
func (w *writer) segment(ts int) (payload []byte, next int) {
	h := slice{first: ts == 0, address: int(w.grid.raster[ts])}
	h.dependent = ts > 0 && w.c.dependent && w.chance(.5)
	if h.dependent {
		address := h.address
		h = w.slices[len(w.slices)-1]
		h.first, h.dependent, h.address = false, true, address
	} else {
		h.sliceAddress = h.address
		h.qp = w.pps.initQP + w.r.IntN(5) - 2
		h.saoLuma, h.saoChroma = w.c.sao && w.chance(.8), w.c.sao && w.c.chroma > 0 && w.chance(.8)
		h.chromaQPLists = w.pps.chromaQPLists
		h.deblockOff = w.pps.deblockOff
		h.across = w.pps.acrossSlices
	}
	head := w.header(&h)
	w.slices = append(w.slices, h)
	w.slice = &w.slices[len(w.slices)-1]
	w.out = newBinWriter()
	var parts []int // where those after the first begin
	for first := true; ; first = false {
		w.here = int(w.grid.raster[ts])
		w.ctuSlice[w.here] = int32(len(w.slices) - 1)
		x, y := w.here%w.sps.ctbWidth, w.here/w.sps.ctbWidth
		w.begin(x, y, ts, first)
		w.ctu(x, y)
		if w.pps.entropySync && w.secondInRow(x) {
			w.syncModels = w.models
		}
		ts++
		end := ts == len(w.grid.raster) || w.mayEnd(ts) && w.chance(w.c.slices)
		w.out.terminate(end)
		if end {
			break
		}
		if w.newPart(ts) {
			w.out.terminate(true)
			parts = append(parts, len(w.out.data))
			w.out.restart()
		}
	}
	w.endModels = w.models
	if w.pps.entropySync || len(w.grid.columns)*len(w.grid.rows) > 1 {
		w.entryPoints(head, parts)
	}
	head.ue(2) // slice_segment_header_extension_length
	head.u(16, 0xabcd)
	return append(head.end(), w.out.data...), ts
}

// mayEnd says whether a slice segment may end before a CTB: in rows that begin
// anew, it may not go on into the next if it has begun in the middle of one; all
// of a tile is in one slice, or the other way about.
func (w *writer) mayEnd(ts int) bool {
	if len(w.grid.columns)*len(w.grid.rows) > 1 {
		return w.grid.tile[w.grid.raster[ts]] != w.grid.tile[w.grid.raster[ts-1]]
	}
	return !w.pps.entropySync || int(w.grid.raster[ts])%w.sps.ctbWidth == 0
}

func (w *writer) entryPoints(head *bitWriter, parts []int) {
	head.ue(len(parts))
	if len(parts) == 0 {
		return
	}
	head.ue(31)
	before := 0
	for _, at := range parts {
		n := len(escaped(nil, w.out.data[before:at]))
		head.u(32, uint32(n-1))
		before = at
	}
}

// header writes a slice segment header up to its entry points.
func (w *writer) header(h *slice) *bitWriter {
	b := &bitWriter{}
	b.flags(h.first, false)
	b.ue(0)
	if !h.first {
		if w.pps.dependentSlices {
			b.flag(h.dependent)
		}
		b.u(ceilLog2(len(w.grid.raster)), uint32(h.address))
	}
	if h.dependent {
		return b
	}
	b.ue(sliceI)
	if w.sps.sao {
		b.flag(h.saoLuma)
		if w.c.chroma > 0 {
			b.flag(h.saoChroma)
		}
	}
	b.se(h.qp - w.pps.initQP)
	h.chromaQP = w.pps.chromaQP
	offsets := [2]int{w.r.IntN(5) - 2, w.r.IntN(5) - 2}
	b.se(offsets[:]...)
	if w.pps.chromaQPLists {
		b.flag(h.chromaQPLists)
	}
	if w.pps.deblockOverride {
		override := w.chance(.5)
		if b.flag(override); override {
			h.deblockOff = w.chance(.3)
			if b.flag(h.deblockOff); !h.deblockOff {
				b.se(w.r.IntN(13)-6, w.r.IntN(13)-6)
			}
		}
	}
	if w.pps.acrossSlices && (h.saoLuma || h.saoChroma || !h.deblockOff) {
		h.across = !w.c.mixed || w.chance(.5)
		b.flag(h.across)
	}
	return b
}

func (w *writer) ctu(x, y int) {
	if w.slice.saoLuma || w.slice.saoChroma {
		w.saoSyntax(x, y)
	}
	w.quadtree(x<<w.sps.log2Ctb, y<<w.sps.log2Ctb, w.sps.log2Ctb, 0)
}

func (w *writer) saoSyntax(x, y int) {
	merge := func(there int) bool {
		if w.grid.tile[there] != w.grid.tile[w.here] {
			return false
		}
		v := w.chance(.2)
		w.out.bin(&w.ctx[ctxSAOMerge], v)
		return v
	}
	if x > 0 && w.here > w.slice.sliceAddress && merge(w.here-1) ||
		y > 0 && w.here-w.sps.ctbWidth >= w.slice.sliceAddress && merge(w.here-w.sps.ctbWidth) {
		return
	}
	kind := 0
	for c := range w.sps.components() {
		if c == 0 && !w.slice.saoLuma || c > 0 && !w.slice.saoChroma {
			continue
		}
		if c < 2 {
			kind = w.r.IntN(3)
			w.out.bin(&w.ctx[ctxSAOType], kind > 0)
			if kind > 0 {
				w.out.bypass(kind == saoEdge)
			}
		}
		if kind == saoNone {
			continue
		}
		most := 1<<(min(w.sps.depth[c], 10)-5) - 1
		var o [4]int
		for i := range o {
			o[i] = w.r.IntN(most + 1)
			for range o[i] {
				w.out.bypass(true)
			}
			if o[i] < most {
				w.out.bypass(false)
			}
		}
		if kind == saoBand {
			for _, v := range o {
				if v != 0 {
					w.out.bypass(w.chance(.5))
				}
			}
			w.out.bypassBits(5, uint32(w.r.IntN(32)))
		} else if c < 2 {
			w.out.bypassBits(2, uint32(w.r.IntN(4)))
		}
	}
}

func (w *writer) quadtree(x, y, log2, depth int) {
	size := 1 << log2
	split := log2 > w.sps.log2MinCb
	if split && x+size <= w.sps.width && y+size <= w.sps.height {
		split = w.chance(.6)
		w.out.bin(&w.ctx[ctxSplitCU+w.splitContext(x, y, depth)], split)
	}
	if log2 >= w.sps.log2Ctb-w.pps.qpDeltaDepth {
		w.qpCoded = false
	}
	if w.slice.chromaQPLists && log2 >= w.sps.log2Ctb-w.pps.chromaQPDepth {
		w.offCoded = false
	}
	if !split {
		w.codingUnit(x, y, log2, depth)
		return
	}
	for i := range 4 {
		u, v := x+i&1*size/2, y+i>>1*size/2
		if u < w.sps.width && v < w.sps.height {
			w.quadtree(u, v, log2-1, depth+1)
		}
	}
}

func (w *writer) codingUnit(x, y, log2, depth int) {
	cu := &w.cu
	*cu = codingUnit{x: x, y: y, log2: log2}
	if w.pps.transquantBypass {
		cu.verbatim = w.chance(.3)
		w.out.bin(&w.ctx[ctxBypass], cu.verbatim)
	}
	if log2 == w.sps.log2MinCb {
		cu.split = w.chance(.5)
		w.out.bin(&w.ctx[ctxPartMode], !cu.split)
	}
	fillBlock(w.depth, w.cbWidth, w.sps.log2MinCb, x, y, log2, uint8(depth))
	if w.sps.pcm && !cu.split && log2 >= w.sps.log2MinPcm && log2 <= w.sps.log2MaxPcm {
		pcm := w.chance(.3)
		w.out.terminate(pcm)
		if pcm {
			fillBlock(w.modes, w.unitWidth, 2, x, y, log2, modeDC)
			w.samples(log2)
			return
		}
	}
	w.predictionModes()
	cu.maxDepth = w.sps.maxDepthIntra
	if cu.split {
		cu.maxDepth++
	}
	w.transformTree(tree{x: x, y: y, baseX: x, baseY: y, log2: log2, cbf: [3]uint8{0, 3, 3}})
}

func (w *writer) samples(log2 int) {
	level := w.r.IntN(200)
	for c := range w.sps.components() {
		n := w.sps.pcmDepth[c]
		for range 1 << (2*log2 - w.sps.subX[c] - w.sps.subY[c]) {
			v := (level + w.r.IntN(40)) << max(n-8, 0) >> max(8-n, 0)
			w.out.u(n, uint32(v))
		}
	}
	w.out.u((8-w.out.n&7)&7, 0)
	w.out.restart()
}

func (w *writer) predictionModes() {
	cu := &w.cu
	parts, log2 := 1, cu.log2
	if cu.split {
		parts, log2 = 4, log2-1
	}
	var prev [4]bool
	for i := range parts {
		prev[i] = w.chance(.4)
		w.out.bin(&w.ctx[ctxPrevIntra], prev[i])
	}
	for i := range parts {
		x, y := cu.x+i&1<<log2, cu.y+i>>1<<log2
		candidates := w.likelyModes(x, y)
		n := w.r.IntN(32)
		mode := otherMode(candidates, n)
		if prev[i] {
			n %= 3
			mode = candidates[n]
			for range n {
				w.out.bypass(true)
			}
			if n < 2 {
				w.out.bypass(false)
			}
		} else {
			w.out.bypassBits(5, uint32(n))
		}
		fillBlock(w.modes, w.unitWidth, 2, x, y, log2, uint8(mode))
	}
	if w.sps.chroma == chroma400 {
		return
	}
	if w.sps.chroma != chroma444 {
		parts = 1
	}
	for i := range parts {
		luma := int(w.modes[(cu.y+i>>1<<log2)>>2*w.unitWidth+(cu.x+i&1<<log2)>>2])
		mode := luma
		cu.derived[i] = w.chance(.5)
		w.out.bin(&w.ctx[ctxIntraChroma], !cu.derived[i])
		if !cu.derived[i] {
			n := w.r.IntN(4)
			w.out.bypassBits(2, uint32(n))
			if mode = [4]int{modePlanar, modeVertical, modeHorizontal, modeDC}[n]; mode == luma {
				mode = modeLast
			}
		}
		if w.sps.chroma == chroma422 {
			mode = int(modes422[mode])
		}
		cu.chromaMode[i] = mode
	}
}
