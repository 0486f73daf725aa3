package plane

import "image"

// FromImage returns img in planes, of the kind that keeps most of it with
// least work: gray stays one plane, and YCbCr and CMYK stay what they are. Other
// opaque images become RGB, and the rest RGBA, so that a reduction draws no
// colour out of transparent pixels. Samples of 16 bits are rounded to 8.
//
// The planes take over the memory of img where its pixels have room for them,
// which they have but for palettes and for YCbCr with alpha: img must not be
// used any more.
func FromImage(img image.Image) Picture {
	switch m := img.(type) {
	case *image.Gray:
		r := m.Rect
		p := Picture{Kind: Gray, ChromaX: 1, ChromaY: 1}
		p.Planes[0] = Plane{Pix: m.Pix, Stride: m.Stride, W: r.Dx(), H: r.Dy()}
		return p
	case *image.Gray16:
		return fromGray16(m)
	case *image.CMYK:
		return fromCMYK(m)
	case *image.YCbCr:
		if p, ok := viewYCbCr(m); ok {
			return p
		}
	case *image.NYCbCrA:
		if p, ok := viewYCbCr(&m.YCbCr); ok && m.Opaque() {
			return p
		}
	}
	return fromPixels(img)
}

// viewYCbCr returns the planes of m without copying. It cannot where the first
// chroma samples belong in part to pixels outside m, as they do in a sub-image
// cut at an odd pixel.
func viewYCbCr(m *image.YCbCr) (Picture, bool) {
	p := Picture{Kind: YCbCr}
	p.ChromaX, p.ChromaY = chromaSteps(m.SubsampleRatio)
	r := m.Rect
	if r.Empty() || r.Min.X%p.ChromaX != 0 || r.Min.Y%p.ChromaY != 0 {
		return Picture{}, false
	}
	w, h := r.Dx(), r.Dy()
	p.Planes[0] = Plane{Pix: m.Y, Stride: m.YStride, W: w, H: h}

	w, h = ceilDiv(w, p.ChromaX), ceilDiv(h, p.ChromaY)
	p.Planes[1] = Plane{Pix: m.Cb, Stride: m.CStride, W: w, H: h}
	p.Planes[2] = Plane{Pix: m.Cr, Stride: m.CStride, W: w, H: h}
	return p, true
}

func chromaSteps(r image.YCbCrSubsampleRatio) (x, y int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	default:
		return 1, 1
	}
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

func fromGray16(m *image.Gray16) Picture {
	p := Picture{Kind: Gray, ChromaX: 1, ChromaY: 1}
	p.Planes[0] = Plane{Pix: m.Pix, Stride: m.Stride, W: m.Rect.Dx(), H: m.Rect.Dy()}
	for y := range m.Rect.Dy() {
		in := m.Pix[y*m.Stride:]
		row := p.Planes[0].Row(y)
		for x := range row {
			row[x] = round16(be16(in[2*x:]))
		}
	}
	return p
}

// fromCMYK makes four rows of each row of inks, in its place.
func fromCMYK(m *image.CMYK) Picture {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	p := Picture{Kind: CMYK, ChromaX: 1, ChromaY: 1}
	for i := range p.Planes {
		p.Planes[i] = Plane{Pix: m.Pix[min(i*w, len(m.Pix)):], Stride: m.Stride, W: w, H: h}
	}
	rows := make([]byte, 4*w)
	cyan, magenta, yellow, black := rows[:w], rows[w:2*w], rows[2*w:3*w], rows[3*w:]
	for y := range h {
		in := m.Pix[y*m.Stride:][:4*w]
		for x := range w {
			px := in[4*x : 4*x+4 : 4*x+4]
			cyan[x], magenta[x], yellow[x], black[x] = px[0], px[1], px[2], px[3]
		}
		copy(in, rows)
	}
	return p
}

// fromPixels takes any image apart, row by row.
func fromPixels(img image.Image) Picture {
	r := img.Bounds()
	w, h := r.Dx(), r.Dy()
	kind := RGBA
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		kind = RGB // where alpha goes unseen
	}
	read := rowReader(img)
	pix, stride := packed(img)
	if pix == nil {
		p := newPicture(kind, w, h)
		alpha := make([]byte, w)
		for y := range h {
			if kind == RGBA {
				alpha = p.Planes[3].Row(y)
			}
			read(y, p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y), alpha)
		}
		return p
	}
	// The four bytes and more of each pixel become four rows, in the place of
	// the row that they are read from.
	p := Picture{Kind: kind, ChromaX: 1, ChromaY: 1}
	for i := range kind.Planes() {
		p.Planes[i] = Plane{Pix: pix[i*w:], Stride: stride, W: w, H: h}
	}
	rows := make([]byte, 4*w)
	for y := range h {
		read(y, rows[:w], rows[w:2*w], rows[2*w:3*w], rows[3*w:])
		copy(pix[y*stride:], rows[:kind.Planes()*w])
	}
	return p
}

// packed returns the memory of an image that has four bytes a pixel or more in
// one piece, or nil.
func packed(img image.Image) (pix []byte, stride int) {
	if img.Bounds().Empty() {
		return nil, 0
	}
	switch m := img.(type) {
	case *image.RGBA:
		return m.Pix, m.Stride
	case *image.NRGBA:
		return m.Pix, m.Stride
	case *image.RGBA64:
		return m.Pix, m.Stride
	case *image.NRGBA64:
		return m.Pix, m.Stride
	}
	return nil, 0
}

// be16 is the 16-bit sample at the beginning of b.
func be16(b []byte) uint32 { return uint32(b[0])<<8 | uint32(b[1]) }

// round16 brings 16 bits to 8: the nearest of v/257.
func round16(v uint32) byte { return byte((v*255 + 32895) >> 16) }

// multiply is the nearest of c × a / 255.
func multiply(c, a byte) byte {
	t := uint32(c)*uint32(a) + 128
	return byte((t + t>>8) >> 8)
}
