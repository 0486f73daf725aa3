package plane

import (
	"image"
	"image/color"
)

// A reader writes row y of an image, counted from its top, to four rows of
// the same length: red, green, blue, each multiplied by alpha, and alpha.
type reader func(y int, r, g, b, a []byte)

// rowReader returns the fastest reader there is for img.
func rowReader(img image.Image) reader {
	switch m := img.(type) {
	case *image.RGBA:
		return readRGBA(m)
	case *image.NRGBA:
		return readNRGBA(m)
	case *image.RGBA64:
		return readRGBA64(m)
	case *image.NRGBA64:
		return readNRGBA64(m)
	case *image.Paletted:
		return readPaletted(m)
	case *image.YCbCr:
		return readYCbCr(m)
	case *image.NYCbCrA:
		return readNYCbCrA(m)
	default:
		return readAny(img)
	}
}

func readRGBA(m *image.RGBA) reader {
	return func(y int, r, g, b, a []byte) {
		r, g, b = r[:len(a)], g[:len(a)], b[:len(a)]
		in := m.Pix[y*m.Stride:]
		for x := range a {
			px := in[4*x : 4*x+4 : 4*x+4]
			r[x], g[x], b[x], a[x] = px[0], px[1], px[2], px[3]
		}
	}
}

func readNRGBA(m *image.NRGBA) reader {
	return func(y int, r, g, b, a []byte) {
		r, g, b = r[:len(a)], g[:len(a)], b[:len(a)]
		in := m.Pix[y*m.Stride:]
		for x := range a {
			px := in[4*x : 4*x+4 : 4*x+4]
			r[x], g[x], b[x], a[x] = px[0], px[1], px[2], px[3]
			if v := px[3]; v != 255 {
				r[x], g[x], b[x] = multiply(r[x], v), multiply(g[x], v), multiply(b[x], v)
			}
		}
	}
}

func readRGBA64(m *image.RGBA64) reader {
	return func(y int, r, g, b, a []byte) {
		in := m.Pix[y*m.Stride:]
		for x := range a {
			px := in[8*x : 8*x+8 : 8*x+8]
			r[x], g[x], b[x] = round16(be16(px)), round16(be16(px[2:])), round16(be16(px[4:]))
			a[x] = round16(be16(px[6:]))
		}
	}
}

func readNRGBA64(m *image.NRGBA64) reader {
	return func(y int, r, g, b, a []byte) {
		in := m.Pix[y*m.Stride:]
		for x := range a {
			px := in[8*x : 8*x+8 : 8*x+8]
			v := be16(px[6:])
			r[x], g[x], b[x] = multiply16(be16(px), v), multiply16(be16(px[2:]), v), multiply16(be16(px[4:]), v)
			a[x] = round16(v)
		}
	}
}

// multiply16 is the nearest 8-bit value of c × a, both of 16 bits.
func multiply16(c, a uint32) byte {
	const white = 65535 * 257
	return byte((uint64(c)*uint64(a) + white/2) / white)
}

func readPaletted(m *image.Paletted) reader {
	var table [256][4]byte
	for i, c := range m.Palette[:min(len(m.Palette), len(table))] {
		r, g, b, a := c.RGBA()
		table[i] = [4]byte{round16(r), round16(g), round16(b), round16(a)}
	}
	return func(y int, r, g, b, a []byte) {
		for x, i := range m.Pix[y*m.Stride:][:len(a)] {
			c := table[i]
			r[x], g[x], b[x], a[x] = c[0], c[1], c[2], c[3]
		}
	}
}

func readYCbCr(m *image.YCbCr) reader {
	p, ok := viewYCbCr(m)
	if !ok {
		return readAny(m)
	}
	return func(y int, r, g, b, a []byte) {
		c := y / p.ChromaY
		luma, cb, cr := p.Planes[0].Row(y), p.Planes[1].Row(c), p.Planes[2].Row(c)
		r, g, b, luma = r[:len(a)], g[:len(a)], b[:len(a)], luma[:len(a)]
		for c := range cb {
			for x := c * p.ChromaX; x < min((c+1)*p.ChromaX, len(a)); x++ {
				r[x], g[x], b[x] = color.YCbCrToRGB(luma[x], cb[c], cr[c])
				a[x] = 255
			}
		}
	}
}

func readNYCbCrA(m *image.NYCbCrA) reader {
	readColour := readYCbCr(&m.YCbCr)
	return func(y int, r, g, b, a []byte) {
		readColour(y, r, g, b, a)
		for x, v := range m.A[y*m.AStride:][:len(a)] {
			r[x], g[x], b[x], a[x] = multiply(r[x], v), multiply(g[x], v), multiply(b[x], v), v
		}
	}
}

func readAny(img image.Image) reader {
	origin := img.Bounds().Min
	return func(y int, r, g, b, a []byte) {
		for x := range a {
			r16, g16, b16, a16 := img.At(origin.X+x, origin.Y+y).RGBA()
			r[x], g[x], b[x], a[x] = round16(r16), round16(g16), round16(b16), round16(a16)
		}
	}
}
