package hevc

func (w *writer) transformTree(t tree) {
	s, cu := w.sps, &w.cu
	split := t.log2 > s.log2MaxTb || cu.split && t.depth == 0
	if t.log2 <= s.log2MaxTb && t.log2 > s.log2MinTb && t.depth < cu.maxDepth && !split {
		split = w.chance(.5)
		w.out.bin(&w.ctx[ctxSplitTransform+5-t.log2], split)
	}
	if t.log2 > 2 && s.chroma != chroma400 || s.chroma == chroma444 {
		for c := 1; c < 3; c++ {
			if t.cbf[c] == 0 {
				continue
			}
			t.cbf[c] = 0
			for i := range 1 + w.both(split, t.log2) {
				v := w.chance(w.c.busy)
				w.out.bin(&w.ctx[ctxCbfChroma+t.depth], v)
				if v {
					t.cbf[c] |= 1 << i
				}
			}
		}
	} else if s.chroma == chroma400 {
		t.cbf = [3]uint8{}
	}
	if !split {
		w.transformUnit(t)
		return
	}
	for i := range 4 {
		child := tree{
			x: t.x + i&1<<(t.log2-1), y: t.y + i>>1<<(t.log2-1), baseX: t.x, baseY: t.y,
			log2: t.log2 - 1, depth: t.depth + 1, index: i, part: t.part, cbf: t.cbf,
		}
		if cu.split && t.depth == 0 && s.chroma == chroma444 {
			child.part = i
		}
		w.transformTree(child)
	}
}

// both is 1 where a chroma block is two, one above the other.
func (w *writer) both(split bool, log2 int) int {
	if w.sps.chroma == chroma422 && (!split || log2 == 3) {
		return 1
	}
	return 0
}

func (w *writer) transformUnit(t tree) {
	s, cu := w.sps, &w.cu
	luma := w.chance(w.c.busy)
	ctx := ctxCbfLuma
	if t.depth == 0 {
		ctx++
	}
	w.out.bin(&w.ctx[ctx], luma)
	chroma := t.cbf[1]|t.cbf[2] != 0
	if luma || chroma {
		w.quantization(chroma)
	}
	if luma {
		w.residual(block{log2: t.log2, mode: int(w.modes[t.y>>2*w.unitWidth+t.x>>2])})
	}
	if s.chroma == chroma400 {
		return
	}
	log2 := t.log2 - s.subX[1]
	if t.log2 == 2 && s.chroma != chroma444 {
		if t.index != 3 {
			return
		}
		log2 = 2
	}
	for c := 1; c < 3; c++ {
		if w.pps.crossComponent && luma && cu.derived[t.part] {
			n := w.r.IntN(5)
			for i := range n {
				w.out.bin(&w.ctx[ctxResScaleAbs+4*(c-1)+i], true)
			}
			if n < 4 {
				w.out.bin(&w.ctx[ctxResScaleAbs+4*(c-1)+n], false)
			}
			if n > 0 {
				w.out.bin(&w.ctx[ctxResScaleSign+c-1], w.chance(.5))
			}
		}
		for i := range 2 {
			if t.cbf[c]>>i&1 == 1 {
				w.residual(block{c: c, log2: log2, mode: cu.chromaMode[t.part]})
			}
		}
	}
}

func (w *writer) quantization(chroma bool) {
	if w.pps.qpDelta && !w.qpCoded {
		w.qpCoded = true
		v := w.r.IntN(17) - 8
		n := max(v, -v)
		for i := range min(n, 5) {
			w.out.bin(&w.ctx[ctxQPDelta+min(i, 1)], true)
		}
		if n < 5 {
			w.out.bin(&w.ctx[ctxQPDelta+min(n, 1)], false)
		} else {
			w.exponential(n - 5)
		}
		if n > 0 {
			w.out.bypass(v < 0)
		}
	}
	if w.slice.chromaQPLists && chroma && !w.cu.verbatim && !w.offCoded {
		w.offCoded = true
		on := w.chance(.7)
		w.out.bin(&w.ctx[ctxChromaQPFlag], on)
		if most := w.pps.chromaQPListLength - 1; on && most > 0 {
			n := w.r.IntN(most + 1)
			for range n {
				w.out.bin(&w.ctx[ctxChromaQPIndex], true)
			}
			if n < most {
				w.out.bin(&w.ctx[ctxChromaQPIndex], false)
			}
		}
	}
}

// exponential writes a value as an Exp-Golomb code of order 0 (9.3.3.5).
func (w *writer) exponential(v int) {
	k := 0
	for v >= 1<<k {
		w.out.bypass(true)
		v -= 1 << k
		k++
	}
	w.out.bypass(false)
	w.out.bypassBits(k, uint32(v))
}

// residual writes residual_coding of random levels.
func (w *writer) residual(b block) {
	s, p := w.sps, w.pps
	skip := false
	if p.transformSkip && !w.cu.verbatim && b.log2 <= p.log2MaxSkip {
		skip = w.chance(.5)
		w.out.bin(&w.ctx[ctxTransformSkip+min(b.c, 1)], skip)
	}
	r := levels{block: b, raw: skip || w.cu.verbatim}
	if b.log2 == 2 || b.log2 == 3 && (b.c == 0 || s.chroma == chroma444) {
		if b.mode >= 6 && b.mode <= 14 {
			r.scan = scanVertical
		} else if b.mode >= 22 && b.mode <= 30 {
			r.scan = scanHorizontal
		}
	}
	straight := s.implicitRDPCM && r.raw && (b.mode == modeHorizontal || b.mode == modeVertical)
	r.hideSign = p.signHiding && !w.cu.verbatim && !(straight && skip)

	// The last coefficient is nearer to the first than chance would have it.
	blocks, inner := subBlocks[b.log2-2][r.scan], subBlocks[2][r.scan]
	i := min(w.r.IntN(1<<(2*b.log2-4)), w.r.IntN(1<<(2*b.log2-4)))
	at := w.r.IntN(16)
	x, y := int(blocks[i].x<<2|inner[at].x), int(blocks[i].y<<2|inner[at].y)
	if r.scan == scanVertical {
		x, y = y, x
	}
	px, py := w.prefix(ctxLastX, x, &r), w.prefix(ctxLastY, y, &r)
	w.suffix(x, px)
	w.suffix(y, py)

	var coded [9]uint16
	g1, first := 1, true
	for last := i; i >= 0; i-- {
		sx, sy := int(blocks[i].x), int(blocks[i].y)
		right, below := int(coded[sy]>>(sx+1)&1), int(coded[sy+1]>>sx&1)
		here := true
		if i != last && i != 0 {
			here = w.chance(w.c.busy)
			ctx := ctxSubBlock + min(right+below, 1) + 2*min(b.c, 1)
			w.out.bin(&w.ctx[ctx], here)
		}
		if !here {
			continue
		}
		coded[sy] |= 1 << sx
		from := 16
		var places []int
		if i == last {
			from, places = at, []int{at}
		}
		for n := from - 1; n >= 0; n-- {
			if n == 0 && len(places) == 0 && i != last && i > 0 {
				places = append(places, 0)
				break
			}
			v := w.chance(w.c.busy)
			w.out.bin(&w.ctx[w.sigContext(&r, i, inner[n], right|below<<1)], v)
			if v {
				places = append(places, n)
			}
		}
		if len(places) > 0 {
			set := 0
			if i > 0 && b.c == 0 {
				set = 2
			}
			if !first && g1 == 0 {
				set++
			}
			first = false
			g1 = w.magnitudes(&r, places, set)
		}
	}
}

func (w *writer) prefix(base, v int, r *levels) int {
	n := v
	if v > 3 {
		n = 4
		for v >= (2+(n+1)&1)<<((n+1)>>1-1) && n+1 < 10 {
			n++
		}
	}
	offset, shift := 15, r.log2-2
	if r.c == 0 {
		offset, shift = 3*(r.log2-2)+(r.log2-1)>>2, (r.log2+1)>>2
	}
	for i := range n {
		w.out.bin(&w.ctx[base+offset+i>>shift], true)
	}
	if n < 2*r.log2-1 {
		w.out.bin(&w.ctx[base+offset+n>>shift], false)
	}
	return n
}

func (w *writer) suffix(v, prefix int) {
	if prefix > 3 {
		n := prefix>>1 - 1
		w.out.bypassBits(n, uint32(v-(2+prefix&1)<<n))
	}
}

// sigContext is the context of sig_coeff_flag, written down as in 9.3.4.2.5.
func (w *writer) sigContext(r *levels, number int, at position, csbf int) int {
	x, y := int(at.x), int(at.y)
	sig := 0
	switch {
	case w.sps.skipContext && r.raw:
		return ctxSig + 42 + min(r.c, 1)
	case r.log2 == 2:
		sig = int(sigContexts4[y<<2|x])
	case number == 0 && x+y == 0:
	default:
		switch csbf {
		case 0:
			sig = [7]int{2, 1, 1, 0, 0, 0, 0}[x+y]
		case 1:
			sig = [4]int{2, 1, 0, 0}[y]
		case 2:
			sig = [4]int{2, 1, 0, 0}[x]
		default:
			sig = 2
		}
		switch {
		case r.c > 0 && r.log2 == 3:
			sig += 9
		case r.c > 0:
			sig += 12
		default:
			if number > 0 {
				sig += 3
			}
			switch {
			case r.log2 > 3:
				sig += 21
			case r.scan == scanDiagonal:
				sig += 9
			default:
				sig += 15
			}
		}
	}
	if r.c > 0 {
		sig += 27
	}
	return ctxSig + sig
}

func (w *writer) magnitudes(r *levels, places []int, set int) int {
	chroma := min(r.c, 1)
	g1, large := 1, -1
	base := make([]int, len(places))
	for i := range base {
		base[i] = 1
		if i >= 8 {
			continue
		}
		v := w.chance(.5)
		w.out.bin(&w.ctx[ctxGreater1+16*chroma+4*set+g1], v)
		if v {
			base[i] = 2
			if large < 0 {
				large = i
			}
			g1 = 0
		} else if g1 > 0 {
			g1 = min(g1+1, 3)
		}
	}
	if large >= 0 {
		v := w.chance(.5)
		w.out.bin(&w.ctx[ctxGreater2+4*chroma+set], v)
		if v {
			base[large] = 3
		}
	}
	hidden := r.hideSign && places[0]-places[len(places)-1] > 3
	for i := range places {
		if !hidden || i < len(places)-1 {
			w.out.bypass(w.chance(.5))
		}
	}
	rice, kind, first := 0, 0, true
	if w.sps.persistentRice {
		kind = 2 - 2*chroma
		if r.raw {
			kind++
		}
		rice = int(w.rice[kind]) / 4
	}
	for i, b := range base {
		full := 2
		if i >= 8 {
			full = 1
		} else if i == large {
			full = 3
		}
		if b < full {
			continue
		}
		more := w.r.IntN(3)
		if w.chance(.1) {
			more = w.r.IntN(90)
		}
		w.escape(more, rice)
		if w.sps.persistentRice && first {
			w.adapt(kind, int32(more))
		}
		first = false
		if b+more > 3<<rice {
			rice++
			if !w.sps.persistentRice {
				rice = min(rice, 4)
			}
		}
	}
	return g1
}

func (w *writer) escape(v, rice int) {
	if v>>rice <= 3 {
		for range v >> rice {
			w.out.bypass(true)
		}
		w.out.bypass(false)
		w.out.bypassBits(rice, uint32(v&(1<<rice-1)))
		return
	}
	n := 4
	for v >= ((1<<(n-3)+3-1)<<rice)+1<<(n-3+rice) {
		n++
	}
	for range n {
		w.out.bypass(true)
	}
	w.out.bypass(false)
	w.out.bypassBits(n-3+rice, uint32(v-(1<<(n-3)+3-1)<<rice))
}
