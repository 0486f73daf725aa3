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
	began := time.Now()
	r := render.NewRenderer(nil, func() time.Duration { return time.Since(began) })
	img, err := r.Load(ctx, path, side)
	var at *render.StepError
	if errors.As(err, &at) {
		photo := Photo{Path: path, Root: filepath.Dir(path), Rel: filepath.Base(path)}
		return nil, newFailure(at.Step, at.Err).photoError(photo)
	}
	return img, err
}
