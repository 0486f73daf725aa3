package render

import (
	"fmt"
	"image"
	"strconv"

	"thumbpool/processor/format"
)

// Recipe is what a thumbnail is made by.
type Recipe struct {
	// Size is the side of the square box that the thumbnail fits in, in pixels.
	Size int
	// Blur is a Gaussian's standard deviation in pixels of the photo.
	Blur float64
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
	s := fmt.Sprintf("size=%d blur=%s format=%s", r.Size, strconv.FormatFloat(r.Blur, 'g', -1, 64), r.Format)
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

// fit returns the size of a w × h picture reduced to fit a box of the given
// side: never enlarged, never without extent, rounded to the nearest pixel.
func fit(w, h, side int) (int, int) {
	longer := max(w, h)
	if longer <= side {
		return w, h
	}
	scaled := func(n int) int { return max(1, (n*side+longer/2)/longer) }
	return scaled(w), scaled(h)
}
