package sample

import (
	"image"
	"image/jpeg"
	"io"
)

// coding is a way of writing a JPEG file.
type coding int

const (
	baseline    coding = iota // as cameras do
	progressive               // as pictures saved for the web
	gray                      // one component, as a scanner or a black-and-white mode does
)

// encode writes img as a JPEG file with the given APP1 segment. quality is 1…100.
func encode(w io.Writer, img *image.RGBA, c coding, quality int, app1 []byte) error {
	if _, err := w.Write(append([]byte{0xff, 0xd8}, app1...)); err != nil {
		return err
	}
	rest := &tail{w: w, skip: 2} // the SOI marker is written already
	switch c {
	case progressive:
		return encodeProgressive(rest, img, quality)
	case gray:
		return jpeg.Encode(rest, desaturate(img), &jpeg.Options{Quality: quality})
	default:
		return jpeg.Encode(rest, img, &jpeg.Options{Quality: quality})
	}
}

// tail passes on all but the first bytes written to it.
type tail struct {
	w    io.Writer
	skip int
}

func (t *tail) Write(p []byte) (int, error) {
	cut := min(t.skip, len(p))
	t.skip -= cut
	n, err := t.w.Write(p[cut:])
	return cut + n, err
}

func desaturate(img *image.RGBA) *image.Gray {
	g := image.NewGray(img.Rect)
	for i := range g.Pix {
		px := img.Pix[4*i : 4*i+3 : 4*i+3]
		// The weights of ITU-R BT.601 in 16 bits.
		g.Pix[i] = byte((19595*uint32(px[0]) + 38470*uint32(px[1]) + 7471*uint32(px[2]) + 1<<15) >> 16)
	}
	return g
}
