package plane

import (
	"image"
	"image/color"
)

// RGBA returns the picture as packed pixels, multiplied by alpha, in memory of
// their own: what a screen wants. Inks are mixed as by [Picture.MixInks]. Chroma samples are repeated, not
// interpolated; where that shows, bring chroma to full size first.
func (p Picture) RGBA() *image.RGBA {
	w, h := p.Size()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		p.pack(m.Pix[y*m.Stride:][:4*w], y)
	}
	return m
}

// NRGBA is as [Picture.RGBA], but not multiplied by alpha: what a PNG file
// wants. Of pixels with little alpha few bits of colour are left.
func (p Picture) NRGBA() *image.NRGBA {
	m := (*image.NRGBA)(p.RGBA())
	if p.Kind != RGBA {
		return m
	}
	for i := 0; i < len(m.Pix); i += 4 {
		px := m.Pix[i : i+4 : i+4]
		if a := px[3]; a != 0 && a != 255 {
			px[0], px[1], px[2] = divide(px[0], a), divide(px[1], a), divide(px[2], a)
		}
	}
	return m
}

// divide is the nearest of c × 255 / a, at most 255; a is not 0.
func divide(c, a byte) byte {
	return byte(min((uint32(c)*255+uint32(a)/2)/uint32(a), 255))
}

// pack writes row y of p to out, four bytes for each pixel.
func (p Picture) pack(out []byte, y int) {
	switch p.Kind {
	case Gray:
		packRow(out, p.Planes[0].Row(y), p.Planes[0].Row(y), p.Planes[0].Row(y))
	case YCbCr:
		c := y / p.ChromaY
		packYCbCr(out, p.Planes[0].Row(y), p.Planes[1].Row(c), p.Planes[2].Row(c), p.ChromaX)
	case RGB:
		packRow(out, p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y))
	case CMYK:
		packRow(out, p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y))
		for x, k := range p.Planes[3].Row(y) {
			px := out[4*x : 4*x+3 : 4*x+3]
			px[0], px[1], px[2] = mixInk(px[0], k), mixInk(px[1], k), mixInk(px[2], k)
		}
	case RGBA:
		packRow(out, p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y))
		for x, a := range p.Planes[3].Row(y) {
			// A reduction's overshoot may leave a colour above its alpha.
			px := out[4*x : 4*x+4 : 4*x+4]
			px[0], px[1], px[2], px[3] = min(px[0], a), min(px[1], a), min(px[2], a), a
		}
	}
}

func packRow(out, r, g, b []byte) {
	g, b = g[:len(r)], b[:len(r)]
	for x := range r {
		px := out[4*x : 4*x+4 : 4*x+4]
		px[0], px[1], px[2], px[3] = r[x], g[x], b[x], 255
	}
}

// packYCbCr converts a row of which step luma samples share a chroma sample.
func packYCbCr(out, luma, cb, cr []byte, step int) {
	cr = cr[:len(cb)]
	for c := range cb {
		for x := c * step; x < min(c*step+step, len(luma)); x++ {
			px := out[4*x : 4*x+4 : 4*x+4]
			px[0], px[1], px[2] = color.YCbCrToRGB(luma[x], cb[c], cr[c])
			px[3] = 255
		}
	}
}
