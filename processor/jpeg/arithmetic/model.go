package arithmetic

// The bins of a DC table are, for each of five contexts, those of whether there
// is a difference, of its sign, and of whether its magnitude is more than 1,
// positive and negative (table F.4); then those of further magnitude categories
// and of the bits below them.
const (
	dcMagnitude = 20
	bitsAfter   = 14 // from the bin of a magnitude category to that of its bits
	dcBins      = dcMagnitude + 2*bitsAfter + 1
)

// The bins of an AC table are, for each coefficient, those of whether the block
// ends before it, of whether it is not zero, and of whether its magnitude is
// more than 1 (table F.5); then those of magnitudes of low coefficients and of
// high ones.
const (
	acLow  = 3 * 63
	acHigh = acLow + 2*bitsAfter
	acBins = acHigh + 2*bitsAfter
)

// DC is the model of the differences between DC coefficients (F.1.4.1).
type DC struct {
	lower, upper int32 // bounds of a small difference
	bins         [dcBins]State
}

// Reset forgets what was learnt. conditioning is the value of a DAC segment: the
// lower bound in the low half and the upper one above it, 0x10 by default.
func (t *DC) Reset(conditioning byte) {
	*t = DC{lower: 1 << (conditioning & 15) >> 1, upper: 1 << (conditioning >> 4) >> 1}
}

// AC is the model of AC coefficients (F.1.4.2).
type AC struct {
	low  int // index of the last low coefficient; Kx
	bins [acBins]State
}

// Reset forgets what was learnt. conditioning is the value of a DAC segment, 1
// to 63, by default 5.
func (t *AC) Reset(conditioning byte) { *t = AC{low: int(conditioning)} }

// Difference decodes the difference of a DC coefficient to that before it
// (figure F.19). context belongs to the component, is 0 at the beginning of a
// segment and is not looked at by others. ok is false for a difference that
// there cannot be.
func (d *Decoder) Difference(t *DC, context *byte) (diff int32, ok bool) {
	bin := int(*context)
	if d.Bit(&t.bins[bin]) == 0 {
		*context = 0
		return 0, true
	}
	sign := d.Bit(&t.bins[bin+1])
	bin += 2 + sign
	m := int32(d.Bit(&t.bins[bin])) // magnitude less one, as far as it is known
	if m != 0 {
		bin = dcMagnitude
		if m, bin, ok = d.category(t.bins[:], m, bin); !ok {
			return 0, false
		}
	}
	switch {
	case m < t.lower:
		*context = 0
	case m > t.upper:
		*context = byte(12 + 4*sign)
	default:
		*context = byte(4 + 4*sign)
	}
	return d.value(t.bins[:], m, bin, sign), true
}

// Coefficient decodes the next coefficient that is not zero, from zigzag index k
// on up to last (figure F.20). It returns 64 for k where the block has no more.
// ok is false for one that there cannot be.
func (d *Decoder) Coefficient(t *AC, k, last int) (at int, v int32, ok bool) {
	if d.EndsBlock(t, k) {
		return 64, 0, true
	}
	for !d.IsNotZero(t, k) {
		if k++; k > last {
			return 64, 0, false
		}
	}
	sign := d.Even()
	bin := 3*k - 1
	m := int32(d.Bit(&t.bins[bin]))
	if m != 0 && d.Bit(&t.bins[bin]) != 0 {
		m, bin = 2, acHigh
		if k <= t.low {
			bin = acLow
		}
		if m, bin, ok = d.category(t.bins[:], m, bin); !ok {
			return 64, 0, false
		}
	}
	return k, d.value(t.bins[:], m, bin, sign), true
}

// EndsBlock decodes whether no coefficient from index k on is other than zero.
func (d *Decoder) EndsBlock(t *AC, k int) bool { return d.Bit(&t.bins[3*k-3]) != 0 }

// IsNotZero decodes whether coefficient k is other than zero.
func (d *Decoder) IsNotZero(t *AC, k int) bool { return d.Bit(&t.bins[3*k-2]) != 0 }

// Correction decodes the next bit of coefficient k, which is not zero (G.1.3.3).
func (d *Decoder) Correction(t *AC, k int) bool { return d.Bit(&t.bins[3*k-1]) != 0 }

// category decodes the category of a magnitude: figure F.23 from the bin of the
// second on, of which m is the lower bound.
func (d *Decoder) category(bins []State, m int32, bin int) (bound int32, at int, ok bool) {
	for d.Bit(&bins[bin]) != 0 {
		if m <<= 1; m == 1<<15 {
			return 0, 0, false
		}
		bin++
	}
	return m, bin, true
}

// value decodes the bits below the first one of a magnitude less one (figure
// F.24) and returns the value.
func (d *Decoder) value(bins []State, m int32, bin, sign int) int32 {
	v := m
	for bit := m >> 1; bit > 0; bit >>= 1 {
		if d.Bit(&bins[bin+bitsAfter]) != 0 {
			v |= bit
		}
	}
	if v++; sign != 0 {
		return -v
	}
	return v
}
