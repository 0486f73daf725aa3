package processor

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"time"

	"thumbpool/processor/render"
)

// LoadPreview reads a picture, usually a finished thumbnail, and returns it
// upright and reduced to fit a box of the given side, in pixels, with a tight
// stride. It reads the disk. The error is a [*PhotoError] or that of ctx.
func LoadPreview(ctx context.Context, path string, side int) (*image.RGBA, error) {
	img, err := newRenderer().Load(ctx, path, side)
	return img, photoErrorOf(path, err)
}

// Preview shows what options do to one photo, fast enough to follow a slider.
// It must not be used by two goroutines at the same time.
type Preview struct{ sketch *render.Sketch }

// OpenPreview reads the photo at path, which takes as long as a thumbnail of
// it. The error is a [*PhotoError] or that of ctx.
func OpenPreview(ctx context.Context, path string) (*Preview, error) {
	sketch, err := newRenderer().Sketch(ctx, path)
	if err != nil {
		return nil, photoErrorOf(path, err)
	}
	return &Preview{sketch}, nil
}

// Render returns what the thumbnail will show of the photo, before and after,
// both of the same size that fits a box of the given side, in pixels. It takes
// some milliseconds and reads no file. o must be valid.
func (p *Preview) Render(o Options, side int) (before, after *image.RGBA) {
	return p.sketch.Render(recipe(o), side)
}

func newRenderer() *render.Renderer {
	began := time.Now()
	return render.NewRenderer(nil, func() time.Duration { return time.Since(began) })
}

// photoErrorOf makes a renderer's error that of the photo at path.
func photoErrorOf(path string, err error) error {
	var at *render.StepError
	if !errors.As(err, &at) {
		return err
	}
	return newFailure(at.Step, at.Err).of(Photo{Path: path, Root: filepath.Dir(path), Rel: filepath.Base(path)})
}
