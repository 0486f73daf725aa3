package render

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"github.com/disintegration/imaging"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/option"
	"thumbpool/processor/plane"
)

// encoders are the formats that thumbnails are written in beside JPEG.
var encoders = map[format.Format]imaging.Format{
	format.PNG:  imaging.PNG,
	format.GIF:  imaging.GIF,
	format.BMP:  imaging.BMP,
	format.TIFF: imaging.TIFF,
}

// Writable reports whether thumbnails can be written in a format.
func Writable(f format.Format) bool {
	_, ok := encoders[f]
	return ok || f == format.JPEG
}

// FileFormat is the file format of the thumbnail of a photo whose content is of
// another, or the same.
func FileFormat(wish option.Format, photo format.Format) format.Format {
	switch {
	case wish == option.FormatPNG:
		return format.PNG
	case wish == option.FormatSame && Writable(photo):
		return photo
	}
	return format.JPEG
}

// encode writes the picture in the recipe's format.
func (w *work) encode(context.Context) (err error) {
	m := &w.held
	profile, err := w.profile()
	if err != nil {
		return err
	}
	if w.recipe.File == format.JPEG {
		m.out, err = m.encoder.Encode(m.out[:0], w.picture, jpeg.EncodeOptions{Quality: w.recipe.Quality, ICC: profile})
		w.thumb.Data = m.out
		return err
	}
	encoder, ok := encoders[w.recipe.File]
	if !ok {
		return fmt.Errorf("thumbnails cannot be written as %v", w.recipe.File)
	}
	var img image.Image
	if w.picture.Kind == plane.Gray {
		img = w.picture.Planes[0].Gray()
	} else {
		img = w.picture.NRGBA()
	}
	var options []imaging.EncodeOption
	if w.palette != nil {
		// A thumbnail has hardly other colours than its photo.
		options = append(options, imaging.GIFQuantizer(photoColours(w.palette)), imaging.GIFDrawer(draw.FloydSteinberg))
	}
	buf := bytes.NewBuffer(m.out[:0])
	err = imaging.Encode(buf, img, encoder, options...)
	m.out = buf.Bytes()
	if err == nil && profile != nil && w.recipe.File == format.PNG {
		m.out, err = insertProfile(m.out, profile)
	}
	w.thumb.Data = m.out
	return err
}

// photoColours is a draw.Quantizer that always chooses the same colours.
type photoColours color.Palette

// Quantize returns the colours.
func (c photoColours) Quantize(color.Palette, image.Image) color.Palette { return color.Palette(c) }
