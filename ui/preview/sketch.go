package preview

import (
	"context"
	"image"
	"image/draw"
	"math"
	"slices"

	"thumbpool/processor"
)

// closer is how much larger the picture is than would cover its half: only its
// middle is shown, so that one sees the blur.
const closer = 3

// maxSide bounds what is rendered of a picture that is very wide or very high,
// in pixels; the rest of its half stays empty.
const maxSide = 4096

// sketch is the photo that is open. It belongs to one goroutine at a time.
type sketch struct {
	open   Open
	reason func(error) string

	asked  []string    // the photos that were tried, or nil
	path   string      // the one that is open, or the first of them
	source Source      // nil when none could be opened
	err    error       // why the first could not
	seen   image.Point // size of the last picture, of which only the shape matters
}

// draw returns what o makes of the first photo of paths that can be read, in size
// pixels.
func (s *sketch) draw(ctx context.Context, paths []string, o processor.Options, size image.Point) shown {
	s.openFirst(ctx, paths)
	if ctx.Err() != nil {
		return shown{}
	}
	if s.source == nil {
		return shown{path: s.path, reason: s.reason(s.err)}
	}
	half := image.Pt((size.X+1)/2, size.Y)
	before, after := s.render(o, half)
	img := image.NewRGBA(image.Rectangle{Max: size})
	middle(img, image.Rect(0, 0, size.X/2, size.Y), before)
	middle(img, image.Rect(size.X/2, 0, size.X, size.Y), after)
	return shown{path: s.path, img: img}
}

// openFirst opens the first photo of paths that can be read, unless one of them is
// open already, and tries none again that could not be.
func (s *sketch) openFirst(ctx context.Context, paths []string) {
	if slices.Equal(paths, s.asked) {
		return
	}
	s.asked = paths
	if s.source != nil && slices.Contains(paths, s.path) {
		return
	}
	s.path, s.source, s.err, s.seen = paths[0], nil, nil, image.Pt(3, 2)
	for _, path := range paths {
		source, err := s.open(ctx, path)
		switch {
		case ctx.Err() != nil:
			s.asked = nil // it says nothing about the photos
			return
		case err == nil:
			s.path, s.source, s.err = path, source, nil
			return
		case s.err == nil:
			s.err = err
		}
	}
}

// render returns the photo before and after, large enough to cover half. How
// large that is follows from the picture's shape, which is that of the last one
// most of the time.
func (s *sketch) render(o processor.Options, half image.Point) (before, after *image.RGBA) {
	side := sideFor(s.seen, half)
	before, after = s.source.Render(o, side)
	s.seen = before.Rect.Size()
	if again := sideFor(s.seen, half); again > side*5/4 || again < side*4/5 {
		before, after = s.source.Render(o, again)
	}
	return before, after
}

// sideFor is the side of the box in which a picture of the given shape is
// closer times as large as would cover half.
func sideFor(shape, half image.Point) int {
	x, y := float64(half.X)/float64(shape.X), float64(half.Y)/float64(shape.Y)
	side := closer * max(x, y) * float64(max(shape.X, shape.Y))
	return min(int(math.Ceil(side)), maxSide)
}

// middle copies the middle of src to r.
func middle(dst *image.RGBA, r image.Rectangle, src *image.RGBA) {
	from := src.Rect.Min.Add(src.Rect.Size().Sub(r.Size()).Div(2))
	draw.Draw(dst, r, src, from, draw.Src)
}
