package colour

import "math"

// Chromaticities are where white and the three primaries lie, as x and y of CIE
// 1931. The zero value stands for those of sRGB.
type Chromaticities struct {
	White            [2]float64
	Red, Green, Blue [2]float64
}

// srgbChromaticities are those of sRGB (IEC 61966-2-1) and of ITU-R BT.709.
func srgbChromaticities() Chromaticities {
	return Chromaticities{d65(), [2]float64{0.64, 0.33}, [2]float64{0.30, 0.60}, [2]float64{0.15, 0.06}}
}

func d65() [2]float64 { return [2]float64{0.3127, 0.3290} }

// Curve gives the light, 0 to 1, that a sample from 0 to 1 stands for.
type Curve func(sample float64) (light float64)

// SRGBCurve is the curve of sRGB (IEC 61966-2-1).
func SRGBCurve(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// Gamma is the curve of a power.
func Gamma(exponent float64) Curve {
	return func(v float64) float64 { return math.Pow(max(v, 0), exponent) }
}

// Sampled is the curve through lights, 65535 of which are 1, at equal distances.
// There are two or more.
func Sampled(lights []uint16) Curve {
	return func(v float64) float64 {
		at := min(max(v, 0), 1) * float64(len(lights)-1)
		i := min(int(at), len(lights)-2)
		low, high := float64(lights[i]), float64(lights[i+1])
		return (low + (high-low)*(at-float64(i))) / 65535
	}
}

// FromChromaticities returns the source of an RGB space with a curve for each of
// its lights, nil for that of sRGB. The error is that of chromaticities that span no colours.
func FromChromaticities(c Chromaticities, curves [3]Curve) (Source, error) {
	m, err := c.toXYZ()
	if err != nil {
		return Source{}, err
	}
	return fromMatrix(m, lightsOf(curves)), nil
}

// FromGray returns the source of grays with a curve, nil for that of sRGB.
func FromGray(curve Curve) Source {
	l := sampled(curve)
	p := newShaper(identity(), lights{l, l, l}, l[0])
	if near(p) {
		return Source{model: Gray}
	}
	return Source{model: Gray, pixels: p, portable: func() []byte { return writeGray(l) }}
}

// AdobeRGB is the source that cameras mean by the option R03 of DCF 2.0: the
// primaries of Adobe RGB (1998) and a gamma of 2 51/256.
func AdobeRGB() Source {
	c := Chromaticities{d65(), [2]float64{0.64, 0.33}, [2]float64{0.21, 0.71}, [2]float64{0.15, 0.06}}
	s, _ := FromChromaticities(c, [3]Curve{Gamma(563.0 / 256), Gamma(563.0 / 256), Gamma(563.0 / 256)}) // they span colours
	return s
}
