package heif

import "image/color"

// matrix is how luma and chroma become red, green and blue: each is luma and so
// much of either chroma.
type matrix struct{ red, green, blue [2]float64 }

// The code points of matrices that are no sums of luma and chroma by parts of red
// and blue (ISO/IEC 23091-2, table 4).
const (
	matrixIdentity = 0
	unspecified    = 2
	matrixYCgCo    = 8
)

// Colours are what the colours of a picture mean, whose coded pictures say of
// themselves what s says: boxes go before those, and what nobody says is that of
// sRGB, in the range that is usual with it (AVIF 1.1, section 2.2.1).
func (img *Image) Colours(s *Samples) CICP {
	c := img.Colour
	if !c.Said {
		c = s.Colour
	}
	if !c.Said {
		return CICP{Primaries: unspecified, Transfer: unspecified, Matrix: unspecified, FullRange: true}
	}
	return c
}

// matrixOf returns the matrix of a code point. Those that are not known count as
// that of BT.601.
func matrixOf(code int) matrix {
	kr, kb := 0.299, 0.114
	switch code {
	case matrixYCgCo:
		return matrix{[2]float64{-1, 1}, [2]float64{1, 0}, [2]float64{-1, -1}}
	case 1:
		kr, kb = 0.2126, 0.0722
	case 4:
		kr, kb = 0.30, 0.11
	case 7:
		kr, kb = 0.212, 0.087
	case 9, 10:
		kr, kb = 0.2627, 0.0593
	}
	kg := 1 - kr - kb
	return matrix{
		red:   [2]float64{0, 2 * (1 - kr)},
		green: [2]float64{-2 * (1 - kb) * kb / kg, -2 * (1 - kr) * kr / kg},
		blue:  [2]float64{2 * (1 - kb), 0},
	}
}

// levels brings samples of a depth to 8 bits. Those that stay as coded keep their
// range; those that become full lose it.
func levels(depth int, isChroma, full, becomesFull bool) []byte {
	t := make([]byte, 1<<depth)
	top := float64(int(1)<<depth - 1)
	step := float64(int(1) << (depth - 8)) // of a sample of limited range
	for v := range t {
		var level float64
		switch f := float64(v); {
		case full && isChroma:
			level = 128 + (f-128*step)*255/top
		case full:
			level = f * 255 / top
		case becomesFull && isChroma:
			level = 128 + (f-128*step)*255/(224*step)
		case becomesFull:
			level = (f - 16*step) * 255 / (219 * step)
		default:
			level = f / step
		}
		t[v] = byte(min(max(level+0.5, 0), 255))
	}
	return t
}

// ground is the colour beneath an overlay.
func ground(c [4]uint16) color.NRGBA64 { return color.NRGBA64{R: c[0], G: c[1], B: c[2], A: c[3]} }
