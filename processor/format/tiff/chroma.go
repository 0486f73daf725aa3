package tiff

import (
	"context"
	"errors"
	"image"

	"thumbpool/processor/jpeg"
	"thumbpool/processor/plane"
)

// chromaRatio tells whether the picture is made of JPEGs in luma and chroma whose
// samples can stay what they are, and how fine the chroma is.
func (l *layout) chromaRatio() (ratio image.YCbCrSubsampleRatio, ok bool) {
	if !l.isJPEG() || l.photometric != yCbCr || l.samples != 3 || l.planes != 1 || l.codec.header.Components != 3 {
		return 0, false
	}
	h := l.codec.header
	if h.Sampling[1] != h.Sampling[2] || l.compression == packOldJPEG && h.Colour != jpeg.YCbCr {
		return 0, false
	}
	x, y := h.Sub(1)
	if subX, subY := h.Sub(0); subX != 1 || subY != 1 {
		return 0, false
	}
	// Of a sample that two segments share, each would have a part.
	if l.across > 1 && l.segWidth%int(x) != 0 || l.down > 1 && l.segHeight%int(y) != 0 {
		return 0, false
	}
	for ratio, steps := range map[image.YCbCrSubsampleRatio][2]float64{
		image.YCbCrSubsampleRatio444: {1, 1}, image.YCbCrSubsampleRatio422: {2, 1}, image.YCbCrSubsampleRatio420: {2, 2},
		image.YCbCrSubsampleRatio440: {1, 2}, image.YCbCrSubsampleRatio411: {4, 1}, image.YCbCrSubsampleRatio410: {4, 2},
	} {
		if steps == [2]float64{x, y} {
			return ratio, true
		}
	}
	return 0, false
}

func (l *layout) isJPEG() bool { return l.compression == packJPEG || l.compression == packOldJPEG }

// chromaSegment decodes segment n, which covers rect, to the image of luma and
// chroma. What it leaves is gray.
func (d *decoder) chromaSegment(ctx context.Context, n int, rect image.Rectangle) (rows int, err error) {
	p, err := d.jpegSegment(ctx, 0, n)
	switch {
	case err != nil:
	case p.Width < rect.Dx() || p.Height < rect.Dy():
		err = errors.New("a JPEG in it is too small for its place")
	case p.Components != 3 || p.Colour != jpeg.YCbCr:
		err = errColours
	case p.Sampling != d.codec.header.Sampling:
		err = UnsupportedError("a TIFF of JPEGs that differ")
	}
	m := d.chroma.SubImage(rect).(*image.YCbCr) //nolint:forcetypeassert // which it is by definition
	to := plane.FromImage(m)
	for i := range 3 {
		for y := range to.Planes[i].H {
			row := to.Planes[i].Row(y)
			if err == nil {
				copy(row, p.Planes[i].Row(y))
				continue
			}
			for x := range row {
				row[x] = 0x80
			}
		}
	}
	if err != nil {
		return 0, err
	}
	return rect.Dy(), nil
}
