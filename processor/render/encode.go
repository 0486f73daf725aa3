package render

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	"golang.org/x/image/tiff"

	"thumbpool/processor/format"
)

// Writable reports whether thumbnails can be written in a format.
func Writable(f format.Format) bool {
	switch f {
	case format.JPEG, format.PNG, format.GIF, format.BMP, format.TIFF:
		return true
	}
	return false
}

// encode writes the picture in the recipe's format.
func (w *work) encode(context.Context) error {
	buf := bytes.NewBuffer(w.out[:0])
	var err error
	switch w.recipe.Format {
	case format.JPEG:
		err = jpeg.Encode(buf, w.opaque(), &jpeg.Options{Quality: w.recipe.Quality})
	case format.PNG:
		err = png.Encode(buf, w.gray())
	case format.GIF:
		err = gif.Encode(buf, w.paletted(), nil)
	case format.BMP:
		err = bmp.Encode(buf, w.img)
	case format.TIFF:
		err = tiff.Encode(buf, w.gray(), &tiff.Options{Compression: tiff.Deflate, Predictor: true})
	default:
		err = fmt.Errorf("thumbnails cannot be written as %v", w.recipe.Format)
	}
	if err != nil {
		return err
	}
	w.out = buf.Bytes()
	w.thumb.Data = w.out
	return nil
}

// opaque returns the picture on white, since a JPEG has no transparency.
func (w *work) opaque() image.Image {
	if !w.header.HasAlpha {
		return w.gray()
	}
	flat := image.NewRGBA(w.img.Bounds())
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), w.img, w.img.Bounds().Min, draw.Over)
	return flat
}

// gray returns a picture without colour as one plane, which files store in a
// third of the room; others it returns as they are.
func (w *work) gray() image.Image {
	if !w.monochrome {
		return w.img
	}
	g := image.NewGray(w.img.Bounds())
	draw.Draw(g, g.Bounds(), w.img, w.img.Bounds().Min, draw.Src)
	return g
}

// paletted returns the picture in the colours of the photo's own palette,
// which hardly differ from those of a thumbnail of it.
func (w *work) paletted() image.Image {
	if w.palette == nil {
		return w.img // the encoder chooses the colours
	}
	p := image.NewPaletted(w.img.Bounds(), w.palette)
	draw.FloydSteinberg.Draw(p, p.Bounds(), w.img, w.img.Bounds().Min)
	return p
}
