package colour

import (
	"fmt"
	"math"
)

// CICP are coding-independent code points (ITU-T H.273, section 8), as they are
// in a PNG's cICP chunk, in the nclx of HEIF and in the headers of streams.
type CICP struct {
	Primaries, Transfer, Matrix uint8
	// Full says that samples go from 0 to 255, and not from 16 to 235 (240 for
	// chroma).
	Full bool
}

// The code points that are looked for elsewhere too.
const (
	Unspecified = 2
	TransferPQ  = 16
	TransferHLG = 18
)

// FromCICP returns the source of code points. Unspecified ones are those of sRGB.
// The error says which of them is not known.
//
// Matrix and range are of samples that are YCbCr. Red, green and blue, if the
// picture comes as those, are taken to be what came out of the matrix, and so to go
// from 0 to 255; but where the matrix is 0, which leaves them as they are, the range
// is theirs.
//
// The transfers of television (1, 6, 14, 15) are taken for that of sRGB, as
// browsers take them: those of cameras, which H.273 gives, are not undone by the
// screens that such pictures are made for, and most still pictures that name
// them are sRGB.
func FromCICP(c CICP) (Source, error) {
	space, err := primaries(c.Primaries)
	if err != nil {
		return Source{}, err
	}
	s := Source{}
	switch c.Transfer {
	case TransferPQ, TransferHLG:
		s, err = fromHDR(space, c)
	default:
		var curve Curve
		if curve, err = transfer(c.Transfer); err == nil {
			curve = c.ranged(curve)
			s, err = FromChromaticities(space, [3]Curve{curve, curve, curve})
		}
	}
	if err != nil {
		return Source{}, err
	}
	return s.Coded(c)
}

// ranged is the curve for samples of the range, nil for that of sRGB and the full one.
func (c CICP) ranged(curve Curve) Curve {
	if c.Full || c.Matrix != 0 {
		return curve
	}
	if curve == nil {
		curve = SRGBCurve
	}
	return func(v float64) float64 { return curve(min(max((v*255-16)/219, 0), 1)) }
}

// primaries returns the chromaticities of ColourPrimaries (H.273, table 2).
func primaries(code uint8) (Chromaticities, error) {
	type xy = [2]float64
	c := xy{0.310, 0.316} // illuminant C
	switch code {
	case 1, Unspecified:
		return srgbChromaticities(), nil
	case 4:
		return Chromaticities{c, xy{0.67, 0.33}, xy{0.21, 0.71}, xy{0.14, 0.08}}, nil
	case 5:
		return Chromaticities{d65(), xy{0.64, 0.33}, xy{0.29, 0.60}, xy{0.15, 0.06}}, nil
	case 6, 7:
		return Chromaticities{d65(), xy{0.630, 0.340}, xy{0.310, 0.595}, xy{0.155, 0.070}}, nil
	case 8:
		return Chromaticities{c, xy{0.681, 0.319}, xy{0.243, 0.692}, xy{0.145, 0.049}}, nil
	case 9:
		return Chromaticities{d65(), xy{0.708, 0.292}, xy{0.170, 0.797}, xy{0.131, 0.046}}, nil
	case 10:
		return Chromaticities{xy{1.0 / 3, 1.0 / 3}, xy{1, 0}, xy{0, 1}, xy{0, 0}}, nil
	case 11:
		return Chromaticities{xy{0.314, 0.351}, xy{0.680, 0.320}, xy{0.265, 0.690}, xy{0.150, 0.060}}, nil
	case 12:
		return Chromaticities{d65(), xy{0.680, 0.320}, xy{0.265, 0.690}, xy{0.150, 0.060}}, nil
	case 22:
		return Chromaticities{d65(), xy{0.630, 0.340}, xy{0.295, 0.605}, xy{0.155, 0.077}}, nil
	}
	return Chromaticities{}, fmt.Errorf("colour primaries %d are not known", code)
}

// transfer returns the curve of TransferCharacteristics (H.273, table 3), nil for
// that of sRGB.
func transfer(code uint8) (Curve, error) {
	switch code {
	case 1, Unspecified, 6, 11, 12, 13, 14, 15:
		return nil, nil
	case 4:
		return Gamma(2.2), nil
	case 5:
		return Gamma(2.8), nil
	case 7:
		return func(v float64) float64 {
			if v < 4*0.0228 {
				return v / 4
			}
			return math.Pow((v+0.1115)/1.1115, 1/0.45)
		}, nil
	case 8:
		return Gamma(1), nil
	case 9:
		return func(v float64) float64 { return math.Pow(10, 2*(v-1)) }, nil
	case 10:
		return func(v float64) float64 { return math.Pow(10, 2.5*(v-1)) }, nil
	case 17:
		return func(v float64) float64 { return min(math.Pow(v, 2.6)*52.37/48, 1) }, nil
	}
	return nil, fmt.Errorf("the transfer %d is not known", code)
}
