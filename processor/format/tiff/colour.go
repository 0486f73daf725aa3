package tiff

import (
	"image/color"
	"math"
)

// Kind is what the samples of a picture are, as [Decode] gives them.
type Kind int

// The kinds.
const (
	Lights    Kind = iota // red, green and blue, or what makes them up
	Grays                 // black is 0
	Negatives             // grays of which white is 0 in the file
	Inks                  // cyan, magenta, yellow and black
	Converted             // colours that Decode makes sRGB of
)

// Kind returns what the samples are.
func (d *Directory) Kind() Kind {
	switch d.uint(tagPhotometric, blackIsZero) {
	case whiteIsZero:
		return Negatives
	case blackIsZero:
		return Grays
	case cmyk:
		return Inks
	case cieLab:
		return Converted
	}
	return Lights
}

// toInks writes a row of four inks a pixel from its samples.
func (d *decoder) toInks(out, samples []byte) {
	for len(out) >= 4 {
		copy(out, samples[:4])
		out, samples = out[4:], samples[d.samples:]
	}
}

// toGray writes a row of gray, or of indices, from its samples.
func (d *decoder) toGray(out, samples []byte) {
	invert := byte(0)
	if d.photometric == whiteIsZero {
		invert = 0xFF
	}
	for x := range out {
		out[x] = samples[x*d.samples] ^ invert
	}
}

// toColour returns the function that writes a row of four bytes a pixel from
// its samples.
func (d *decoder) toColour() func(out, samples []byte) {
	var pixel func(s []byte) (r, g, b byte)
	switch d.photometric {
	case whiteIsZero:
		pixel = func(s []byte) (r, g, b byte) { return ^s[0], ^s[0], ^s[0] }
	case blackIsZero:
		pixel = func(s []byte) (r, g, b byte) { return s[0], s[0], s[0] }
	case yCbCr:
		pixel = func(s []byte) (r, g, b byte) { return color.YCbCrToRGB(s[0], s[1], s[2]) }
	case cmyk:
		pixel = func(s []byte) (r, g, b byte) { return color.CMYKToRGB(s[0], s[1], s[2], s[3]) }
	case cieLab:
		pixel = func(s []byte) (r, g, b byte) { return labToRGB(s[0], int8(s[1]), int8(s[2])) }
	default:
		pixel = func(s []byte) (r, g, b byte) { return s[0], s[1], s[2] }
	}
	return func(out, samples []byte) {
		for len(out) >= 4 {
			s := samples[:d.samples]
			out[0], out[1], out[2] = pixel(s)
			out[3] = 0xFF
			switch d.alpha {
			case alphaUnassociated:
				out[3] = s[d.colours]
			case alphaAssociated: // no colour may exceed it
				a := s[d.colours]
				out[0], out[1], out[2], out[3] = min(out[0], a), min(out[1], a), min(out[2], a), a
			}
			out, samples = out[4:], samples[d.samples:]
		}
	}
}

// labToRGB converts CIE L*a*b* as TIFF holds it (section 23: L* from 0 to 255,
// a* and b* from -128 to 127, white of D50) to sRGB.
func labToRGB(l byte, a, b int8) (r, g, blue byte) {
	fy := (float64(l)*100/255 + 16) / 116
	x, y, z := 0.9642*labInverse(fy+float64(a)/500), labInverse(fy), 0.8249*labInverse(fy-float64(b)/200)
	// From XYZ at D50 to linear sRGB, the white adapted by Bradford's method.
	return srgb(3.1339*x - 1.6169*y - 0.4906*z), srgb(-0.9788*x + 1.9161*y + 0.0335*z), srgb(0.0719*x - 0.2290*y + 1.4052*z)
}

func labInverse(f float64) float64 {
	if f > 6.0/29 {
		return f * f * f
	}
	return (f - 16.0/116) * 108 / 841
}

// srgb encodes linear light from 0 to 1 (IEC 61966-2-1).
func srgb(v float64) byte {
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return byte(min(max(v, 0), 1)*255 + 0.5)
}
