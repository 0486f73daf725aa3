package jpeg

import (
	"encoding/binary"
	"image/color"

	"thumbpool/processor/plane"
)

// Colour is what the components of a picture are.
type Colour int

// The colours. Those of inks are 0 for no ink once a picture is decoded.
const (
	// Stored is what the file itself says that it is, as libjpeg reads it.
	Stored Colour = iota
	Gray
	YCbCr // full range BT.601, as in JFIF
	RGB
	// CMYK is cyan, magenta, yellow and black. Files have it inverted, whether
	// Adobe says that it wrote them or not.
	CMYK
	// YCCK is CMYK whose cyan, magenta and yellow are coded as YCbCr.
	YCCK
	// PlainCMYK is CMYK that is not inverted in the file, as within a TIFF.
	// Nothing in a file says so, and decoded it is CMYK.
	PlainCMYK
)

// components is how many components there are of that colour.
func (c Colour) components() int {
	switch c {
	case Gray:
		return 1
	case YCbCr, RGB:
		return 3
	default:
		return 4
	}
}

// decideColour says what the components are: by the segments of JFIF and Adobe,
// or else by their names.
func (f *frame) decideColour() Colour {
	c := &f.comps
	switch {
	case f.n == 1:
		return Gray
	case f.n == 3 && f.jfif:
		return YCbCr
	case f.n == 3 && f.adobe && f.transform == 0,
		f.n == 3 && !f.adobe && c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B':
		return RGB
	case f.n == 3:
		return YCbCr
	case f.adobe && f.transform != 0:
		return YCCK
	default:
		return CMYK
	}
}

// uninvert brings the inks of the decoded components to 0 for no ink.
func (d *Decoder) uninvert() {
	for i := range d.frame.n {
		if d.frame.colour == CMYK || d.frame.colour == YCCK && i == 3 {
			invert(d.frame.comps[i].pix)
		}
	}
}

func invert(p []byte) {
	for ; len(p) >= 8; p = p[8:] {
		binary.LittleEndian.PutUint64(p, ^binary.LittleEndian.Uint64(p))
	}
	for i, v := range p {
		p[i] = ^v
	}
}

// Inks makes the first three planes of a decoded YCCK picture, all of one size,
// cyan, magenta and yellow, in place.
func Inks(p *[4]plane.Plane) {
	for y := range p[0].H {
		a, b, c := p[0].Row(y), p[1].Row(y), p[2].Row(y)
		for x := range a {
			a[x], b[x], c[x] = color.YCbCrToRGB(a[x], b[x], c[x])
		}
	}
}
