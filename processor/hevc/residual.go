package hevc

// residual decodes residual_coding (7.3.8.11) of a block, and makes w.coef the
// block's residual, row by row (8.6.2).
func (w *walker) residual(b block) error {
	s, p := w.sps, w.pps
	side := 1 << b.log2
	skip := p.transformSkip && !w.cu.verbatim && b.log2 <= p.log2MaxSkip &&
		w.cabac.bin(&w.ctx[ctxTransformSkip+min(b.c, 1)]) == 1

	r := levels{block: b, raw: skip || w.cu.verbatim}
	r.scan = scanDiagonal
	if b.log2 == 2 || b.log2 == 3 && (b.c == 0 || s.chroma == chroma444) {
		switch {
		case b.mode >= 6 && b.mode <= 14:
			r.scan = scanVertical
		case b.mode >= 22 && b.mode <= 30:
			r.scan = scanHorizontal
		}
	}
	straight := s.implicitRDPCM && r.raw && (b.mode == modeHorizontal || b.mode == modeVertical)
	r.hideSign = p.signHiding && !w.cu.verbatim && !(straight && skip)
	r.scaler = w.scaler(b, skip)

	clear(w.coef[:side*side])
	if err := w.levels(&r); err != nil {
		return err
	}
	switch {
	case !r.raw && r.first && (b.c > 0 || b.log2 > 2):
		flat(w.coef[:side*side], 20-s.depth[b.c])
		return nil
	case !r.raw:
		w.transforms.inverse(&w.coef, b.log2, r.maxX, r.maxY, 20-s.depth[b.c], b.c == 0)
		return nil
	}
	if s.rotate && b.log2 == 2 {
		for i := range 8 {
			w.coef[i], w.coef[15-i] = w.coef[15-i], w.coef[i]
		}
	}
	if skip {
		skipTransform(w.coef[:side*side], 15-s.depth[b.c]-b.log2)
	}
	if straight {
		accumulate(w.coef[:side*side], side, b.mode == modeVertical)
	}
	return nil
}

// skipTransform scales the coefficients of a block without transform (8.6.4.2
// and bdShift of 8.6.2, in one).
func skipTransform(coef []int32, shift int) {
	if shift <= 0 {
		for i := range coef {
			coef[i] <<= -shift
		}
		return
	}
	for i, v := range coef {
		coef[i] = (v + 1<<(shift-1)) >> shift
	}
}

// accumulate makes differences between neighbours values (8.6.5, 8.6.7: RDPCM).
func accumulate(coef []int32, side int, down bool) {
	if down {
		for i := side; i < len(coef); i++ {
			coef[i] += coef[i-side]
		}
		return
	}
	for i := range coef {
		if i&(side-1) != 0 {
			coef[i] += coef[i-1]
		}
	}
}

// scaler is how coefficient levels are scaled (8.6.4.2).
type scaler struct {
	none   bool // they are samples already
	factor int64
	matrix []uint8 // nil for the flat one
	add    int64
	shift  int
}

var levelScale = [6]int64{40, 45, 51, 57, 64, 72}

// scaler returns that of a block.
func (w *walker) scaler(b block, skip bool) scaler {
	if w.cu.verbatim {
		return scaler{none: true}
	}
	qp := w.blockQP(b.c)
	k := scaler{factor: levelScale[qp%6] << (qp / 6), shift: w.sps.depth[b.c] + b.log2 - 5}
	k.add = 1 << (k.shift - 1)
	if w.sps.scalingEnabled && !(skip && b.log2 > 2) {
		lists := w.sps.scaling
		if w.pps.scaling != nil {
			lists = w.pps.scaling
		}
		k.matrix = lists[b.log2-2][b.c]
	} else {
		k.factor *= 16
	}
	return k
}

// blockQP returns qP of a component's blocks, 0 and up (8.6.1, 8.6.2).
func (w *walker) blockQP(c int) int {
	offset := 6 * (w.sps.depth[c] - 8)
	if c == 0 {
		return w.cu.qp + offset
	}
	qp := min(max(w.cu.qp+w.slice.chromaQP[c]+w.chromaOff[c], -offset), 57)
	return chromaQP(qp, w.sps.chroma) + offset
}

// chromaQP returns QpC of qPi (Table 8-10).
func chromaQP(qp, chroma int) int {
	if chroma != chroma420 {
		return min(qp, 51)
	}
	switch {
	case qp < 30:
		return qp
	case qp >= 43:
		return qp - 6
	}
	return [13]int{29, 30, 31, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37}[qp-30]
}

// scaled returns the coefficient at an index of the block, of a level.
func (k *scaler) scaled(level int64, i int) int32 {
	if k.none {
		return int32(level)
	}
	f := k.factor
	if k.matrix != nil {
		f *= int64(k.matrix[i])
	}
	return int32(min(max((level*f+k.add)>>k.shift, -1<<15), 1<<15-1))
}
