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
	switch d.photometric() {
	case whiteIsZero:
		return Negatives
	case blackIsZero:
		return Grays
	case cmyk:
		return Inks
	case cieLab, iccLab, ituLab:
		return Converted
	}
	return Lights
}

// photometric returns the field of that name, as it is meant.
func (d *Directory) photometric() uint64 {
	v := d.uint(tagPhotometric, blackIsZero) // of the guesses the most frequent
	_, extra := d.Uint(tagExtraSamples)
	if v == blackIsZero && !extra && d.samplesPerPixel() >= 3 {
		return rgb // some writers call so whatever has no palette
	}
	return v
}

// samplesPerPixel returns the field of that name, or how many depths there are.
func (d *Directory) samplesPerPixel() uint64 {
	const most = 64
	if v, ok := d.Uint(tagSamplesPerPixel); ok {
		return v
	}
	return max(1, uint64(len(d.Uints(tagBitsPerSample, most))))
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

// toCMYK writes a row of inks from its samples.
func (d *decoder) toCMYK(out, samples []byte) {
	for len(out) >= 4 {
		s := samples[:d.samples]
		copy(out[:4], s)
		if d.alpha == alphaUnassociated {
			for i, ink := range s[:4] {
				out[i] = byte((int(ink)*int(s[4]) + 127) / 255)
			}
		}
		out, samples = out[4:], samples[d.samples:]
	}
}

// toColour returns the function that writes a row of four bytes a pixel from
// its samples.
func (d *decoder) toColour() func(out, samples []byte) {
	if d.photometric == rgb && d.samples == 3 {
		return rgbToRGBA
	}
	pixel := d.colour()
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

func rgbToRGBA(out, samples []byte) {
	for len(out) >= 4 && len(samples) >= 3 {
		out[0], out[1], out[2], out[3] = samples[0], samples[1], samples[2], 0xFF
		out, samples = out[4:], samples[3:]
	}
}

// colour returns the function that makes red, green and blue of the samples of a
// pixel.
func (d *decoder) colour() func(s []byte) (r, g, b byte) {
	switch d.photometric {
	case whiteIsZero:
		return func(s []byte) (r, g, b byte) { return ^s[0], ^s[0], ^s[0] }
	case blackIsZero:
		return func(s []byte) (r, g, b byte) { return s[0], s[0], s[0] }
	case paletted:
		return func(s []byte) (r, g, b byte) {
			c := d.palette[min(int(s[0]), len(d.palette)-1)].(color.RGBA) //nolint:forcetypeassert // readPalette made it
			return c.R, c.G, c.B
		}
	case yCbCr:
		return func(s []byte) (r, g, b byte) { return color.YCbCrToRGB(s[0], s[1], s[2]) }
	case cieLab: // section 23: L* from 0 to 255, a* and b* from -128 to 127
		return func(s []byte) (r, g, b byte) {
			return labToRGB(float64(s[0])*100/255, float64(int8(s[1])), float64(int8(s[2])))
		}
	case iccLab: // Adobe PageMaker 6.0 TIFF technical notes: a* and b* with an offset
		return func(s []byte) (r, g, b byte) {
			return labToRGB(float64(s[0])*100/255, float64(s[1])-128, float64(s[2])-128)
		}
	case ituLab: // RFC 2301, section 6.2.3: the ranges that it has by default
		return func(s []byte) (r, g, b byte) {
			return labToRGB(float64(s[0])*100/255, float64(s[1])*170/255-85, float64(s[2])*200/255-75)
		}
	}
	return func(s []byte) (r, g, b byte) { return s[0], s[1], s[2] }
}

// labToRGB converts CIE L*a*b*, with a white of D50, to sRGB.
func labToRGB(l, a, b float64) (r, g, blue byte) {
	fy := (l + 16) / 116
	x, y, z := 0.9642*labInverse(fy+a/500), labInverse(fy), 0.8249*labInverse(fy-b/200)
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
	if !(v > 0) { // or not a number
		return 0
	}
	return byte(min(v, 1)*255 + 0.5)
}
