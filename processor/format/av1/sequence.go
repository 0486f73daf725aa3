package av1

import "thumbpool/processor/format/heif"

// ReadColour returns what a coded picture says of its colours in the sequence
// header (section 5.5), which is in the configuration or at the beginning of the
// data. A picture that cannot be understood says nothing.
func ReadColour(c heif.Coded) heif.CICP {
	const head = 4 // bytes of av1C before its OBUs
	if len(c.Config) > head {
		if s := sequenceColour(c.Config[head:]); s.Said {
			return s
		}
	}
	return sequenceColour(c.Data)
}

// sequenceColour looks for a sequence header among OBUs (section 5.3).
func sequenceColour(b []byte) heif.CICP {
	const sequenceHeader, most = 1, 16
	for range most {
		if len(b) < 2 {
			break
		}
		kind, extended, sized := b[0]>>3&15, b[0]>>2&1 != 0, b[0]>>1&1 != 0
		b = b[1:]
		if extended {
			b = b[1:]
		}
		n := len(b)
		if sized {
			n, b = leb128(b)
		}
		n = min(n, len(b))
		if kind == sequenceHeader {
			return (&bits{b: b[:n]}).colour()
		}
		b = b[n:]
	}
	return heif.CICP{}
}

// leb128 reads a number of bytes of seven bits (section 4.10.5).
func leb128(b []byte) (int, []byte) {
	v := 0
	for i := range min(len(b), 8) {
		v |= int(b[i]&0x7F) << (7 * i)
		if b[i]&0x80 == 0 {
			return v, b[i+1:]
		}
	}
	return 0, nil
}

// bits are read from the high ones on.
type bits struct {
	b     []byte
	at    int
	short bool
}

func (r *bits) f(n int) int {
	v := 0
	for range n {
		if r.at >= 8*len(r.b) {
			r.short = true
			return 0
		}
		v = v<<1 | int(r.b[r.at/8]>>(7-r.at%8)&1)
		r.at++
	}
	return v
}

func (r *bits) flag() bool { return r.f(1) != 0 }

// colour reads a sequence header up to its colours (section 5.5.1).
func (r *bits) colour() heif.CICP {
	profile := r.f(3)
	r.f(1) // a still picture
	reduced := r.flag()
	if reduced {
		r.f(5)
	} else {
		r.operatingPoints()
	}
	w, h := r.f(4)+1, r.f(4)+1
	r.f(w)
	r.f(h)
	if !reduced && r.flag() { // frame numbers
		r.f(4 + 3)
	}
	r.f(3)
	if !reduced {
		r.tools()
	}
	r.f(3)
	return r.colourConfig(profile)
}

// operatingPoints reads over timing and operating points.
func (r *bits) operatingPoints() {
	model, delay := false, 0
	if r.flag() { // timing_info
		r.f(32)
		r.f(32)
		if r.flag() {
			r.uvlc()
		}
		if model = r.flag(); model { // decoder_model_info
			delay = r.f(5) + 1
			r.f(32)
			r.f(5 + 5)
		}
	}
	display := r.flag()
	for range r.f(5) + 1 {
		r.f(12)
		if r.f(5) > 7 {
			r.f(1)
		}
		if model && r.flag() {
			r.f(delay)
			r.f(delay)
			r.f(1)
		}
		if display && r.flag() {
			r.f(4)
		}
	}
}

// uvlc reads over a number of as many bits as zeros come before it.
func (r *bits) uvlc() {
	zeros := 0
	for !r.flag() && !r.short {
		zeros++
	}
	if zeros < 32 {
		r.f(zeros)
	}
}

// tools reads over what frames that are predicted from others may use.
func (r *bits) tools() {
	r.f(4)
	hints := r.flag()
	if hints {
		r.f(2)
	}
	screen := 2 // as each frame chooses
	if !r.flag() {
		screen = r.f(1)
	}
	if screen > 0 && !r.flag() {
		r.f(1)
	}
	if hints {
		r.f(3)
	}
}

// colourConfig reads the colours (section 5.5.2).
func (r *bits) colourConfig(profile int) heif.CICP {
	if deep := r.flag(); deep && profile == 2 {
		r.f(1)
	}
	mono := profile != 1 && r.flag()
	const unspecified, bt709, srgb, identity = 2, 1, 13, 0
	c := heif.CICP{Primaries: unspecified, Transfer: unspecified, Matrix: unspecified}
	if r.flag() {
		c.Primaries, c.Transfer, c.Matrix = r.f(8), r.f(8), r.f(8)
	}
	if !mono && c.Primaries == bt709 && c.Transfer == srgb && c.Matrix == identity {
		c.FullRange = true
	} else {
		c.FullRange = r.flag()
	}
	c.Said = !r.short
	return c
}
