package render

import (
	"context"
	"image/color"

	"thumbpool/processor/format"
	"thumbpool/processor/plane"
	"thumbpool/processor/resample"
)

// axes describe both directions of a photo of pw × ph pixels as stored.
func (w *work) axes(pw, ph int) (x, y resample.Photo) {
	tw, th := fit(pw, ph, w.recipe.Size)
	return resample.Photo{Pixels: pw, Thumb: tw, Radius: w.recipe.Blur},
		resample.Photo{Pixels: ph, Thumb: th, Radius: w.recipe.Blur}
}

// fineChroma is the JPEG quality from which on thumbnails have a chroma sample
// for every pixel (4:4:4), and not one for two by two (4:2:0).
const fineChroma = 90

// chromaStep is how many pixels of the thumbnail, in each direction, share a
// chroma sample.
func (w *work) chromaStep() int {
	if w.recipe.Format == format.JPEG && w.recipe.Quality < fineChroma {
		return 2
	}
	return 1
}

// reduce brings the planes to the size of the thumbnail and blurs them, with
// one kernel: a Gaussian after the reduction, its deviation scaled with the
// picture, shows what the Gaussian before it would have shown.
func (w *work) reduce(context.Context) error {
	p := &w.photo
	t := &w.thumb
	x, y := w.axes(p.w, p.h)
	t.Width, t.Height = upright(x.Thumb, y.Thumb, w.header.Orientation)
	t.PhotoWidth, t.PhotoHeight = w.header.Upright()

	out := 1
	if p.picture.Kind == plane.YCbCr {
		out = w.chromaStep()
	}
	flipX, flipY := flips(w.header.Orientation)
	w.picture = plane.Picture{Kind: p.picture.Kind, ChromaX: out, ChromaY: out}
	for i := range p.picture.Kind.Planes() {
		luma := resample.Component{Shrink: p.luma, Sub: 1, Out: 1}
		ax, ay := x.Axis(luma), y.Axis(luma)
		if i > 0 && p.picture.Kind == plane.YCbCr {
			ax = chromaAxis(x, resample.Component{Shrink: p.chroma, Sub: p.picture.ChromaX, Out: out}, flipX)
			ay = chromaAxis(y, resample.Component{Shrink: p.chroma, Sub: p.picture.ChromaY, Out: out}, flipY)
		}
		w.memory.resizer.Resize(&w.memory.reduced[i], p.picture.Planes[i], ax, ay)
		w.picture.Planes[i] = w.memory.reduced[i]
	}
	w.photo = photo{} // lets go of what the decoder made
	if w.recipe.Format == format.JPEG && w.picture.Kind >= plane.RGB {
		w.picture.Flatten(color.RGBA{255, 255, 255, 255}) // JPEG has no transparency
		w.picture = plane.FromRGB(w.picture, w.chromaStep())
	}
	return nil
}

// chromaAxis is the axis of a chroma plane. Where two pixels share a sample
// and their number is odd, the last sample lies half outside the picture; if
// the picture will be flipped it has to be the first that does.
func chromaAxis(p resample.Photo, c resample.Component, flip bool) resample.Axis {
	a := p.Axis(c)
	if flip {
		outside := a.To - float64(p.Pixels)/float64(c.Shrink*c.Sub)
		a.From -= outside
		a.To -= outside
	}
	return a
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

// upright exchanges the sides that an EXIF orientation exchanges.
func upright(w, h, orientation int) (int, int) {
	if plane.SwapsSides(orientation) {
		return h, w
	}
	return w, h
}

// orient turns the picture the right way up, now that it is small.
func (w *work) orient(context.Context) error {
	if w.header.Orientation == 1 {
		return nil
	}
	for i := range w.picture.Kind.Planes() {
		plane.Orient(&w.memory.upright[i], w.picture.Planes[i], w.header.Orientation)
		w.picture.Planes[i] = w.memory.upright[i]
	}
	return nil
}

// preview makes the picture for the screen out of the thumbnail's planes.
func (w *work) preview(context.Context) error {
	if w.recipe.PreviewSide == 0 {
		return nil
	}
	tw, th := w.picture.Size()
	pw, ph := fit(tw, th, w.recipe.PreviewSide)
	x, y := resample.Photo{Pixels: tw, Thumb: pw}, resample.Photo{Pixels: th, Thumb: ph}
	small := plane.Picture{Kind: w.picture.Kind, ChromaX: 1, ChromaY: 1}
	for i := range w.picture.Kind.Planes() {
		cx, cy := resample.Component{Shrink: 1, Sub: 1, Out: 1}, resample.Component{Shrink: 1, Sub: 1, Out: 1}
		if i > 0 {
			cx.Sub, cy.Sub = w.picture.ChromaX, w.picture.ChromaY
		}
		w.memory.resizer.Resize(&w.memory.preview[i], w.picture.Planes[i], x.Axis(cx), y.Axis(cy))
		small.Planes[i] = w.memory.preview[i]
	}
	w.thumb.Preview = small.RGBA()
	return nil
}
