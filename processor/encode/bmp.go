package encode

import (
	"bytes"
	"image"

	"golang.org/x/image/bmp"

	"thumbpool/processor/plane"
)

// writeBMP writes 24 bits a pixel, or a palette of grays. The picture is opaque: of
// bitmaps with alpha many readers show something else.
func (e *Encoder) writeBMP(dst []byte, p plane.Picture, _ Options) ([]byte, error) {
	img := pixels(p)
	if full, ok := img.(*image.NRGBA); ok {
		for i := 3; i < len(full.Pix); i += 4 {
			full.Pix[i] = 255
		}
	}
	buf := bytes.NewBuffer(dst)
	err := bmp.Encode(buf, img)
	return buf.Bytes(), err
}
