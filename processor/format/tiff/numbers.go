package tiff

import "math"

// numbers returns the function that reads number i of a row. Those that fill
// whole bytes have the order of the file; all others follow each other bit by
// bit, the highest first (section 2: FillOrder).
func (d *decoder) numbers() func(row []byte, i int) float64 {
	order := d.dir.order
	switch {
	case d.format == float:
		switch d.bits {
		case 16:
			return func(row []byte, i int) float64 { return half(order.Uint16(row[2*i:])) }
		case 24:
			return func(row []byte, i int) float64 { return float24(uint32(d.bytes(row, i, 3))) }
		case 32:
			return func(row []byte, i int) float64 { return float64(math.Float32frombits(order.Uint32(row[4*i:]))) }
		}
		return func(row []byte, i int) float64 { return math.Float64frombits(order.Uint64(row[8*i:])) }
	case d.bits%8 != 0:
		return func(row []byte, i int) float64 { return float64(bitsAt(row, i*d.bits, d.bits)) }
	case d.format == signed:
		n, unused := d.bits/8, 64-d.bits
		return func(row []byte, i int) float64 { return float64(int64(d.bytes(row, i, n)<<unused) >> unused) }
	}
	n := d.bits / 8
	return func(row []byte, i int) float64 { return float64(d.bytes(row, i, n)) }
}

// bytes returns number i of a row of whole numbers of n bytes.
func (d *decoder) bytes(row []byte, i, n int) (v uint64) {
	b := row[i*n : (i+1)*n]
	if d.bigEndian() {
		for _, x := range b {
			v = v<<8 | uint64(x)
		}
		return v
	}
	for k := n - 1; k >= 0; k-- {
		v = v<<8 | uint64(b[k])
	}
	return v
}

// bitsAt returns n bits, at most 32, from bit at on.
func bitsAt(row []byte, at, n int) (v uint64) {
	last := (at + n + 7) / 8
	for _, b := range row[at/8 : last] {
		v = v<<8 | uint64(b)
	}
	return v >> (last*8 - at - n) & (1<<n - 1)
}

// half is the value of a number of 16 bits (IEEE 754, binary16).
func half(v uint16) float64 { return small(uint32(v), 5, 10) }

// float24 is the value of a number of 24 bits, which has 7 for the exponent
// (Adobe Photoshop TIFF technical note 3).
func float24(v uint32) float64 { return small(v, 7, 16) }

// small is the value of a number of a sign, an exponent and a fraction.
func small(v uint32, exponentBits, fractionBits int) float64 {
	fraction := float64(v&(1<<fractionBits-1)) / float64(int(1)<<fractionBits)
	most := 1<<exponentBits - 1
	exponent, bias := int(v>>fractionBits)&most, most/2
	sign := 1.0
	if v>>(fractionBits+exponentBits)&1 == 1 {
		sign = -1
	}
	switch {
	case exponent == most && fraction != 0:
		return math.NaN()
	case exponent == most:
		return math.Inf(int(sign))
	case exponent == 0:
		return sign * math.Ldexp(fraction, 1-bias)
	}
	return sign * math.Ldexp(1+fraction, exponent-bias)
}

// span is what the colours of a picture reach over.
type span struct {
	low, high, sum float64
	n              int
}

// measure adds the colours of a row of plane p.
func (d *decoder) measure(_, row []byte, p int) {
	n, step := d.places()
	inPlane := d.samples / step
	for i := range n {
		if p+i%inPlane >= d.colours {
			continue
		}
		v := d.number(row, i)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		s := &d.span
		if s.n == 0 {
			s.low, s.high = v, v
		}
		s.low, s.high, s.sum, s.n = min(s.low, v), max(s.high, v), s.sum+v, s.n+1
	}
}

// needsSpan tells whether what is black and what is white has to be found out
// from the pixels: TIFF does not say it of numbers that may be negative.
func (l *layout) needsSpan() bool { return l.format == signed || l.format == float }

// blackAndWhite returns the numbers that stand for black and for white, and
// whether those between are amounts of light.
//
// Programs differ. Colours in floating point are light up to 1, which lights may
// exceed, as libvips has it; they are no light where a profile says what they are,
// and where they are more than 1 in the mean. Of all else numbers up to 255 are
// what they are in 8 bits, as Pillow and libvips have it, and those that reach
// farther reach from their least to their greatest: as the heights of a map do.
func (d *decoder) blackAndWhite() (black, white float64, light bool) {
	s := d.span
	switch {
	case d.photometric == paletted:
		return 0, 255, false // the numbers themselves
	case d.format == unsigned:
		return 0, math.Ldexp(1, d.bits) - 1, false
	case d.format == signed && d.bits == 8:
		return -128, 127, false
	case s.n == 0:
		return 0, 1, false
	case d.format == float && d.photometric == rgb && s.sum <= float64(s.n):
		_, profile := d.dir.Place(TagICCProfile)
		return 0, 1, profile == 0
	case s.low >= -255 && s.high <= 255:
		return 0, 255, false
	}
	return s.low, s.high, false
}
