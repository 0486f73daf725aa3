package plane

import "image/color"

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
		r, g, b := p.rows(y * chroma)
		if chroma == 1 {
			for x := range cb {
				cb[x], cr[x] = chromaOf(int32(r[x]), int32(g[x]), int32(b[x]), 16)
			}
			continue
		}
		below, belowG, belowB := p.rows(min(2*y+1, h-1))
		for x := range cb {
			u, v := 2*x, min(2*x+1, w-1)
			cb[x], cr[x] = chromaOf(
				int32(r[u])+int32(r[v])+int32(below[u])+int32(below[v]),
				int32(g[u])+int32(g[v])+int32(belowG[u])+int32(belowG[v]),
				int32(b[u])+int32(b[v])+int32(belowB[u])+int32(belowB[v]), 18)
		}
	}
	return out
}

// chromaOf returns the chroma of a sum of pixels, 1<<(shift-16) of them.
func chromaOf(r, g, b int32, shift int) (cb, cr byte) {
	middle := int32(257) << (shift - 1) // 128.5: the offset, and rounding
	cb = byte(min((-11056*r-21712*g+32768*b+middle)>>shift, 255))
	cr = byte(min((32768*r-27440*g-5328*b+middle)>>shift, 255))
	return cb, cr
}
