package render

import (
	"image"
	"image/color"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
)

// Recipe is what a thumbnail is made by.
type Recipe struct {
	// Look is the thumbnail's. Its Format is a wish, which File fulfils.
	option.Look
	// File is the thumbnail's file format: see [FileFormat].
	File format.Format
	// MarkBytes is how many bytes the thumbnail's file will grow by when it is
	// marked.
	MarkBytes int
	// Limits are the largest photos that are opened.
	Limits format.Limits
	// PreviewSide is the side of the box of the preview, in pixels; 0 means no
	// preview.
	PreviewSide int
}

// behind is what transparent pixels lie on where they cannot be kept.
func (r *Recipe) behind() color.RGBA {
	return color.RGBA{r.Background.R, r.Background.G, r.Background.B, 255}
}

// Thumbnail is a rendered photo.
type Thumbnail struct {
	// Data is the encoded picture. It is valid until the renderer's next use.
	Data []byte
	// Width and Height are the thumbnail's, PhotoWidth and PhotoHeight the
	// photo's, in pixels, as shown.
	Width, Height           int
	PhotoWidth, PhotoHeight int
	// Damaged is not nil when only a part of the photo could be read.
	Damaged error
	// Preview fits Recipe.PreviewSide and has a tight stride.
	Preview *image.RGBA
	Times   photo.Times
}
