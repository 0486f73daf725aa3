package render

import (
	"context"
	"fmt"

	"thumbpool/processor/encode"
	"thumbpool/processor/format"
	"thumbpool/processor/metadata"
	"thumbpool/processor/option"
	"thumbpool/processor/reason"
)

// FileFormat is the file format of the thumbnail of a photo whose content is of
// another, or the same.
func FileFormat(wish option.Format, photo format.Format) format.Format {
	switch {
	case wish == option.FormatPNG:
		return format.PNG
	case wish == option.FormatWebP:
		return format.WebP
	case wish == option.FormatSame && encode.Writable(photo):
		return photo
	}
	return format.JPEG
}

// encode writes the picture in the recipe's format.
func (w *work) encode(context.Context) (err error) {
	o := encode.Options{Format: w.recipe.File, Quality: w.recipe.Quality, Few: w.few, ICC: w.profile}
	o.Metadata = w.metadata()
	w.thumb.Data, err = w.held.encoder.Encode(w.picture, o)
	if err == nil && w.recipe.NeverLarger && w.thumb.Width == w.thumb.PhotoWidth && w.thumb.Height == w.thumb.PhotoHeight {
		err = w.shorten(o)
	}
	return err
}

// metadata is what of the photo's the thumbnail carries.
func (w *work) metadata() metadata.Set {
	if w.recipe.Metadata != option.MetadataCopy && w.recipe.Metadata != option.MetadataNoLocation {
		return metadata.Set{}
	}
	return metadata.Read(w.content, w.size, w.header).For(metadata.Change{
		Width: w.thumb.Width, Height: w.thumb.Height, SRGB: w.profile == nil, Location: w.recipe.Metadata == option.MetadataCopy,
	})
}

// shorten looks for the best quality with which the thumbnail's file, its mark
// included, is not longer than the photo's.
func (w *work) shorten(o encode.Options) (err error) {
	most := int(w.size) - w.recipe.MarkBytes
	if len(w.thumb.Data) <= most {
		return nil
	}
	if o.Format != format.JPEG && o.Format != format.WebP {
		return &LongerError{o.Format}
	}
	fits := 0
	for tooMuch := o.Quality; tooMuch-fits > 1; {
		o.Quality = (fits + tooMuch) / 2
		if w.thumb.Data, err = w.held.encoder.Encode(w.picture, o); err != nil {
			return err
		}
		if len(w.thumb.Data) <= most {
			fits = o.Quality
		} else {
			tooMuch = o.Quality
		}
	}
	if fits == 0 {
		return &LongerError{o.Format}
	}
	o.Quality = fits
	w.thumb.Data, err = w.held.encoder.Encode(w.picture, o)
	return err
}

// LongerError says that a thumbnail would be longer than its photo, although both
// have the same size in pixels, and that the user wants none then.
type LongerError struct{ Format format.Format }

func (e *LongerError) Error() string {
	return fmt.Sprintf("as a %v of the same size it would be longer than the photo’s own file", e.Format)
}

// Reason says so.
func (e *LongerError) Reason() reason.Reason {
	return reason.Reason{Key: reason.Longer, Format: e.Format.String()}
}
