package tiff

import (
	"errors"
	"image"
	"image/color"
	"io"

	"thumbpool/processor/format/webp"
	"thumbpool/processor/jpeg"
)

// pictureRows reads a picture as the rows of a segment whose samples it holds.
type pictureRows struct {
	row    func(out []byte, y int)
	y      int
	height int
	buf    []byte
	left   []byte
}

func (p *pictureRows) Read(b []byte) (n int, err error) {
	for n < len(b) {
		if len(p.left) == 0 {
			if p.y == p.height {
				return n, io.EOF
			}
			p.row(p.buf, p.y)
			p.y, p.left = p.y+1, p.buf
		}
		k := copy(b[n:], p.left)
		n, p.left = n+k, p.left[k:]
	}
	return n, nil
}

var errColours = errors.New("a picture in it has other colours than it says")

// changeColour returns what makes the TIFF's colours of those of a picture in it,
// nil where they are the same.
func (d *decoder) changeColour(from jpeg.Colour) func(a, b, c byte) (byte, byte, byte) {
	switch {
	case from == jpeg.YCbCr && d.photometric != yCbCr:
		return color.YCbCrToRGB
	case from == jpeg.RGB && d.photometric == yCbCr:
		return color.RGBToYCbCr
	}
	return nil
}

// webpSegment decodes a segment that is a WebP file.
func (d *decoder) webpSegment(section *io.SectionReader, rect image.Rectangle) (io.Reader, error) {
	width, height, err := webp.Size(section)
	if err != nil {
		return nil, err
	}
	if width > d.segWidth || height > d.segHeight || width < rect.Dx() || height < rect.Dy() {
		return nil, errors.New("a WebP in it does not fit its place")
	}
	img, err := webp.Decode(io.NewSectionReader(section, 0, section.Size()))
	if err != nil {
		return nil, err
	}
	row := d.webpRow(img)
	if row == nil {
		return nil, errColours
	}
	return &pictureRows{row: row, height: rect.Dy(), buf: make([]byte, d.segWidth*d.samples)}, nil
}

// webpRow returns the function that writes a row of an image as red, green, blue
// and, if the TIFF has it, alpha.
func (d *decoder) webpRow(img image.Image) func(out []byte, y int) {
	n := d.samples
	switch m := img.(type) {
	case *image.NRGBA:
		return func(out []byte, y int) {
			for in := m.Pix[y*m.Stride:][:4*m.Rect.Dx()]; len(in) >= 4; out, in = out[n:], in[4:] {
				copy(out[:n], in[:4])
			}
		}
	case *image.YCbCr:
		return chromaRow(m, n, func(_, _ int) byte { return 0xFF })
	case *image.NYCbCrA:
		return chromaRow(&m.YCbCr, n, func(x, y int) byte { return m.A[m.AOffset(x, y)] })
	}
	return nil
}

func chromaRow(m *image.YCbCr, n int, alpha func(x, y int) byte) func(out []byte, y int) {
	return func(out []byte, y int) {
		for x := range m.Rect.Dx() {
			c := m.COffset(x, y)
			out[0], out[1], out[2] = color.YCbCrToRGB(m.Y[m.YOffset(x, y)], m.Cb[c], m.Cr[c])
			if n > 3 {
				out[3] = alpha(x, y)
			}
			out = out[n:]
		}
	}
}
