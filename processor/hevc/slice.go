package hevc

// slice is a slice segment header (7.3.6.1): what of it intra pictures need.
type slice struct {
	first         bool // first_slice_segment_in_pic_flag
	dependent     bool
	address       int // of its first CTB, in raster scan
	sliceAddress  int // of the first CTB of the slice it belongs to
	saoLuma       bool
	saoChroma     bool
	qp            int // SliceQpY
	chromaQP      [3]int
	chromaQPLists bool // cu_chroma_qp_offset_enabled_flag
	deblockOff    bool
	betaOffset    int // as coded, that is, half
	tcOffset      int
	across        bool // slice_loop_filter_across_slices_enabled_flag
}

const sliceI = 2 // slice_type (Table 7-7)

// sliceParser reads slice headers.
type sliceParser struct {
	sps *[16]*sps
	pps *[64]*pps
}

// parse reads the header of a unit's slice segment from its payload. before is
// the header of the segment before it, of which a dependent one takes over all
// but its place. It returns the header, its picture parameter set and the offset of the
// slice data in the payload.
func (in sliceParser) parse(u unit, payload []byte, before *slice) (h slice, p *pps, data int, err error) {
	r := &bitReader{data: payload}
	first := r.flag()
	if u.kind >= nalFirstIRAP && u.kind <= nalLastIRAP {
		r.skip(1) // no_output_of_prior_pics_flag
	}
	id := r.ueMost(63)
	if p = in.pps[id]; p == nil || in.sps[p.spsID] == nil {
		return h, nil, 0, malformed("a slice whose parameter sets are missing")
	}
	s := in.sps[p.spsID]
	dependent, address := false, 0
	if !first {
		dependent = p.dependentSlices && r.flag()
		address = int(r.u(ceilLog2(s.ctbWidth * s.ctbHeight)))
	}
	if dependent {
		if before == nil {
			return h, nil, 0, malformed("a dependent slice segment without a slice before it")
		}
		h = *before
	}
	h.first, h.dependent, h.address = first, dependent, address
	if !dependent {
		h.sliceAddress = address
		if err := h.own(r, u, s, p); err != nil {
			return h, nil, 0, err
		}
	}
	if p.nColumns*p.nRows > 1 || p.entropySync {
		if n := r.ueMost(s.ctbWidth * s.ctbHeight); n > 0 {
			// Where the parts of the data begin. They follow one another, so that
			// a reader that takes one after the other knows it already.
			bits := 1 + r.ueMost(31)
			r.skip(n * bits)
		}
	}
	if p.headerExtension {
		r.skip(8 * r.ueMost(256))
	}
	r.skip(1) // alignment_bit_equal_to_one
	if r.over || address >= s.ctbWidth*s.ctbHeight {
		return h, nil, 0, malformed("a slice header is cut short or has values out of range")
	}
	return h, p, (r.pos + 7) / 8, nil
}

// own reads what dependent slice segments do not have.
func (h *slice) own(r *bitReader, u unit, s *sps, p *pps) error {
	r.skip(p.extraBits)
	if r.ue() != sliceI && !r.over {
		return unsupported("inter prediction")
	}
	if p.outputFlag {
		r.skip(1)
	}
	if u.kind != nalIDRWithRADL && u.kind != nalIDRWithout {
		s.references(r)
	}
	if s.sao {
		h.saoLuma = r.flag()
		if s.chroma != chroma400 {
			h.saoChroma = r.flag()
		}
	}
	h.qp = p.initQP + r.seWithin(-128, 128)
	if h.qp < -6*(s.depth[0]-8) || h.qp > 51 {
		r.over = true
		h.qp = 0
	}
	h.chromaQP = p.chromaQP
	if p.sliceChromaQP {
		h.chromaQP[1] += r.seWithin(-12, 12)
		h.chromaQP[2] += r.seWithin(-12, 12)
	}
	if p.chromaQPLists {
		h.chromaQPLists = r.flag()
	}
	override := p.deblockOverride && r.flag()
	h.deblockOff, h.betaOffset, h.tcOffset = p.deblockOff, p.betaOffset, p.tcOffset
	if override {
		if h.deblockOff = r.flag(); !h.deblockOff {
			h.betaOffset = r.seWithin(-6, 6)
			h.tcOffset = r.seWithin(-6, 6)
		}
	}
	h.across = p.acrossSlices
	if p.acrossSlices && (h.saoLuma || h.saoChroma || !h.deblockOff) {
		h.across = r.flag()
	}
	return nil
}

// references steps over what the slice header says of reference pictures.
func (s *sps) references(r *bitReader) {
	r.skip(s.log2MaxPoc)
	if inHeader := !r.flag(); inHeader {
		parseRefSet(r, s.refSets, true)
	} else if n := len(s.refSets); n > 1 {
		r.skip(ceilLog2(n))
	}
	if s.longTerm {
		inSPS := 0
		if s.longTermRefs > 0 {
			inSPS = r.ueMost(s.longTermRefs)
		}
		n := inSPS + r.ueMost(33)
		for i := range n {
			if i < inSPS {
				r.skip(ceilLog2(s.longTermRefs))
			} else {
				r.skip(s.log2MaxPoc + 1)
			}
			if r.flag() {
				r.ue()
			}
		}
	}
	if s.temporalMVP {
		r.skip(1)
	}
}
