package render

import (
	"fmt"
	"image"
	"strconv"

	"thumbpool/processor/format"
)

// Recipe is what a thumbnail is made by.
type Recipe struct {
	// Mode says which side of the thumbnail Size is, in pixels.
	Mode Mode
	Size int
	// Ratio is the thumbnail's shape for ModeFill.
	Ratio Ratio
	// Blur is a Gaussian's standard deviation: in pixels of the photo, or of
	// the thumbnail if BlurThumb is set.
	Blur      float64
	BlurThumb bool
	// Format is the thumbnail's file format: one that [format] can write.
	Format format.Format
	// Quality is the JPEG quality, 1–100, on libjpeg's scale.
	Quality int
	// Limits are the largest photos that are opened.
	Limits format.Limits
	// PreviewSide is the side of the box of the preview; 0 means no preview.
	PreviewSide int
}

// String returns the recipe in the form that a thumbnail's comment carries:
// two thumbnails of one photo are the same picture if it is the same.
func (r Recipe) String() string {
	s := fmt.Sprintf("mode=%s size=%d", r.Mode, r.Size)
	if r.Mode == ModeFill {
		s += " ratio=" + r.Ratio.String()
	}
	s += " blur=" + strconv.FormatFloat(r.Blur, 'g', -1, 64)
	if r.BlurThumb {
		s += " of=thumbnail"
	}
	s += fmt.Sprintf(" format=%s", r.Format)
	if r.Format == format.JPEG {
		s += fmt.Sprintf(" quality=%d", r.Quality)
	}
	return s
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
	Times   Times
}
