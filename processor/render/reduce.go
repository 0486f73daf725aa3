package render

import (
	"context"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/plane"
	"thumbpool/processor/resample"
)

// fineChroma is the JPEG quality from which on thumbnails have a chroma sample
// for every pixel (4:4:4), and not one for two by two (4:2:0).
const fineChroma = 90

// chromaStep is how many pixels of the thumbnail, in each direction, share a
// chroma sample.
func (w *work) chromaStep() int {
	if w.recipe.File == format.JPEG && w.recipe.Quality < fineChroma {
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
	x, y := w.sides(p.w, p.h)
	t.Width, t.Height = upright(x.Thumb, y.Thumb, w.header.Orientation)
	t.PhotoWidth, t.PhotoHeight = w.header.Upright()

	out := 1
	if p.picture.Kind == plane.YCbCr {
		out = w.chromaStep()
	}
	flipX, flipY := flips(w.header.Orientation)
	w.picture = plane.Picture{Kind: p.picture.Kind, ChromaX: out, ChromaY: out}
	for i := range p.picture.Kind.Planes() {
		g := p.grain[i]
		cx, cy := resample.Component{Shrink: g.shrink, Sub: g.subX, Out: 1}, resample.Component{Shrink: g.shrink, Sub: g.subY, Out: 1}
		if i > 0 {
			cx.Out, cy.Out = out, out
		}
		w.held.resizer.Resize(&w.held.reduced[i], p.picture.Planes[i], x.axis(cx, flipX), y.axis(cy, flipY))
		w.picture.Planes[i] = w.held.reduced[i]
	}
	if p.ycck {
		jpeg.Inks(&w.picture.Planes)
	}
	w.letGo()
	w.settle()
	if f := w.recipe.File; f == format.JPEG || f == format.BMP { // which have no transparency
		w.picture.Flatten(w.recipe.behind())
	}
	if w.recipe.File == format.JPEG && w.picture.Kind >= plane.RGB {
		w.picture = plane.FromRGB(w.picture, w.chromaStep())
	}
	return nil
}

// orient turns the picture the right way up, now that it is small.
func (w *work) orient(context.Context) error {
	if w.header.Orientation == 1 {
		return nil
	}
	for i := range w.picture.Kind.Planes() {
		plane.Orient(&w.held.upright[i], w.picture.Planes[i], w.header.Orientation)
		w.picture.Planes[i] = w.held.upright[i]
	}
	return nil
}

// preview makes the picture for the screen out of the thumbnail's planes.
func (w *work) preview(context.Context) error {
	if w.recipe.PreviewSide == 0 {
		return nil
	}
	tw, th := w.picture.Size()
	scale := min(1, float64(w.recipe.PreviewSide)/float64(max(tw, th)))
	x, y := resample.Photo{Pixels: tw, Thumb: reduced(tw, scale)}, resample.Photo{Pixels: th, Thumb: reduced(th, scale)}
	small := plane.Picture{Kind: w.picture.Kind, ChromaX: 1, ChromaY: 1}
	for i := range w.picture.Kind.Planes() {
		cx, cy := resample.Component{Shrink: 1, Sub: 1, Out: 1}, resample.Component{Shrink: 1, Sub: 1, Out: 1}
		if i > 0 {
			cx.Sub, cy.Sub = float64(w.picture.ChromaX), float64(w.picture.ChromaY)
		}
		w.held.resizer.Resize(&w.held.preview[i], w.picture.Planes[i], x.Axis(cx), y.Axis(cy))
		small.Planes[i] = w.held.preview[i]
	}
	if w.profile != nil {
		w.toSRGB(&small)
	}
	w.thumb.Preview = small.RGBA()
	return nil
}
