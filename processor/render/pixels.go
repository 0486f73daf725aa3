package render

import (
	"context"
	"image"
	"math"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"
)

// reduce brings the picture to the size at which it fits the box. The filter
// is the bicubic one that Pillow calls BICUBIC and imaging CatmullRom, its
// support widened by the reduction so that nothing aliases.
func (w *work) reduce(context.Context) error {
	t := &w.thumb
	t.PhotoWidth, t.PhotoHeight = w.header.Upright()
	t.Width, t.Height = fit(t.PhotoWidth, t.PhotoHeight, w.recipe.Size)
	dw, dh := t.Width, t.Height
	if turned(w.header.Orientation) {
		dw, dh = dh, dw
	}
	if b := w.img.Bounds(); b.Dx() == dw && b.Dy() == dh {
		w.img = imaging.Clone(w.img)
	} else {
		w.img = imaging.Resize(w.img, dw, dh, imaging.CatmullRom)
	}
	return nil
}

// turned reports whether an EXIF orientation exchanges width and height.
func turned(orientation int) bool { return orientation >= 5 }

// orient turns the picture the right way up: after the reduction, when there
// is little left to turn. The cases are those of EXIF 2.32, tag 274.
func (w *work) orient(context.Context) error {
	switch w.header.Orientation {
	case 2:
		w.img = imaging.FlipH(w.img)
	case 3:
		w.img = imaging.Rotate180(w.img)
	case 4:
		w.img = imaging.FlipV(w.img)
	case 5:
		w.img = imaging.Transpose(w.img)
	case 6:
		w.img = imaging.Rotate270(w.img) // clockwise by 90°: imaging counts the other way
	case 7:
		w.img = imaging.Transverse(w.img)
	case 8:
		w.img = imaging.Rotate90(w.img)
	}
	return nil
}

// blur blurs the picture as if it had been blurred before it was reduced: a
// Gaussian commutes with the reduction when its standard deviation is scaled
// with the picture.
func (w *work) blur(context.Context) error {
	t := &w.thumb
	scale := math.Sqrt(float64(t.Width) * float64(t.Height) / (float64(t.PhotoWidth) * float64(t.PhotoHeight)))
	if sigma := w.recipe.Blur * scale; sigma > 0 {
		w.img = imaging.Blur(w.img, sigma)
	}
	return nil
}

// preview makes the picture for the screen out of the finished thumbnail.
func (w *work) preview(context.Context) error {
	if w.recipe.PreviewSide > 0 {
		w.thumb.Preview = Preview(w.img, w.recipe.PreviewSide)
	}
	return nil
}

// Preview returns img reduced to fit a box of the given side, in pixels, as a
// picture that a screen takes as it is: RGBA with a tight stride.
func Preview(img image.Image, side int) *image.RGBA {
	dw, dh := fit(img.Bounds().Dx(), img.Bounds().Dy(), side)
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	if b := img.Bounds(); b.Dx() == dw && b.Dy() == dh {
		draw.Draw(dst, dst.Bounds(), img, b.Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(dst, dst.Bounds(), img, b, draw.Src, nil)
	}
	return dst
}
