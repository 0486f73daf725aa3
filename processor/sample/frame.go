package sample

import (
	"image"
	"math"
)

// frame is how one picture of a folder was taken and stored.
type frame struct {
	across, down float64 // ratio of the sides as shown
	held         orientation
	coding       coding
}

// frames are taken in turn by the pictures of a folder. Between them they hold
// every way of storing a picture that a reader of photos must get right.
var frames = [...]frame{
	{3, 2, upright, baseline},
	{2, 3, turnedLeft, baseline},
	{3, 2, upright, baseline},
	{2, 3, turnedRight, baseline},
	{4, 3, upright, progressive},
	{3, 2, upright, baseline},
	{3, 2, upright, gray},
	{2, 3, upright, baseline},
	{3, 1, upright, baseline},
	{3, 2, upsideDown, baseline},
	{3, 2, upright, baseline},
	{3, 4, turnedLeft, baseline},
	{3, 4, turnedLeft, baseline},
	{3, 2, upright, baseline},
	{4, 3, upright, baseline},
	{3, 2, upright, baseline},
	{2, 3, turnedRight, baseline},
	{4, 3, upright, baseline},
	{2, 3, turnedLeft, baseline},
	{3, 2, upright, baseline},
	{4, 3, upright, baseline},
	{3, 4, upright, baseline},
	{2, 3, turnedLeft, baseline},
	{3, 2, upright, baseline},
}

// size is the size in pixels, as shown, of a picture of so many megapixels.
func (f frame) size(megapixels float64) (w, h int) {
	area := megapixels * 1e6
	w = int(math.Round(math.Sqrt(area * f.across / f.down)))
	h = int(math.Round(area / float64(w)))
	return w, h
}

// orientation is how the camera was held, as EXIF writes it: what a viewer has
// to do to the stored pixels (Exif 2.32, 4.6.4 A, tag 0x0112).
type orientation uint16

const (
	upright     orientation = 1
	upsideDown  orientation = 3 // turn by 180°
	turnedLeft  orientation = 6 // turn 90° clockwise
	turnedRight orientation = 8 // turn 90° counter-clockwise
)

// stored is the size of the pixels in the file for a picture shown at w × h.
func (o orientation) stored(w, h int) image.Rectangle {
	if o == turnedLeft || o == turnedRight {
		w, h = h, w
	}
	return image.Rect(0, 0, w, h)
}

// place tells where row y of a shown picture goes in the RGBA bytes of the
// stored one: the index of its first pixel and the step to each next one.
func (o orientation) place(w, h, y int) (at, step int) {
	switch o {
	case upsideDown:
		return 4 * ((h-1-y)*w + w - 1), -4
	case turnedLeft:
		return 4 * ((w-1)*h + y), -4 * h
	case turnedRight:
		return 4 * (h - 1 - y), 4 * h
	default:
		return 4 * y * w, 4
	}
}
