package render

import (
	"encoding/binary"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/plane"
)

// profileOfOneInk is a CMYK profile (ICC.1:2022, 10.10) after which every mixture is
// the same light gray, as it would be on no press: what is shown can only be it.
func profileOfOneInk() []byte {
	lut := []byte("mft1\x00\x00\x00\x00\x04\x03\x02\x00")
	for _, v := range []uint32{1, 0, 0, 0, 1, 0, 0, 0, 1} {
		lut = binary.BigEndian.AppendUint32(lut, v<<16)
	}
	curves := func(n int) {
		for range n {
			for v := range 256 {
				lut = append(lut, byte(v))
			}
		}
	}
	curves(4)
	for range 16 {
		lut = append(lut, 191, 128, 128) // L* 75, a* and b* 0
	}
	curves(3)

	p := make([]byte, 128, 144+len(lut))
	p[8] = 2
	copy(p[12:], "prtrCMYKLab ")
	copy(p[36:], "acsp")
	copy(p[68:], "\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d") // D50
	p = binary.BigEndian.AppendUint32(p, 1)
	p = append(p, "A2B0"...)
	p = binary.BigEndian.AppendUint32(p, 144)
	p = binary.BigEndian.AppendUint32(p, uint32(len(lut)))
	p = append(p, lut...)
	binary.BigEndian.PutUint32(p, uint32(len(p)))
	return p
}

func TestInksAreShownByTheirProfile(t *testing.T) {
	source, err := colour.FromICC(profileOfOneInk())
	if err != nil || source.Model() != colour.CMYK {
		t.Fatalf("the profile is %v: %v", source.Model(), err)
	}
	for _, ink := range []byte{0, 100, 255} {
		p := plane.Picture{Kind: plane.CMYK, ChromaX: 1, ChromaY: 1}
		for i := range 4 {
			p.Planes[i].Resize(2, 2)
			for j := range p.Planes[i].Pix {
				p.Planes[i].Pix[j] = ink
			}
		}
		(&work{Renderer: &Renderer{}, source: source}).toSRGB(&p)
		if p.Kind != plane.RGB {
			t.Fatalf("the picture is of kind %v", p.Kind)
		}
		r, g, b := p.Planes[0].Pix[3], p.Planes[1].Pix[3], p.Planes[2].Pix[3]
		if r != g || g != b || r == 255-ink {
			t.Errorf("ink %d is shown as %d, %d, %d", ink, r, g, b)
		}
	}
}
