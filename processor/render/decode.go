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
	// picture has the planes, of which each may have fewer samples than the
	// photo has pixels.
	picture plane.Picture
	w, h    int // size in pixels
	grain   [4]grain
	ycck    bool // the first three planes of CMYK are coded as luma and chroma
}

// grain is how fine the samples of a plane are.
type grain struct {
	shrink     int     // samples of the file, in each direction, that the decoder has made one of
	subX, subY float64 // pixels that share a sample of the file
}

// decode brings the photo into planes.
func (w *work) decode(ctx context.Context) error {
	if w.shrink {
		return w.decodeShrunk(ctx)
	}
	return w.decodeWhole(ctx)
}

// scales are the smallest at which each component of a JPEG file holds all that
// the thumbnail will show of it.
func (w *work) scales() (scales [4]jpeg.Scale) {
	h := &w.header.JPEG
	x, y := w.sides(w.header.Width, w.header.Height)
	for i := range h.Components {
		subX, subY := h.Sub(i)
		out := 1
		if i > 0 && h.Colour == jpeg.YCbCr {
			out = w.chromaStep()
		}
		for s := jpeg.Eighth; s > jpeg.Full; s-- {
			d := s.Denominator()
			if x.Enough(resample.Component{Shrink: d, Sub: subX, Out: out}) && y.Enough(resample.Component{Shrink: d, Sub: subY, Out: out}) {
				scales[i] = s
				break
			}
		}
	}
	return scales
}

// kinds are those of the planes of a JPEG file.
var kinds = map[jpeg.Colour]plane.Kind{
	jpeg.Gray: plane.Gray, jpeg.YCbCr: plane.YCbCr, jpeg.RGB: plane.RGB, jpeg.CMYK: plane.CMYK, jpeg.YCCK: plane.CMYK,
}

// decodeShrunk decodes a JPEG file, each component at a scale of its own.
func (w *work) decodeShrunk(ctx context.Context) error {
	scales := w.scales()
	p, err := w.held.decoder.Decode(ctx, w.held.file, jpeg.Options{Scales: scales})
	if err != nil {
		return err
	}
	if p.Damaged != nil {
		w.thumb.Damaged = p.Damaged
	}
	w.photo = decoded{
		picture: plane.Picture{Kind: kinds[p.Colour], Planes: p.Planes},
		w:       p.Width, h: p.Height, ycck: p.Colour == jpeg.YCCK,
	}
	for i := range p.Components {
		g := &w.photo.grain[i]
		g.shrink = scales[i].Denominator()
		g.subX, g.subY = p.Sub(i)
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
	_, w.few = img.(*image.Paletted)
	b := img.Bounds()
	w.photo = decoded{picture: plane.FromImage(img), w: b.Dx(), h: b.Dy()}
	for i := range w.photo.picture.Kind.Planes() {
		w.photo.grain[i] = grain{1, 1, 1}
		if i > 0 && w.photo.picture.Kind == plane.YCbCr {
			w.photo.grain[i] = grain{1, float64(w.photo.picture.ChromaX), float64(w.photo.picture.ChromaY)}
		}
	}
	return nil
}
