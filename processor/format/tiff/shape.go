package tiff

import (
	"image"
	"math"
)

// readShape finds out how many square pixels show the picture in its true shape.
//
// A fax has twice as many pixels in an inch across as down, or half as many; it
// is a picture of two colours, in whatever compression. The resolutions of photos
// are often wrong and are nothing to go by: those have square pixels, as in all
// other formats. So has what is square within a tenth, and what cannot be true.
func (l *layout) readShape(d *Directory) {
	l.shownWidth, l.shownHeight = l.width, l.height
	if l.bits != 1 || l.samples != 1 || l.photometric == paletted {
		return
	}
	across, down := d.Rationals(tagXResolution, 1), d.Rationals(tagYResolution, 1)
	if len(across) == 0 || len(down) == 0 || across[0] <= 0 || down[0] <= 0 {
		return
	}
	const square, most = 1.1, 4
	ratio := across[0] / down[0]
	switch {
	case ratio > square && ratio <= most:
		l.shownHeight = int(math.Round(float64(l.height) * ratio))
	case 1/ratio > square && 1/ratio <= most:
		l.shownWidth = int(math.Round(float64(l.width) / ratio))
	}
}

func (l *layout) isStretched() bool { return l.shownWidth != l.width || l.shownHeight != l.height }

// stretch repeats columns and rows until the pixels are square.
func (l *layout) stretch(img *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, l.shownWidth, l.shownHeight))
	for y := range l.shownHeight {
		from := img.Pix[y*l.height/l.shownHeight*img.Stride:][:l.width]
		to := out.Pix[y*out.Stride:][:l.shownWidth]
		if len(from) == len(to) {
			copy(to, from)
			continue
		}
		for x := range to {
			to[x] = from[x*l.width/l.shownWidth]
		}
	}
	return out
}
