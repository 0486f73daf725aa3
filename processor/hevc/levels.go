package hevc

// levels is the decoding of a block's coefficient levels.
type levels struct {
	block
	raw      bool // transform_skip_flag or cu_transquant_bypass_flag
	scan     int
	hideSign bool // a sign may be hidden in the parity of a sum
	scaler   scaler

	// maxX and maxY bound where coefficients are that are not zero.
	maxX, maxY int
	first      bool // the first coefficient is the only one
}

// lastPrefix decodes last_sig_coeff_x_prefix or y (7.3.8.11, 9.3.4.2.3).
func (w *walker) lastPrefix(base int, r *levels) int {
	offset, shift := 15, r.log2-2
	if r.c == 0 {
		offset, shift = 3*(r.log2-2)+(r.log2-1)>>2, (r.log2+1)>>2
	}
	n, most := 0, 2*r.log2-1
	for n < most && w.cabac.bin(&w.ctx[base+offset+n>>shift]) == 1 {
		n++
	}
	return n
}

// lastSuffix returns the position that a prefix and its suffix stand for.
func (w *walker) lastSuffix(prefix int) int {
	if prefix < 4 {
		return prefix
	}
	bits := prefix>>1 - 1
	return (2+prefix&1)<<bits + int(w.cabac.bypassBits(bits))
}

// levels decodes the levels of a block into w.coef, scaled.
func (w *walker) levels(r *levels) error {
	lastX, lastY := w.lastPrefix(ctxLastX, r), w.lastPrefix(ctxLastY, r)
	lastX = w.lastSuffix(lastX)
	lastY = w.lastSuffix(lastY)
	if r.scan == scanVertical {
		lastX, lastY = lastY, lastX
	}
	r.first = lastX|lastY == 0
	blocks, inner := subBlocks[r.log2-2][r.scan], subBlocks[2][r.scan]
	i, at := 0, 0
	for int(blocks[i].x) != lastX>>2 || int(blocks[i].y) != lastY>>2 {
		i++
	}
	for int(inner[at].x) != lastX&3 || int(inner[at].y) != lastY&3 {
		at++
	}

	var coded [9]uint16 // sub-blocks with coefficients: a row each, a bit a column
	greater1 := 1       // greater1Ctx; 0 changes the context set of the next sub-block
	first := true
	for last := i; i >= 0; i-- {
		sx, sy := int(blocks[i].x), int(blocks[i].y)
		right, below := int(coded[sy]>>(sx+1)&1), int(coded[sy+1]>>sx&1)
		here := i == last || i == 0
		if !here {
			ctx := ctxSubBlock + min(right+below, 1)
			if r.c > 0 {
				ctx += 2
			}
			here = w.cabac.bin(&w.ctx[ctx]) == 1
		}
		if !here {
			continue
		}
		coded[sy] |= 1 << sx
		sub := subBlock{x: sx, y: sy, number: i, from: 16, inferDC: i > 0 && i < last}
		if i == last {
			sub.from = at
			sub.places[0], sub.n = uint8(at), 1
		}
		w.significant(r, &sub, inner, right|below<<1)
		if sub.n == 0 {
			continue
		}
		r.maxX, r.maxY = max(r.maxX, 4*sx+3), max(r.maxY, 4*sy+3)
		set := 0
		if i > 0 && r.c == 0 {
			set = 2
		}
		if !first && greater1 == 0 {
			set++
		}
		first = false
		var err error
		if greater1, err = w.magnitudes(r, &sub, inner, set); err != nil {
			return err
		}
	}
	return nil
}

// subBlock is one of 4 × 4 coefficients.
type subBlock struct {
	x, y    int
	number  int       // in the scan
	from    int       // place above the first that may have a coefficient
	places  [16]uint8 // in the scan, of the coefficients that are not zero, last first
	n       int
	inferDC bool // there is a coefficient, so that if it is nowhere else, it is the first
}

// significant decodes the flags sig_coeff_flag of a sub-block.
func (w *walker) significant(r *levels, sub *subBlock, inner *[64]position, around int) {
	c := &w.cabac
	base, offset := ctxSig, 0
	table := &sigContexts[around]
	if r.c > 0 {
		base += 27
	}
	single := w.sps.skipContext && r.raw
	switch {
	case single:
		base = ctxSig + 42 + min(r.c, 1)
	case r.log2 == 2:
		table = &sigContexts4
	case r.c == 0:
		offset = 21
		if r.log2 == 3 {
			offset = 9
			if r.scan != scanDiagonal {
				offset = 15
			}
		}
		if sub.number > 0 {
			offset += 3
		}
	case r.log2 == 3:
		offset = 9
	default:
		offset = 12
	}
	ctx := w.ctx[base+offset:]
	for n := sub.from - 1; n > 0; n-- {
		k := 0
		if !single {
			k = int(table[inner[n].y<<2|inner[n].x])
		}
		if c.bin(&ctx[k]) == 1 {
			sub.places[sub.n&15] = uint8(n)
			sub.n++
		}
	}
	if sub.from == 0 {
		return
	}
	if sub.inferDC && sub.n == 0 {
		sub.places[0], sub.n = 0, 1
		return
	}
	k := 0
	switch {
	case single:
	case sub.number == 0:
		ctx = w.ctx[base:]
	default:
		k = int(table[0])
	}
	if c.bin(&ctx[k]) == 1 {
		sub.places[sub.n&15] = 0
		sub.n++
	}
}

// magnitudes decodes how large the coefficients of a sub-block are, and their
// signs, and returns greater1Ctx.
func (w *walker) magnitudes(r *levels, sub *subBlock, inner *[64]position, set int) (int, error) {
	c := &w.cabac
	var level [16]int32
	g1 := 1
	ones := ctxGreater1 + 4*set
	twos := ctxGreater2 + set
	if r.c > 0 {
		ones += 16
		twos += 4
	}
	large := -1 // the first that is greater than 1
	flagged := min(sub.n, 8)
	for i := range flagged {
		level[i] = 1
		if c.bin(&w.ctx[ones+g1]) == 1 {
			level[i] = 2
			if large < 0 {
				large = i
			}
			g1 = 0
		} else if g1 > 0 && g1 < 3 {
			g1++
		}
	}
	for i := flagged; i < sub.n; i++ {
		level[i] = 1
	}
	if large >= 0 && c.bin(&w.ctx[twos]) == 1 {
		level[large] = 3
	}
	hidden := r.hideSign && sub.places[0]-sub.places[sub.n-1] > 3
	nSigns := sub.n
	if hidden {
		nSigns--
	}
	signs := c.bypassBits(nSigns) << (32 - nSigns)
	if err := w.remaining(r, &level, sub.n, large); err != nil {
		return 0, err
	}
	sum := int32(0)
	side := 1 << r.log2
	origin := sub.y*4*side + sub.x*4
	for i := range sub.n {
		v := level[i]
		sum += v
		if signs&(1<<31) != 0 {
			v = -v
		}
		signs <<= 1
		if hidden && i == sub.n-1 && sum&1 == 1 {
			v = -v
		}
		p := inner[sub.places[i]]
		at := origin + int(p.y)*side + int(p.x)
		w.coef[at] = r.scaler.scaled(int64(v), at)
	}
	return g1, nil
}

// remaining decodes coeff_abs_level_remaining of the coefficients whose flags
// have not said it all (9.3.3.11).
func (w *walker) remaining(r *levels, level *[16]int32, n, large int) error {
	rice, kind := 0, 0
	if w.sps.persistentRice {
		if r.c == 0 {
			kind = 2
		}
		if r.raw {
			kind++
		}
		rice = int(w.rice[kind]) / 4
	}
	first := true
	for i := range n {
		most := int32(2)
		switch {
		case i >= 8:
			most = 1
		case i == large:
			most = 3
		}
		if level[i] < most {
			continue
		}
		more, ok := w.escape(rice)
		if !ok {
			return errDamaged
		}
		level[i] = min(level[i]+more, 1<<16)
		if w.sps.persistentRice {
			if first {
				w.adapt(kind, more)
			}
			if level[i] > 3<<rice {
				rice++
			}
		} else if level[i] > 3<<rice {
			rice = min(rice+1, 4)
		}
		first = false
	}
	return nil
}

// adapt updates the statistics of persistent Rice adaptation (9.3.4.2.6).
func (w *walker) adapt(kind int, v int32) {
	stat := &w.rice[kind]
	k := *stat / 4
	if v >= 3<<k {
		*stat++
	} else if 2*v < 1<<k && *stat > 0 {
		*stat--
	}
}

// escape decodes a coeff_abs_level_remaining with a Rice parameter.
func (w *walker) escape(rice int) (int32, bool) {
	prefix := 0
	for w.cabac.bypass() == 1 {
		if prefix++; prefix > 31 {
			return 0, false
		}
	}
	if prefix <= 3 {
		return int32(prefix<<rice) + int32(w.cabac.bypassBits(rice)), true
	}
	n := prefix - 3 + rice
	if n > 24 {
		return 0, false
	}
	return int32((1<<(prefix-3)+3-1)<<rice) + int32(w.cabac.bypassBits(n)), true
}
