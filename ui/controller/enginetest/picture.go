package enginetest

import (
	"image"
	"image/color"

	"thumbpool/processor"
)

// source is a photo of that ID: a sky over a ridge.
type source int

// Render shows it blurred.
func (s source) Render(o processor.Options, side int) (before, after *image.RGBA) {
	before = swatch(int(s)*3, side) // none is upright
	w, h := before.Rect.Dx(), before.Rect.Dy()
	for x := range w {
		peak := w / 7
		height := max(x%peak, peak-x%peak) + x%11
		for y := h*3/5 - height/2; y < h; y++ {
			before.SetRGBA(x, y, color.RGBA{R: 30, G: 60, B: 45, A: 255})
		}
	}
	return before, smeared(before, int(o.Blur*float64(side))/150)
}

// swatch is a picture of a sky over a hill.
func swatch(id, side int) *image.RGBA {
	w, h := side, side*2/3
	if id%3 == 1 {
		w, h = h, w
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		c := color.RGBA{R: uint8(40 * (id % 6)), G: uint8(90 + 100*y/h), B: uint8(200 - 20*(id%7)), A: 255}
		if y > h*2/3 {
			c = color.RGBA{R: 30, G: uint8(40 + 10*(id%4)), B: 45, A: 255}
		}
		for x := range w {
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// smeared is a picture of which each pixel is the mean of those of its column
// within r.
func smeared(img *image.RGBA, r int) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	for x := range img.Rect.Dx() {
		for y := range img.Rect.Dy() {
			var sum [4]int
			from, to := max(0, y-r), min(img.Rect.Dy()-1, y+r)
			for v := from; v <= to; v++ {
				for i := range sum {
					sum[i] += int(img.Pix[img.PixOffset(x, v)+i])
				}
			}
			for i := range sum {
				out.Pix[out.PixOffset(x, y)+i] = uint8(sum[i] / (to - from + 1))
			}
		}
	}
	return out
}
