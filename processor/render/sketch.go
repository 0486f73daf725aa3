package render

import (
	"context"
	"image"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/plane"
	"thumbpool/processor/resample"
)

// sketchSide is the side of the box, in pixels, that a [Sketch] keeps of its
// photo: enough for any preview beside the settings.
const sketchSide = 720

// Sketch shows quickly what recipes do to one photo. It is not for concurrent
// use.
type Sketch struct {
	picture plane.Picture // upright
	photo   work          // knows the photo's size
	resizer resample.Resizer
	planes  [4]plane.Plane // the thumbnail, or as much of it as the sketch holds
}

// Sketch reads the photo at path. Its errors are those of [Renderer.Render].
func (r *Renderer) Sketch(ctx context.Context, path string) (*Sketch, error) {
	recipe := Recipe{Look: option.Look{Mode: option.ModeFit, Size: sketchSide}, PreviewSide: sketchSide, Limits: format.DefaultLimits()}
	w := &work{Renderer: r, path: path, recipe: recipe}
	if err := w.do(ctx, seen[:]); err != nil {
		return nil, err
	}
	s := &Sketch{picture: plane.FromImage(w.thumb.Preview)}
	s.photo.header = format.Header{Format: w.header.Format, Width: w.thumb.PhotoWidth, Height: w.thumb.PhotoHeight, Orientation: 1}
	return s, nil
}

// Render returns the part of the photo that the recipe's thumbnail shows, and
// that thumbnail, both brought to the size at which they fit a box of the given
// side in pixels: a small thumbnail is enlarged, so that one sees what it has
// lost.
func (s *Sketch) Render(recipe Recipe, side int) (before, after *image.RGBA) {
	s.photo.recipe = recipe
	x, y := s.photo.sides(s.photo.header.Width, s.photo.header.Height)
	shown := max(x.Pixels, y.Pixels)
	w, h := max(1, x.Pixels*side/shown), max(1, y.Pixels*side/shown)

	sw, sh := s.picture.Size()
	fx := float64(sw) / float64(s.photo.header.Width)
	fy := float64(sh) / float64(s.photo.header.Height)
	before = s.scale(s.picture, x.of(fx, w, 0), y.of(fy, h, 0))

	tw, th := min(x.Thumb, int(float64(x.Pixels)*fx)+1), min(y.Thumb, int(float64(y.Pixels)*fy)+1)
	thumb := plane.Picture{Kind: s.picture.Kind, ChromaX: 1, ChromaY: 1}
	for i := range thumb.Kind.Planes() {
		s.resizer.Resize(&s.planes[i], s.picture.Planes[i], x.of(fx, tw, x.Radius), y.of(fy, th, y.Radius))
		thumb.Planes[i] = s.planes[i]
	}
	if FileFormat(recipe.Format, s.photo.header.Format) == format.JPEG {
		thumb.Flatten(recipe.behind())
	}
	after = s.scale(thumb, resample.Whole(tw, w, 0), resample.Whole(th, h, 0))
	return before, after
}

// of maps the shown part of the photo, of which the source has f samples a
// pixel, to dst samples, blurred by radius pixels of the photo.
func (s side) of(f float64, dst int, radius float64) resample.Axis {
	return resample.Axis{
		From:  s.from * f,
		To:    (s.from + float64(s.Pixels)) * f,
		Dst:   dst,
		Sigma: radius * float64(dst) / float64(s.Pixels),
	}
}

// scale returns a picture at another size, for the screen.
func (s *Sketch) scale(p plane.Picture, x, y resample.Axis) *image.RGBA {
	scaled := plane.Picture{Kind: p.Kind, ChromaX: 1, ChromaY: 1}
	for i := range p.Kind.Planes() {
		s.resizer.Resize(&scaled.Planes[i], p.Planes[i], x, y)
	}
	return scaled.RGBA()
}
