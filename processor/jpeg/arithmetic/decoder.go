// Package arithmetic decodes the arithmetic coding of JPEG: the binary decoder
// of ITU-T T.81 annex D, and the statistical models by which annexes F.1.4 and
// G.1.3 turn coefficients into binary decisions.
//
//	bytes of a segment ──► Decoder ──► decisions ──► DC, AC ──► coefficients
//
// Nothing here is shared; different decoders may be used from different
// goroutines at once.
package arithmetic

import "math/bits"

// Source gives the bytes of an entropy-coded segment one by one, without the
// zeros that are stuffed after FF, and zeros for ever after its end (D.2.6).
type Source interface{ NextByte() byte }

// State is what a [Decoder] has learnt of one kind of decision: an index of the
// table of estimates, and above it the value that is the more probable. Zero is
// the state to begin with.
type State uint8

// Decoder decodes binary decisions. The names of its fields are those of the
// standard in small letters.
type Decoder struct {
	src  Source
	c    uint32 // code register; the upper 16 bits are compared with a
	a    uint32 // size of the interval
	left uint   // bits of the last byte that are not shifted up yet; CT
}

// Start begins to decode a segment: Initdec of figure D.19 in T.81.
func (d *Decoder) Start(src Source) {
	*d = Decoder{src: src, a: 0x10000}
	d.c = uint32(src.NextByte())<<24 | uint32(src.NextByte())<<16
}

// Bit decodes a decision, 0 or 1, and learns from it: Decode of figure D.14.
func (d *Decoder) Bit(s *State) int {
	e := &estimates[*s&0x7F]
	mps := *s & 0x80
	qe := uint32(e.qe)
	d.a -= qe
	probable := d.c>>16 < d.a
	if probable && d.a >= 0x8000 {
		return int(mps >> 7)
	}
	if !probable {
		d.c -= d.a << 16
	}
	// The smaller part of the interval is the less probable value's. Where that
	// is the one which should be larger, the two change places.
	if probable == (d.a >= qe) {
		*s = mps | e.afterMPS
	} else {
		*s = mps ^ e.afterLPS
		mps ^= 0x80
	}
	if !probable {
		d.a = qe
	}
	d.renormalise()
	return int(mps >> 7)
}

// Even decodes a decision of which both values are as probable.
func (d *Decoder) Even() int {
	s := State(even)
	return d.Bit(&s)
}

// renormalise is Renorm_d of figure D.18, several bits at a time.
func (d *Decoder) renormalise() {
	for d.a < 0x8000 {
		if d.left == 0 {
			d.c |= uint32(d.src.NextByte()) << 8
			d.left = 8
		}
		n := min(uint(bits.LeadingZeros16(uint16(d.a))), d.left)
		d.a <<= n
		d.c <<= n
		d.left -= n
	}
}
