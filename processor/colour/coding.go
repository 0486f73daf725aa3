package colour

import (
	"fmt"
	"math"
	"sync"
)

// coding says how YCbCr samples become red, green and blue, in parts of
// 1<<codingBits of a level.
type coding struct {
	luma                            [256]int32 // with half a level for rounding
	redCr, greenCb, greenCr, blueCb [256]int32
}

const codingBits = 16

// newCoding returns the coding with the parts of red and blue in luma that
// H.273, section 8.3, calls KR and KB.
func newCoding(kr, kb float64, full bool) *coding {
	const one = 1 << codingBits
	zero, luma, chroma := 16.0, 255.0/219, 255.0/224
	if full {
		zero, luma, chroma = 0, 1, 1
	}
	kg := 1 - kr - kb
	t := new(coding)
	for i := range 256 {
		c := chroma * float64(i-128) * one
		t.luma[i] = int32(math.Round(luma*(float64(i)-zero)*one)) + one/2
		t.redCr[i] = int32(math.Round(2 * (1 - kr) * c))
		t.blueCb[i] = int32(math.Round(2 * (1 - kb) * c))
		t.greenCb[i] = int32(math.Round(-2 * (1 - kb) * kb / kg * c))
		t.greenCr[i] = int32(math.Round(-2 * (1 - kr) * kr / kg * c))
	}
	return t
}

// jfif is the coding of JPEG files (JFIF 1.02, section 7).
var jfif = sync.OnceValue(func() *coding { return newCoding(0.299, 0.114, true) })

// Coded returns the source for a picture whose YCbCr samples are coded by the
// matrix and the range of code points (H.273, section 8.3); primaries and
// transfer are not looked at. The error says that it is no matrix of luma and
// chroma: YCgCo and the like are for a decoder to undo.
func (s Source) Coded(c CICP) (Source, error) {
	kr, kb, err := lumaOf(c.Matrix)
	if err != nil {
		return s, err
	}
	s.coded = nil
	if c.Matrix != 0 && !c.Full || kr != 0.299 {
		s.coded = newCoding(kr, kb, c.Full)
	}
	return s, nil
}

// lumaOf returns the parts of red and blue in luma (H.273, table 4).
func lumaOf(matrix uint8) (red, blue float64, err error) {
	switch matrix {
	case 0, Unspecified, 5, 6: // with 0 there is no YCbCr
		return 0.299, 0.114, nil
	case 1:
		return 0.2126, 0.0722, nil
	case 4:
		return 0.30, 0.11, nil
	case 7:
		return 0.212, 0.087, nil
	case 9, 10: // that of constant luminance differs little
		return 0.2627, 0.0593, nil
	}
	return 0, 0, fmt.Errorf("the matrix %d is not known", matrix)
}

// YCbCr turns a row of luma, and one of either chroma of which each sample is for
// step of luma, into red, green and blue of sRGB, of the length of luma.
func (s Source) YCbCr(luma, cb, cr []byte, step int, r, g, b []byte) {
	p, ok := s.pixels.(*shaper)
	if !ok {
		s.decodeYCbCr(luma, cb, cr, step, r, g, b)
		s.RGB(r, g, b)
		return
	}
	p.yCbCr(s.coding(), luma, cb, cr[:len(cb)], step, r[:len(luma)], g[:len(luma)], b[:len(luma)])
}

// coding is that of YCbCr samples.
func (s Source) coding() *coding {
	if s.coded != nil {
		return s.coded
	}
	return jfif()
}

// decodeYCbCr is as [Source.YCbCr], but leaves the colours those of the source.
func (s Source) decodeYCbCr(luma, cb, cr []byte, step int, r, g, b []byte) {
	t := s.coding()
	r, g, b, cr = r[:len(luma)], g[:len(luma)], b[:len(luma)], cr[:len(cb)]
	for c := range cb {
		red, blue, green := t.redCr[cr[c]], t.blueCb[cb[c]], t.greenCb[cb[c]]+t.greenCr[cr[c]]
		for x := c * step; x < min(c*step+step, len(luma)); x++ {
			y := t.luma[luma[x]]
			r[x], g[x], b[x] = level(y+red), level(y+green), level(y+blue)
		}
	}
}

// level is a sum of parts, at least 0 and at most 255.
func level(parts int32) byte { return byte(min(max(parts>>codingBits, 0), 255)) }
