package hevc

// pps is a picture parameter set (7.3.2.3).
type pps struct {
	id, spsID          int
	dependentSlices    bool
	outputFlag         bool // output_flag_present_flag
	extraBits          int  // num_extra_slice_header_bits
	signHiding         bool
	initQP             int // 26 + init_qp_minus26
	transformSkip      bool
	qpDelta            bool // cu_qp_delta_enabled_flag
	qpDeltaDepth       int  // diff_cu_qp_delta_depth
	chromaQP           [3]int
	sliceChromaQP      bool
	transquantBypass   bool
	entropySync        bool
	columns, rows      []int // of tiles: their widths and heights in CTBs; nil for even ones
	nColumns, nRows    int
	acrossTiles        bool // loop_filter_across_tiles_enabled_flag
	acrossSlices       bool
	deblockOverride    bool // deblocking_filter_override_enabled_flag
	deblockOff         bool
	betaOffset         int // as coded, that is, half
	tcOffset           int
	scaling            *scalingList // nil for the sequence's
	headerExtension    bool
	log2MaxSkip        int // Log2MaxTransformSkipSize
	crossComponent     bool
	chromaQPLists      bool
	chromaQPDepth      int // diff_cu_chroma_qp_offset_depth
	chromaQPList       [6][3]int
	chromaQPListLength int
	log2OffsetScale    [3]int
	screen             bool // it has an extension for screen content
	listsModification  bool
}

// parsePPS reads a picture parameter set, without the NAL unit's header. What
// depends on its sequence parameter set, which may come after it, is looked at
// when a picture uses both.
func parsePPS(body []byte) (*pps, error) {
	r := &bitReader{data: unescape(nil, body)}
	p := &pps{nColumns: 1, nRows: 1, acrossTiles: true, log2MaxSkip: 2}
	p.id = r.ueMost(63)
	p.spsID = r.ueMost(15)
	p.dependentSlices = r.flag()
	p.outputFlag = r.flag()
	p.extraBits = int(r.u(3))
	p.signHiding = r.flag()
	r.skip(1) // cabac_init_present_flag: for inter slices
	r.ueMost(14)
	r.ueMost(14)
	p.initQP = 26 + r.seWithin(-26-6*(16-8), 25)
	r.skip(1) // constrained_intra_pred_flag: all that an intra picture has is intra
	p.transformSkip = r.flag()
	if p.qpDelta = r.flag(); p.qpDelta {
		p.qpDeltaDepth = r.ueMost(3)
	}
	p.chromaQP[1] = r.seWithin(-12, 12)
	p.chromaQP[2] = r.seWithin(-12, 12)
	p.sliceChromaQP = r.flag()
	r.skip(2) // weighted_pred_flag, weighted_bipred_flag
	p.transquantBypass = r.flag()
	tiles := r.flag()
	p.entropySync = r.flag()
	if tiles {
		p.tiles(r)
	}
	p.acrossSlices = r.flag()
	if r.flag() { // deblocking_filter_control_present_flag
		p.deblockOverride = r.flag()
		if p.deblockOff = r.flag(); !p.deblockOff {
			p.betaOffset = r.seWithin(-6, 6)
			p.tcOffset = r.seWithin(-6, 6)
		}
	}
	if r.flag() { // pps_scaling_list_data_present_flag
		p.scaling = parseScaling(r)
	}
	p.listsModification = r.flag()
	r.ueMost(4) // log2_parallel_merge_level_minus2
	p.headerExtension = r.flag()
	p.extensions(r)
	if r.over {
		return nil, malformed("a picture parameter set is cut short or has values out of range")
	}
	return p, nil
}

func (p *pps) tiles(r *bitReader) {
	const most = 1 << 12
	p.nColumns, p.nRows = 1+r.ueMost(most), 1+r.ueMost(most)
	if uniform := r.flag(); !uniform {
		p.columns, p.rows = make([]int, p.nColumns), make([]int, p.nRows)
		for i := range p.nColumns - 1 {
			p.columns[i] = 1 + r.ueMost(most)
		}
		for i := range p.nRows - 1 {
			p.rows[i] = 1 + r.ueMost(most)
		}
	}
	p.acrossTiles = r.flag()
}

// extensions reads the extensions of a picture parameter set (7.3.2.3.2 on).
func (p *pps) extensions(r *bitReader) {
	if !r.flag() {
		return
	}
	rangeExt := r.flag()
	r.skip(2) // pps_multilayer_extension_flag, pps_3d_extension_flag
	screen := r.flag()
	r.skip(4)
	if rangeExt {
		if p.transformSkip {
			p.log2MaxSkip = 2 + r.ueMost(3)
		}
		p.crossComponent = r.flag()
		if p.chromaQPLists = r.flag(); p.chromaQPLists {
			p.chromaQPDepth = r.ueMost(3)
			p.chromaQPListLength = 1 + r.ueMost(5)
			for i := range p.chromaQPListLength {
				p.chromaQPList[i][1] = r.seWithin(-12, 12)
				p.chromaQPList[i][2] = r.seWithin(-12, 12)
			}
		}
		p.log2OffsetScale[0] = r.ueMost(maxBitDepth - 10)
		p.log2OffsetScale[1] = r.ueMost(maxBitDepth - 10)
		p.log2OffsetScale[2] = p.log2OffsetScale[1]
	}
	// What multilayer and 3D extensions say is of other layers than the base.
	p.screen = screen
}

// grid is how the CTBs of a picture lie in tiles (6.5.1): tileScan has the
// addresses in tile scan by those in raster scan, raster the other way about.
type grid struct {
	tileScan, raster []int32
	tile             []int32 // by address in raster scan
	columns, rows    []int32 // where each begins, in CTBs
}

// newGrid lays the tiles of p over a picture of s.
func newGrid(s *sps, p *pps) (*grid, error) {
	if p.nColumns > s.ctbWidth || p.nRows > s.ctbHeight {
		return nil, malformed("%d × %d tiles of %d × %d blocks", p.nColumns, p.nRows, s.ctbWidth, s.ctbHeight)
	}
	columns, ok := bounds(p.columns, p.nColumns, s.ctbWidth)
	rows, ok2 := bounds(p.rows, p.nRows, s.ctbHeight)
	if !ok || !ok2 {
		return nil, malformed("tiles that are larger than the picture")
	}
	n := s.ctbWidth * s.ctbHeight
	g := &grid{make([]int32, n), make([]int32, n), make([]int32, n), columns[:p.nColumns], rows[:p.nRows]}
	ts := int32(0)
	for j := range p.nRows {
		for i := range p.nColumns {
			for y := rows[j]; y < rows[j+1]; y++ {
				for x := columns[i]; x < columns[i+1]; x++ {
					rs := y*int32(s.ctbWidth) + x
					g.tileScan[rs], g.raster[ts] = ts, rs
					g.tile[rs] = int32(j*p.nColumns + i)
					ts++
				}
			}
		}
	}
	return g, nil
}

// bounds returns where each of n tiles begins, and where the last ends, by their
// sizes, of which the last follows from the others; nil stands for even ones.
func bounds(sizes []int, n, all int) ([]int32, bool) {
	b := make([]int32, n+1)
	for i := range n {
		size := (i+1)*all/n - i*all/n
		if sizes != nil {
			size = sizes[i]
			if i == n-1 {
				size = all - int(b[i])
			}
		}
		b[i+1] = b[i] + int32(size)
		if size <= 0 || int(b[i+1]) > all {
			return nil, false
		}
	}
	return b, true
}
