package plane

import (
	"image/color"
	"math/bits"
)

// Flatten lays an RGBA picture on an opaque background and makes it RGB, in
// place: what a format without transparency needs. The alpha of the background
// counts as 255. Pictures of other kinds are left as they are.
func (p *Picture) Flatten(background color.RGBA) {
	if p.Kind != RGBA {
		return
	}
	for i, under := range []byte{background.R, background.G, background.B} {
		for y := range p.Planes[i].H {
			row := p.Planes[i].Row(y)
			for x, a := range p.Planes[3].Row(y) {
				row[x] = min(row[x], a) + multiply(under, 255-a)
			}
		}
	}
	p.Kind = RGB
	p.Planes[3] = Plane{}
}

// MixInks makes a CMYK picture RGB, in place, as if each ink took its own third
// of the light and nothing else, and black took of all three. Of real inks only
// a profile knows; without one this is what everybody shows. Pictures of other
// kinds are left as they are.
func (p *Picture) MixInks() {
	if p.Kind != CMYK {
		return
	}
	for i := range 3 {
		for y := range p.Planes[i].H {
			row := p.Planes[i].Row(y)
			for x, k := range p.Planes[3].Row(y) {
				row[x] = mixInk(row[x], k)
			}
		}
	}
	p.Kind = RGB
	p.Planes[3] = Plane{}
}

// Unmultiply undoes that the colours of an RGBA picture are multiplied by alpha,
// in place, so that they can be converted; [Picture.Multiply] does it again.
// Pictures of other kinds are left as they are.
func (p *Picture) Unmultiply() {
	p.withAlpha(func(c, a byte) byte {
		if a == 0 {
			return 0
		}
		return divide(c, a)
	})
}

// Multiply multiplies the colours of an RGBA picture by alpha, in place.
func (p *Picture) Multiply() { p.withAlpha(multiply) }

// withAlpha changes the colours of an RGBA picture where it is transparent.
func (p *Picture) withAlpha(change func(c, a byte) byte) {
	if p.Kind != RGBA {
		return
	}
	for i := range 3 {
		for y := range p.Planes[i].H {
			row := p.Planes[i].Row(y)
			for x, a := range p.Planes[3].Row(y) {
				if a != 255 {
					row[x] = change(row[x], a)
				}
			}
		}
	}
}

// mixInk returns what an ink and black leave of its third of the light.
func mixInk(ink, black byte) byte {
	paper := 255 - black
	return paper - multiply(ink, paper)
}

// FromRGB converts an RGB picture to YCbCr, full range BT.601 (JFIF 1.02,
// section 7). chroma is 1 for a chroma sample at every pixel (4:4:4), or 2 for
// the mean of two by two (4:2:0), of which the last row and column are repeated
// where the size is odd.
func FromRGB(p Picture, chroma int) Picture {
	w, h := p.Size()
	out := Picture{Kind: YCbCr, ChromaX: chroma, ChromaY: chroma}
	out.Planes[0].Resize(w, h)
	for y := range h {
		r, g, b := p.rows(y)
		luma := out.Planes[0].Row(y)
		g, b, luma = g[:len(r)], b[:len(r)], luma[:len(r)]
		for x := range r {
			luma[x] = byte((19595*uint32(r[x]) + 38470*uint32(g[x]) + 7471*uint32(b[x]) + 1<<15) >> 16)
		}
	}
	out.Planes[1].Resize(ceilDiv(w, chroma), ceilDiv(h, chroma))
	out.Planes[2].Resize(ceilDiv(w, chroma), ceilDiv(h, chroma))
	for y := range out.Planes[1].H {
		cb, cr := out.Planes[1].Row(y), out.Planes[2].Row(y)
		for x := range cb {
			cb[x], cr[x] = p.chroma(x, y, chroma)
		}
	}
	return out
}

// chroma returns the mean chroma of the square of side n, 1 or 2, that is
// number x of its row and y of its column.
func (p Picture) chroma(x, y, n int) (cb, cr byte) {
	w, h := p.Size()
	var r, g, b int32
	for v := y * n; v < y*n+n; v++ {
		red, green, blue := p.rows(min(v, h-1))
		for u := x * n; u < x*n+n; u++ {
			u := min(u, w-1)
			r, g, b = r+int32(red[u]), g+int32(green[u]), b+int32(blue[u])
		}
	}
	shift := 16 + bits.TrailingZeros(uint(n*n))
	middle := int32(257) << (shift - 1) // 128.5: the offset, and rounding
	cb = byte(min((-11056*r-21712*g+32768*b+middle)>>shift, 255))
	cr = byte(min((32768*r-27440*g-5328*b+middle)>>shift, 255))
	return cb, cr
}
