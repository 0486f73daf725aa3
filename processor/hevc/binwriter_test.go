package hevc

// bitWriter writes syntax elements.
type bitWriter struct {
	data []byte
	n    int // bits
}

func (w *bitWriter) u(n int, v uint32) {
	for i := n - 1; i >= 0; i-- {
		if w.n&7 == 0 {
			w.data = append(w.data, 0)
		}
		w.data[w.n>>3] |= byte(v>>i&1) << (7 - w.n&7)
		w.n++
	}
}

func (w *bitWriter) flag(v bool) {
	if v {
		w.u(1, 1)
	} else {
		w.u(1, 0)
	}
}

func (w *bitWriter) flags(all ...bool) {
	for _, v := range all {
		w.flag(v)
	}
}

func (w *bitWriter) ue(all ...int) {
	for _, v := range all {
		n := 0
		for (v+1)>>n > 1 {
			n++
		}
		w.u(n, 0)
		w.u(n+1, uint32(v+1))
	}
}

func (w *bitWriter) se(all ...int) {
	for _, v := range all {
		if v > 0 {
			w.ue(2*v - 1)
		} else {
			w.ue(-2 * v)
		}
	}
}

// end writes the bit that ends a payload, and zeros up to the next byte.
func (w *bitWriter) end() []byte {
	w.u(1, 1)
	w.u((8-w.n&7)&7, 0)
	return w.data
}

// nal returns a payload as a NAL unit with a start code.
func nal(kind int, payload []byte) []byte {
	return escaped([]byte{0, 0, 0, 1, byte(kind << 1), 1}, payload)
}

// escaped appends a payload to dst, with bytes that keep start codes away.
func escaped(dst, payload []byte) []byte {
	zeros := 0
	for _, b := range payload {
		if zeros >= 2 && b <= 3 {
			dst, zeros = append(dst, 3), 0
		}
		dst = append(dst, b)
		if zeros++; b != 0 {
			zeros = 0
		}
	}
	return dst
}

// binWriter is the arithmetic encoder (9.3.4.6 to 9.3.4.10).
type binWriter struct {
	bitWriter
	low, rng    uint32
	outstanding int
	started     bool // a first bit, which is none, was left out
}

func newBinWriter() *binWriter { return &binWriter{rng: 510} }

func (w *binWriter) put(bit uint32) {
	if w.started {
		w.u(1, bit)
	}
	w.started = true
	for ; w.outstanding > 0; w.outstanding-- {
		w.u(1, 1-bit)
	}
}

func (w *binWriter) renorm() {
	for w.rng < 256 {
		w.shift()
		w.rng <<= 1
	}
}

// shift moves a bit of low out.
func (w *binWriter) shift() {
	switch {
	case w.low < 256:
		w.put(0)
	case w.low >= 512:
		w.low -= 512
		w.put(1)
	default:
		w.low -= 256
		w.outstanding++
	}
	w.low <<= 1
}

func (w *binWriter) bin(ctx *uint8, v bool) {
	state := *ctx
	lps := uint32(rangeLPS[int(state>>1)<<2|int(w.rng>>6&3)])
	w.rng -= lps
	if v == (state&1 == 1) {
		*ctx = nextMPS[state]
	} else {
		w.low += w.rng
		w.rng = lps
		*ctx = nextLPS[state]
	}
	w.renorm()
}

func (w *binWriter) bypass(v bool) {
	w.low <<= 1
	if v {
		w.low += w.rng
	}
	switch {
	case w.low >= 1024:
		w.put(1)
		w.low -= 1024
	case w.low < 512:
		w.put(0)
	default:
		w.low -= 512
		w.outstanding++
	}
}

func (w *binWriter) bypassBits(n int, v uint32) {
	for i := n - 1; i >= 0; i-- {
		w.bypass(v>>i&1 == 1)
	}
}

// terminate writes a terminating bin. After a 1 come the last bits of the
// encoder, of which the last ends the part, and zeros up to the next byte.
func (w *binWriter) terminate(v bool) {
	w.rng -= 2
	if !v {
		w.renorm()
		return
	}
	w.low += w.rng
	w.rng = 2
	w.renorm()
	w.put(w.low >> 9 & 1)
	w.u(2, w.low>>7&3|1)
	w.u((8-w.n&7)&7, 0)
}

// restart begins a new part behind what is written.
func (w *binWriter) restart() {
	w.low, w.rng, w.outstanding, w.started = 0, 510, 0, false
}
