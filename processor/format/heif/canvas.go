package heif

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
)

// canvas is what a picture is put together on.
type canvas interface {
	// draw draws a coded picture, whose colours mean c. What reaches beyond the
	// canvas is cut.
	draw(t Tile, c CICP) error
	// mask makes a part of it transparent by a picture of any size.
	mask(part image.Rectangle, by *image.Gray, premultiplied bool) error
	// put draws an image with its upper left corner at x, y.
	put(x, y int, m image.Image) error
	image() image.Image
}

// newCanvas returns the canvas for a picture, gray all over.
func newCanvas(img *Image) (canvas, error) {
	if img.Width <= 0 || img.Height <= 0 || int64(img.Width)*int64(img.Height) > 1<<40 {
		return nil, fmt.Errorf("the header claims %d × %d pixels", img.Width, img.Height)
	}
	r := image.Rect(0, 0, img.Width, img.Height)
	if img.pixelwise() {
		return &pixels{m: image.NewNRGBA(r)}, nil
	}
	f := img.leaf().form
	if f.subX == 0 {
		return &lumas{gray: image.NewGray(r)}, nil
	}
	return &lumas{rect: r, form: f}, nil
}

// lumas is a canvas of luma and chroma, or of luma alone. What is on it is as
// coded, but for 8 bits and a gray of full range.
type lumas struct {
	rect  image.Rectangle
	form  form
	gray  *image.Gray
	ycbcr *image.YCbCr
	rgb   *pixels // where the samples turn out to be red, green and blue
}

// ratios are what image calls the steps of chroma.
var ratios = map[[2]int]image.YCbCrSubsampleRatio{
	{1, 1}: image.YCbCrSubsampleRatio444,
	{2, 1}: image.YCbCrSubsampleRatio422,
	{2, 2}: image.YCbCrSubsampleRatio420,
	{1, 2}: image.YCbCrSubsampleRatio440,
}

func (l *lumas) draw(t Tile, c CICP) error {
	s := t.Samples
	if l.gray != nil {
		table := levels(s.Depth, false, c.FullRange, true)
		convert(l.gray.Pix, l.gray.Stride, l.gray.Rect, t.X, t.Y, s, 0, table)
		return nil
	}
	if l.rgb == nil && l.ycbcr == nil {
		if isRGB(c) {
			l.rgb = &pixels{m: image.NewNRGBA(l.rect)}
		} else {
			l.ycbcr = image.NewYCbCr(l.rect, ratios[[2]int{l.form.subX, l.form.subY}])
			for _, plane := range [][]byte{l.ycbcr.Y, l.ycbcr.Cb, l.ycbcr.Cr} {
				for i := range plane {
					plane[i] = 128
				}
			}
		}
	}
	if l.rgb != nil {
		return l.rgb.draw(t, c)
	}
	if len(s.Planes) == 3 && (s.SubX != l.form.subX || s.SubY != l.form.subY) {
		return errors.New("the picture is not of the kind that its tables say")
	}
	m := l.ycbcr
	convert(m.Y, m.YStride, m.Rect, t.X, t.Y, s, 0, levels(s.Depth, false, c.FullRange, false))
	table := levels(s.Depth, true, c.FullRange, false)
	small := image.Rect(0, 0, (m.Rect.Dx()+l.form.subX-1)/l.form.subX, (m.Rect.Dy()+l.form.subY-1)/l.form.subY)
	for i := 1; i < len(s.Planes); i++ {
		convert([][]byte{m.Cb, m.Cr}[i-1], m.CStride, small, t.X/l.form.subX, t.Y/l.form.subY, s, i, table)
	}
	return nil
}

// isRGB tells whether samples are no luma with chroma of parts of red and blue.
func isRGB(c CICP) bool { return c.Matrix == matrixIdentity || c.Matrix == matrixYCgCo }

// convert brings a plane of samples through a table to 8 bits, at x, y of the
// samples in rect.
func convert(pix []byte, stride int, rect image.Rectangle, x, y int, s *Samples, plane int, table []byte) {
	w, h := s.sides(plane)
	p := s.Planes[plane]
	cut := image.Rect(x, y, x+w, y+h).Intersect(rect)
	for row := cut.Min.Y; row < cut.Max.Y; row++ {
		out := pix[row*stride+cut.Min.X : row*stride+cut.Max.X]
		in := p.Pix[(row-y)*p.Stride+(cut.Min.X-x)*s.size():]
		if s.Depth == 8 {
			for i := range out {
				out[i] = table[in[i]]
			}
			continue
		}
		top := uint16(len(table) - 1)
		for i := range out {
			out[i] = table[min(binary.LittleEndian.Uint16(in[2*i:]), top)]
		}
	}
}

func (l *lumas) mask(image.Rectangle, *image.Gray, bool) error {
	return errors.New("what is transparent lies on what is not")
}

func (l *lumas) put(int, int, image.Image) error { return l.mask(image.Rectangle{}, nil, false) }

func (l *lumas) image() image.Image {
	switch {
	case l.gray != nil:
		return l.gray
	case l.rgb != nil:
		return l.rgb.image()
	case l.ycbcr != nil:
		return l.ycbcr
	}
	return image.NewGray(l.rect) // of which nothing could be decoded
}

// pixels is a canvas of red, green, blue and alpha.
type pixels struct {
	m             *image.NRGBA
	premultiplied bool
}

func (p *pixels) draw(t Tile, c CICP) error {
	s := t.Samples
	cut := image.Rect(t.X, t.Y, t.X+s.Width, t.Y+s.Height).Intersect(p.m.Rect)
	if cut.Empty() {
		return nil
	}
	rows := newMixer(s, c)
	for y := cut.Min.Y; y < cut.Max.Y; y++ {
		rows.row(y-t.Y, cut.Min.X-t.X, p.m.Pix[p.m.PixOffset(cut.Min.X, y):p.m.PixOffset(cut.Max.X-1, y)+4])
	}
	return nil
}

func (p *pixels) mask(part image.Rectangle, by *image.Gray, premultiplied bool) error {
	p.premultiplied = premultiplied
	cut := part.Intersect(p.m.Rect)
	w, h := by.Rect.Dx(), by.Rect.Dy()
	for y := cut.Min.Y; y < cut.Max.Y; y++ {
		row := by.Pix[(y-part.Min.Y)*h/part.Dy()*by.Stride:]
		out := p.m.Pix[p.m.PixOffset(cut.Min.X, y):]
		for x := range cut.Dx() {
			a := row[(cut.Min.X-part.Min.X+x)*w/part.Dx()]
			out[4*x+3] = a
			if premultiplied {
				out[4*x], out[4*x+1], out[4*x+2] = min(out[4*x], a), min(out[4*x+1], a), min(out[4*x+2], a)
			}
		}
	}
	return nil
}

func (p *pixels) put(x, y int, m image.Image) error {
	draw.Draw(p.m, m.Bounds().Add(image.Pt(x, y)), m, m.Bounds().Min, draw.Src)
	return nil
}

func (p *pixels) image() image.Image {
	if p.premultiplied {
		return &image.RGBA{Pix: p.m.Pix, Stride: p.m.Stride, Rect: p.m.Rect}
	}
	return p.m
}
