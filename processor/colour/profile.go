package colour

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// profile is an ICC profile as it lies in a file. Nothing in it is believed to
// reach beyond its end.
type profile []byte

// mostTags is the most tags that a profile may have. Large ones have thirty.
const mostTags = 200

// FromICC returns the source that an ICC profile describes, of version 2 or 4.
// It keeps the profile. The error says what is wrong with it, or why it is not
// the profile of a picture's samples; a picture is then shown as if it had none.
func FromICC(data []byte) (Source, error) {
	s, err := profile(data).source()
	if err != nil {
		return Source{}, fmt.Errorf("the colour profile: %w", err)
	}
	if !s.IsSRGB() {
		s.profile = data
	}
	return s, nil
}

// source reads the header (ICC.1:2022, section 7.2) and what the class of the
// profile asks for (section 8).
func (p profile) source() (Source, error) {
	if len(p) < 132 || string(p[36:40]) != "acsp" {
		return Source{}, errors.New("it is none")
	}
	switch class := string(p[12:16]); class {
	case "scnr", "mntr", "prtr", "spac":
	default:
		return Source{}, fmt.Errorf("the class %q is of no picture", class)
	}
	if pcs := string(p[20:24]); pcs != "XYZ " && pcs != "Lab " {
		return Source{}, fmt.Errorf("it connects through %q", pcs)
	}
	models := map[string]Model{"RGB ": RGB, "GRAY": Gray, "CMYK": CMYK}
	model, known := models[string(p[16:20])]
	if !known {
		return Source{}, fmt.Errorf("the samples are %q", p[16:20])
	}
	// Tables go before curves, and those for the perceptual intent before the
	// ones of the other.
	for _, name := range []string{"A2B0", "A2B1"} {
		tag := p.tag(name)
		if tag == nil || name == "A2B1" && model != CMYK && p.shaped() {
			continue
		}
		return p.tabled(tag, model)
	}
	switch model {
	case RGB:
		return p.shaper()
	case Gray:
		return p.gray()
	}
	return Source{}, errors.New("it has no table of inks")
}

// tag returns the value of a tag, nil if there is none or it lies beyond the end.
func (p profile) tag(name string) []byte {
	const headLen, entryLen = 132, 12
	n := min(int64(binary.BigEndian.Uint32(p[128:])), mostTags, int64(len(p)-headLen)/entryLen)
	for i := range n {
		e := p[headLen+i*entryLen:][:entryLen]
		if string(e[:4]) != name {
			continue
		}
		off, length := int64(binary.BigEndian.Uint32(e[4:])), int64(binary.BigEndian.Uint32(e[8:]))
		if length < 8 || off > int64(len(p)) || length > int64(len(p))-off {
			return nil
		}
		return p[off : off+length]
	}
	return nil
}

// shaped reports whether there are curves, which go without a table.
func (p profile) shaped() bool { return p.tag("rXYZ") != nil || p.tag("kTRC") != nil }

// shaper reads three colorants and their curves (section 8.3.3).
func (p profile) shaper() (Source, error) {
	if string(p[20:24]) != "XYZ " {
		return Source{}, errors.New("its colorants are not XYZ")
	}
	var toXYZ matrix
	var l lights
	var last []byte // curve: mostly all three are the same
	for j, light := range []string{"r", "g", "b"} {
		x, err := xyz(p.tag(light + "XYZ"))
		if err != nil {
			return Source{}, fmt.Errorf("%sXYZ: %w", light, err)
		}
		for i := range 3 {
			toXYZ[i][j] = x[i]
		}
		tag := p.tag(light + "TRC")
		if j > 0 && bytes.Equal(tag, last) {
			l[j] = l[j-1]
			continue
		}
		last = tag
		c, _, err := readCurve(tag)
		if err != nil {
			return Source{}, fmt.Errorf("%sTRC: %w", light, err)
		}
		l[j] = sampled(c)
	}
	// All three together are white, D50 in every profile. One in which they are
	// not was made by a program that did not know; browsers pass over it too.
	sum, want := toXYZ.of([3]float64{1, 1, 1}), d50()
	for i, tolerance := range [3]float64{0.02, 0.02, 0.04} {
		if !(math.Abs(sum[i]-want[i]) <= tolerance) {
			return Source{}, errors.New("its colorants do not make its white")
		}
	}
	return fromMatrix(toXYZ, l), nil
}

// gray reads the one curve of a gray profile (section 8.3.4), which leads to the
// lightness L* where it connects through Lab.
func (p profile) gray() (Source, error) {
	curve, _, err := readCurve(p.tag("kTRC"))
	if err != nil {
		return Source{}, fmt.Errorf("kTRC: %w", err)
	}
	if string(p[20:24]) == "Lab " {
		lightness := curve
		curve = func(v float64) float64 { return labInverse((100*lightness(v) + 16) / 116) }
	}
	return FromGray(curve), nil
}

// xyz reads an XYZType (section 10.31).
func xyz(tag []byte) ([3]float64, error) {
	if len(tag) < 20 || string(tag[:4]) != "XYZ " {
		return [3]float64{}, errors.New("no XYZ")
	}
	return [3]float64{s15Fixed16(tag[8:]), s15Fixed16(tag[12:]), s15Fixed16(tag[16:])}, nil
}

// s15Fixed16 is a number with a sign and 16 bits behind the point (section 4.6).
func s15Fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// labInverse is the inverse of the function by which L*a*b* is defined (CIE 15,
// section 8.2.1).
func labInverse(f float64) float64 {
	if f > 6.0/29 {
		return f * f * f
	}
	return (f - 16.0/116) * 108 / 841
}
