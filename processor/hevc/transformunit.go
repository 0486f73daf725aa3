package hevc

// tree is a node of the residual quadtree.
type tree struct {
	x, y         int
	baseX, baseY int // of the parent
	log2, depth  int
	index        int // of the node in its parent
	part         int // of the coding unit, where that is split in four
	// cbf says for Cb and Cr whether the parent has any coefficients, then
	// whether the node has: bit 0, and bit 1 for the lower half in 4:2:2.
	cbf [3]uint8
}

// transformTree decodes transform_tree (7.3.8.8).
func (w *walker) transformTree(t tree) error {
	s, cu := w.sps, &w.cu
	split := t.log2 > s.log2MaxTb || cu.split && t.depth == 0
	if t.log2 <= s.log2MaxTb && t.log2 > s.log2MinTb && t.depth < cu.maxDepth && !split {
		split = w.cabac.bin(&w.ctx[ctxSplitTransform+5-t.log2]) == 1
	}
	if t.log2 > 2 && s.chroma != chroma400 || s.chroma == chroma444 {
		two := s.chroma == chroma422 && (!split || t.log2 == 3)
		for c := 1; c < 3; c++ {
			if t.cbf[c] == 0 {
				continue
			}
			ctx := &w.ctx[ctxCbfChroma+t.depth]
			t.cbf[c] = uint8(w.cabac.bin(ctx))
			if two {
				t.cbf[c] |= uint8(w.cabac.bin(ctx)) << 1
			}
		}
	} else if t.log2 > 2 || t.depth == 0 {
		t.cbf[1], t.cbf[2] = 0, 0
	}
	if !split {
		return w.transformUnit(t)
	}
	half := 1 << (t.log2 - 1)
	child := tree{baseX: t.x, baseY: t.y, log2: t.log2 - 1, depth: t.depth + 1, part: t.part, cbf: t.cbf}
	for i := range 4 {
		child.x, child.y, child.index = t.x+i&1*half, t.y+i>>1*half, i
		if cu.split && t.depth == 0 && s.chroma == chroma444 {
			child.part = i
		}
		if err := w.transformTree(child); err != nil {
			return err
		}
	}
	return nil
}

// transformUnit decodes transform_unit (7.3.8.10), and reconstructs its blocks.
func (w *walker) transformUnit(t tree) error {
	s, cu := w.sps, &w.cu
	depthContext := 0
	if t.depth == 0 {
		depthContext = 1
	}
	luma := w.cabac.bin(&w.ctx[ctxCbfLuma+depthContext]) == 1
	chroma := t.cbf[1]|t.cbf[2] != 0
	if luma || chroma {
		if err := w.quantization(chroma); err != nil {
			return err
		}
	}
	if t.log2 > 2 {
		w.markEdges(t.x, t.y, t.log2)
	} else if t.index == 0 {
		w.markEdges(t.x, t.y, 3)
	}
	b := block{x: t.x, y: t.y, log2: t.log2, mode: int(w.modes[t.y>>2*w.unitWidth+t.x>>2]), coded: luma}
	if err := w.reconstruct(b); err != nil {
		return err
	}
	if s.chroma == chroma400 {
		return nil
	}
	log2, x, y := t.log2-s.subX[1], t.x, t.y
	if t.log2 == 2 && s.chroma != chroma444 {
		if t.index != 3 { // the four blocks of luma have one of chroma
			return nil
		}
		log2, x, y = 2, t.baseX, t.baseY
	}
	cross := w.pps.crossComponent && luma && cu.derived[t.part]
	if cross {
		copy(w.lumaResid[:1<<(2*log2)], w.coef[:])
	}
	for c := 1; c < 3; c++ {
		b := block{c: c, x: x >> s.subX[c], y: y >> s.subY[c], log2: log2, mode: cu.chromaMode[t.part]}
		if cross {
			b.scale = w.resScale(c)
		}
		b.coded = t.cbf[c]&1 != 0
		if err := w.reconstruct(b); err != nil {
			return err
		}
		if s.chroma == chroma422 {
			b.y += 1 << log2
			b.coded = t.cbf[c]&2 != 0
			if err := w.reconstruct(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// block is a transform block of a component.
type block struct {
	c     int
	x, y  int // in samples of the component
	log2  int
	mode  int
	coded bool // it has coefficients
	scale int  // ResScaleVal, cross-component prediction from luma
}

// reconstruct predicts a block and adds its residual.
func (w *walker) reconstruct(b block) error {
	w.canvas.predict(&w.frame, b, w.around(b.c, b.x, b.y, b.log2), w.cu.verbatim)
	if b.coded {
		if err := w.residual(b); err != nil {
			return err
		}
	}
	if b.scale != 0 {
		if !b.coded {
			clear(w.coef[:1<<(2*b.log2)])
		}
		w.crossComponent(b)
	} else if !b.coded {
		return nil
	}
	w.canvas.add(b.c, b.x, b.y, b.log2, &w.coef)
	return nil
}

// quantization decodes the QP of a quantization group and the offsets for chroma
// where this transform unit is the first with coefficients (7.3.8.10, 7.3.8.14).
func (w *walker) quantization(chroma bool) error {
	if w.pps.qpDelta && !w.qpCoded {
		v := 0
		for v < 5 && w.cabac.bin(&w.ctx[ctxQPDelta+min(v, 1)]) == 1 {
			v++
		}
		if v == 5 {
			k := 0
			for w.cabac.bypass() == 1 {
				v += 1 << k
				if k++; k > 7 {
					return errDamaged
				}
			}
			v += int(w.cabac.bypassBits(k))
		}
		if v != 0 && w.cabac.bypass() == 1 {
			v = -v
		}
		offset := 6 * (w.sps.depth[0] - 8)
		if v < -(26+offset/2) || v > 25+offset/2 {
			return errDamaged
		}
		w.qpCoded, w.qpDelta = true, v
		w.cu.qp = w.groupQP()
	}
	if w.slice.chromaQPLists && chroma && !w.cu.verbatim && !w.offCoded {
		w.chromaOff = [3]int{}
		if w.cabac.bin(&w.ctx[ctxChromaQPFlag]) == 1 {
			i := 0
			for i < w.pps.chromaQPListLength-1 && w.cabac.bin(&w.ctx[ctxChromaQPIndex]) == 1 {
				i++
			}
			w.chromaOff = w.pps.chromaQPList[i]
		}
		w.offCoded = true
	}
	return nil
}

// resScale decodes cross_comp_pred (7.3.8.12).
func (w *walker) resScale(c int) int {
	n := 0
	for n < 4 && w.cabac.bin(&w.ctx[ctxResScaleAbs+4*(c-1)+n]) == 1 {
		n++
	}
	if n == 0 {
		return 0
	}
	scale := 1 << (n - 1)
	if w.cabac.bin(&w.ctx[ctxResScaleSign+c-1]) == 1 {
		return -scale
	}
	return scale
}

// crossComponent adds to the residual of a chroma block a share of luma's
// (7.3.8.12, 8.6.6).
func (w *walker) crossComponent(b block) {
	luma, chroma := w.sps.depth[0], w.sps.depth[b.c]
	for i, v := range w.lumaResid[:1<<(2*b.log2)] {
		w.coef[i] += int32(b.scale) * (v << chroma >> luma) >> 3
	}
}
