package render

import (
	"math"

	"thumbpool/processor/option"
	"thumbpool/processor/plane"
	"thumbpool/processor/resample"
)

// side is one direction of a photo: the part of it that the thumbnail shows,
// which begins from pixels after the photo's edge.
type side struct {
	resample.Photo
	from float64
}

// sides describe both directions of a photo of w × h pixels as stored.
func (w *work) sides(pw, ph int) (x, y side) {
	r := w.recipe
	pw, ph = upright(pw, ph, w.header.Orientation)
	cw, ch := pw, ph // the part that is shown
	var longest int  // of that part, along the side that counts
	switch r.Mode {
	case option.ModeFill:
		cw, ch = crop(pw, ph, r.Ratio)
		longest = max(cw, ch)
	case option.ModeWidth:
		longest = cw
	case option.ModeHeight:
		longest = ch
	default:
		longest = max(cw, ch)
	}
	tw, th := cw, ch // of the thumbnail: longest pixels become Size
	if longest > r.Size {
		scale := float64(r.Size) / float64(longest)
		tw, th = reduced(cw, scale), reduced(ch, scale)
		if r.Mode == option.ModeFill {
			// By the ratio, not by a part whose sides are rounded: all photos that
			// are large enough get one size.
			scale = float64(r.Size) / float64(max(r.Ratio.W, r.Ratio.H))
			tw, th = min(reduced(r.Ratio.W, scale), cw), min(reduced(r.Ratio.H, scale), ch)
		}
	}
	x, y = w.side(pw, cw, tw), w.side(ph, ch, th)
	if plane.SwapsSides(w.header.Orientation) {
		return y, x
	}
	return x, y
}

// reduced is a length on a smaller scale, in whole pixels, at least one.
func reduced(length int, scale float64) int {
	return max(1, int(math.Round(float64(length)*scale)))
}

// side describes a direction with so many pixels, of which the middle ones are
// shown, as so many of the thumbnail.
func (w *work) side(pixels, shown, thumb int) side {
	radius := w.recipe.Blur
	if w.recipe.BlurUnit == option.BlurOfThumbnail {
		radius *= float64(shown) / float64(thumb)
	}
	return side{
		Photo: resample.Photo{Pixels: shown, Thumb: thumb, Radius: radius},
		from:  float64(pixels-shown) / 2,
	}
}

// crop returns the size of the largest part of w × h pixels with a ratio.
func crop(w, h int, r option.Ratio) (int, int) {
	cw, ch := w, int(math.Round(float64(w)*float64(r.H)/float64(r.W)))
	if ch > h {
		cw, ch = int(math.Round(float64(h)*float64(r.W)/float64(r.H))), h
	}
	return max(cw, 1), max(ch, 1)
}

// axis is the axis of a component. Where two pixels share a sample and their
// number is odd, the last sample lies half outside the picture; if the picture
// will be flipped it has to be the first that does.
func (s side) axis(c resample.Component, flip bool) resample.Axis {
	a := s.Axis(c)
	pixels := float64(c.Shrink) * c.Sub // for one sample
	shift := s.from / pixels
	if flip {
		shift -= a.To - float64(s.Pixels)/pixels
	}
	a.From += shift
	a.To += shift
	return a
}

// upright exchanges the sides that an EXIF orientation exchanges.
func upright(w, h, orientation int) (int, int) {
	if plane.SwapsSides(orientation) {
		return h, w
	}
	return w, h
}

// flips reports whether an EXIF orientation reverses the stored columns and
// the stored rows.
func flips(orientation int) (x, y bool) {
	switch orientation {
	case 2, 8:
		return true, false
	case 3, 7:
		return true, true
	case 4, 6:
		return false, true
	}
	return false, false
}
