package render

import (
	"context"
	"errors"
	"image"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/plane"
	"thumbpool/processor/resample"
)

// decoded is the decoded photo, not yet turned upright.
type decoded struct {
	picture plane.Picture
	w, h    int // size in pixels, which the planes may have fewer samples of
	// luma and chroma are how many samples of the file, in each direction, the
	// decoder has made one of.
	luma, chroma int
}

// decode brings the photo into planes.
func (w *work) decode(ctx context.Context) error {
	if w.shrink {
		return w.decodeShrunk(ctx)
	}
	return w.decodeWhole(ctx)
}

// scaleFor returns the smallest scale at which a component, of which sub
// pixels of the photo share a sample in each direction and out of the
// thumbnail, holds all that the thumbnail will show.
func (w *work) scaleFor(subX, subY, out int) jpeg.Scale {
	x, y := w.sides(w.header.Width, w.header.Height)
	for s := jpeg.Eighth; s > jpeg.Full; s-- {
		d := s.Denominator()
		if x.Enough(resample.Component{Shrink: d, Sub: subX, Out: out}) && y.Enough(resample.Component{Shrink: d, Sub: subY, Out: out}) {
			return s
		}
	}
	return jpeg.Full
}

// decodeShrunk decodes a JPEG file at the smallest scale that will do, chroma
// at a scale of its own.
func (w *work) decodeShrunk(ctx context.Context) error {
	h, err := jpeg.ReadHeader(w.held.file)
	if err != nil {
		return err
	}
	luma := w.scaleFor(1, 1, 1)
	chroma := w.scaleFor(h.HSub, h.VSub, w.chromaStep())
	p, err := w.held.decoder.Decode(ctx, w.held.file, luma, chroma)
	if err != nil {
		return err
	}
	if p.Damaged != nil {
		w.thumb.Damaged = p.Damaged
	}
	w.photo = decoded{w: p.Width, h: p.Height, luma: luma.Denominator(), chroma: chroma.Denominator()}
	w.photo.picture = plane.Picture{Kind: plane.Gray, ChromaX: 1, ChromaY: 1, Planes: [4]plane.Plane{p.Y}}
	if p.Components == 3 {
		w.photo.picture = plane.Picture{Kind: plane.YCbCr, ChromaX: p.HSub, ChromaY: p.VSub, Planes: [4]plane.Plane{p.Y, p.Cb, p.Cr}}
	}
	return nil
}

// decodeWhole decodes any file at its full size: the general path.
func (w *work) decodeWhole(ctx context.Context) error {
	img, err := format.Decode(ctx, w.content, w.size, w.header)
	var damage *format.DamageError
	switch {
	case img == nil:
		return err
	case errors.As(err, &damage):
		w.thumb.Damaged = damage
	case err != nil:
		return err
	}
	if p, ok := img.(*image.Paletted); ok {
		w.palette = p.Palette
	}
	b := img.Bounds()
	w.photo = decoded{picture: plane.FromImage(img), w: b.Dx(), h: b.Dy(), luma: 1, chroma: 1}
	return nil
}
