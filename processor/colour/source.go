package colour

// Model says what the samples of a source are amounts of.
type Model uint8

// The models.
const (
	RGB  Model = iota // three lights
	Gray              // one light
	CMYK              // four inks: 0 is none, 255 all of it
)

// Source is the meaning of a photo's samples. The zero value is sRGB.
type Source struct {
	model    Model
	pixels   pixels  // of light; nil for the colours of sRGB, and of inks
	inks     *table  // nil but for CMYK
	coded    *coding // of YCbCr; nil for that of JFIF
	profile  []byte  // as in the file, nil if there is none
	portable func() []byte
}

// pixels converts rows of light, of one length, to sRGB in place.
type pixels interface{ rgb(r, g, b []byte) }

// IsSRGB reports whether the colours are those of sRGB, so that there is nothing
// to convert but perhaps YCbCr; see [Source.IsJFIF].
func (s Source) IsSRGB() bool { return s.pixels == nil && s.inks == nil }

// IsJFIF reports whether YCbCr samples are coded as in JFIF: full range, matrix
// of BT.601.
func (s Source) IsJFIF() bool { return s.coded == nil }

// Model returns what samples are amounts of.
func (s Source) Model() Model { return s.model }

// Profile returns an ICC profile of the colours, for a file whose samples have
// not been converted: the photo's own, or one that says the same. It is nil for
// sRGB, which needs none, and for PQ and HLG, which no matrix and curve describe.
func (s Source) Profile() []byte {
	if s.profile == nil && s.portable != nil {
		return s.portable()
	}
	return s.profile
}

// RGB converts rows of red, green and blue, of one length, to sRGB in place. A
// source of gray takes each for a gray; one of inks leaves them as they are.
func (s Source) RGB(r, g, b []byte) {
	if s.pixels != nil {
		s.pixels.rgb(r, g[:len(r)], b[:len(r)])
	}
}

// CMYK converts rows of cyan, magenta, yellow and black, of one length, to sRGB:
// red, green and blue are left in the first three. The source's model is CMYK.
func (s Source) CMYK(c, m, y, k []byte) {
	s.inks.cmyk(c, m[:len(c)], y[:len(c)], k[:len(c)])
}

// Gray returns the gray of sRGB for each gray of the source. Of a source of red,
// green and blue it is the luma of equal parts of them.
func (s Source) Gray() [256]byte {
	var r, g, b [256]byte
	for i := range r {
		r[i], g[i], b[i] = byte(i), byte(i), byte(i)
	}
	s.RGB(r[:], g[:], b[:])
	for i := range r {
		r[i] = byte((19595*uint32(r[i]) + 38470*uint32(g[i]) + 7471*uint32(b[i]) + 1<<15) >> 16)
	}
	return r
}

// near reports whether pixels change no colour visibly: none by more than two
// levels of 255, and all together by half a level on average. Profiles of sRGB
// differ by so much among themselves.
func near(p pixels) bool {
	const most, mean = 2, 0.5
	const steps, n = 9, 9*9*9 + 256
	var r, g, b [n]byte
	for i := range n {
		v := i - steps*steps*steps
		r[i], g[i], b[i] = byte(v), byte(v), byte(v)
		if v < 0 {
			r[i], g[i], b[i] = byte(i%steps*255/(steps-1)), byte(i/steps%steps*255/(steps-1)), byte(i/steps/steps*255/(steps-1))
		}
	}
	before := [3][n]byte{r, g, b}
	p.rgb(r[:], g[:], b[:])
	sum := 0
	for c, after := range [3]*[n]byte{&r, &g, &b} {
		for i, v := range after {
			d := max(int(v)-int(before[c][i]), int(before[c][i])-int(v))
			if sum += d; d > most {
				return false
			}
		}
	}
	return float64(sum) <= mean*3*n
}
