// Package webp decodes a still WebP picture, as a file of its own or as a part
// of a file of another kind.
package webp

import (
	"image"
	"io"

	"golang.org/x/image/webp"
)

// What decoding takes for a pixel, in bytes: lossy pictures have a sample and two
// half ones. Lossless ones have four bytes, and four more while colours are looked
// up in a table, as have the transparent parts of lossy ones.
const (
	LossyCost    = 2
	LosslessCost = 9
)

// Decode reads a still picture: an *image.YCbCr or *image.NYCbCrA, full range as
// in JFIF, where it is lossy, and an *image.NRGBA where it is lossless. Errors are
// those of r and of golang.org/x/image/webp.
func Decode(r io.Reader) (image.Image, error) {
	img, err := webp.Decode(r)
	if err != nil {
		return nil, err
	}
	toFullRange(img)
	return img, nil
}

// Size reads the size of a still picture in pixels.
func Size(r io.Reader) (width, height int, err error) {
	c, err := webp.DecodeConfig(r)
	return c.Width, c.Height, err
}

// toFullRange stretches the samples of a lossy WebP, whose black is 16 and
// whose white is 235 (ITU-R BT.601), to the full range that image.YCbCr means.
func toFullRange(img image.Image) {
	var p *image.YCbCr
	switch img := img.(type) {
	case *image.YCbCr:
		p = img
	case *image.NYCbCrA:
		p = &img.YCbCr
	default:
		return
	}
	stretch(p.Y, 16, 219, 0)
	stretch(p.Cb, 128, 224, 128)
	stretch(p.Cr, 128, 224, 128)
}

// stretch maps zero to newZero and spreads span over 255.
func stretch(samples []byte, zero, span, newZero int) {
	var table [256]byte
	for i := range table {
		v := ((i-zero)*255*2 + span) / (2 * span)
		if i < zero {
			v = ((i-zero)*255*2 - span) / (2 * span)
		}
		table[i] = byte(min(max(v+newZero, 0), 255))
	}
	for i, v := range samples {
		samples[i] = table[v]
	}
}
