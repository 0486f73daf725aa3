package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"

	"github.com/disintegration/imaging"

	"thumbpool/processor/plane"
)

func (e *Encoder) writePNG(dst []byte, p plane.Picture, o Options) ([]byte, error) {
	dst, err := write(dst, p, imaging.PNG)
	if err == nil && o.ICC != nil {
		dst, err = insertProfile(dst, o.ICC)
	}
	return dst, err
}

func (e *Encoder) writeGIF(dst []byte, p plane.Picture, o Options) ([]byte, error) {
	if o.Palette == nil {
		return write(dst, p, imaging.GIF)
	}
	return write(dst, p, imaging.GIF, imaging.GIFQuantizer(photoColours(o.Palette)), imaging.GIFDrawer(draw.FloydSteinberg))
}

func (e *Encoder) writeBMP(dst []byte, p plane.Picture, _ Options) ([]byte, error) {
	return write(dst, p, imaging.BMP)
}

func (e *Encoder) writeTIFF(dst []byte, p plane.Picture, _ Options) ([]byte, error) {
	return write(dst, p, imaging.TIFF)
}

func write(dst []byte, p plane.Picture, f imaging.Format, options ...imaging.EncodeOption) ([]byte, error) {
	buf := bytes.NewBuffer(dst)
	err := imaging.Encode(buf, pixels(p), f, options...)
	return buf.Bytes(), err
}

// pixels is the picture as packed pixels, gray ones if it has no colours.
func pixels(p plane.Picture) image.Image {
	if p.Kind == plane.Gray {
		return p.Planes[0].Gray()
	}
	return p.NRGBA()
}

// photoColours is a draw.Quantizer that always chooses the same colours.
type photoColours color.Palette

// Quantize returns the colours.
func (c photoColours) Quantize(color.Palette, image.Image) color.Palette { return color.Palette(c) }
