package ui

import (
	"context"
	"image"
	"iter"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/sample"
	"thumbpool/ui/preview"
)

// Engine is what the window needs of the processor; tests put their own here.
type Engine interface {
	// Scan looks for photos; see [processor.Scan].
	Scan(ctx context.Context, sources []string, o processor.Options) iter.Seq[processor.Event]
	// Start begins a job over sources; see [processor.Start].
	Start(ctx context.Context, sources []string, o processor.Options) (Job, error)
	// StartPhotos begins a job over photos; see [processor.StartPhotos].
	StartPhotos(ctx context.Context, photos []processor.Photo, o processor.Options) (Job, error)
	// LoadPreview reads a finished thumbnail; see [processor.LoadPreview].
	LoadPreview(ctx context.Context, path string, side int) (*image.RGBA, error)
	// OpenPreview reads a photo to show what options do to it; see
	// [processor.OpenPreview].
	OpenPreview(ctx context.Context, path string) (preview.Source, error)
	// Compare times photos in several settings; see [compare.Run].
	Compare(ctx context.Context, photos []processor.Photo, o processor.Options, c compare.Options) (compare.Comparison, error)
	// WriteSamples draws sample pictures into a folder and tells how far it is.
	WriteSamples(ctx context.Context, folder string, progress func(done, total int)) error
}

// Job is one run; see [processor.Job].
type Job interface {
	Events() <-chan processor.Event
	SetWorkers(n int)
	Pause()
	Resume()
	Stop()
	Wait() processor.Summary
}

// realEngine is the processor.
type realEngine struct{}

func (realEngine) Scan(ctx context.Context, sources []string, o processor.Options) iter.Seq[processor.Event] {
	return processor.Scan(ctx, sources, o)
}

func (realEngine) Start(ctx context.Context, sources []string, o processor.Options) (Job, error) {
	return asJob(processor.Start(ctx, sources, o))
}

func (realEngine) StartPhotos(ctx context.Context, photos []processor.Photo, o processor.Options) (Job, error) {
	return asJob(processor.StartPhotos(ctx, photos, o))
}

// asJob keeps a nil job from becoming a Job that is not nil.
func asJob(j *processor.Job, err error) (Job, error) {
	if err != nil {
		return nil, err
	}
	return j, nil
}

func (realEngine) LoadPreview(ctx context.Context, path string, side int) (*image.RGBA, error) {
	return processor.LoadPreview(ctx, path, side)
}

func (realEngine) OpenPreview(ctx context.Context, path string) (preview.Source, error) {
	p, err := processor.OpenPreview(ctx, path)
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (realEngine) Compare(ctx context.Context, photos []processor.Photo, o processor.Options, c compare.Options) (compare.Comparison, error) {
	return compare.Run(ctx, photos, o, c)
}

func (realEngine) WriteSamples(ctx context.Context, folder string, progress func(done, total int)) error {
	o := sample.DefaultOptions()
	o.Progress = progress
	_, err := sample.Write(ctx, folder, o)
	return err
}
