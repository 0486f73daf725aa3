package controller

import (
	"context"
	"image"
	"iter"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/sample"
)

// Engine is what a controller needs of the processor; tests put their own here.
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
	OpenPreview(ctx context.Context, path string) (Preview, error)
	// Compare times photos in several settings; see [compare.Run].
	Compare(ctx context.Context, photos []processor.Photo, o processor.Options, c compare.Options) (compare.Comparison, error)
	// WriteSamples draws sample pictures into a folder and tells how far it is.
	WriteSamples(ctx context.Context, folder string, progress func(done, total int)) error
}

// Preview shows what options do to one photo; see [processor.Preview].
type Preview interface {
	Render(o processor.Options, side int) (before, after *image.RGBA)
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

// Processor is the engine that the program has.
type Processor struct{}

// Scan is [processor.Scan].
func (Processor) Scan(ctx context.Context, sources []string, o processor.Options) iter.Seq[processor.Event] {
	return processor.Scan(ctx, sources, o)
}

// Start is [processor.Start].
func (Processor) Start(ctx context.Context, sources []string, o processor.Options) (Job, error) {
	return asJob(processor.Start(ctx, sources, o))
}

// StartPhotos is [processor.StartPhotos].
func (Processor) StartPhotos(ctx context.Context, photos []processor.Photo, o processor.Options) (Job, error) {
	return asJob(processor.StartPhotos(ctx, photos, o))
}

// asJob keeps a nil job from becoming a Job that is not nil.
func asJob(j *processor.Job, err error) (Job, error) {
	if err != nil {
		return nil, err
	}
	return j, nil
}

// LoadPreview is [processor.LoadPreview].
func (Processor) LoadPreview(ctx context.Context, path string, side int) (*image.RGBA, error) {
	return processor.LoadPreview(ctx, path, side)
}

// OpenPreview is [processor.OpenPreview].
func (Processor) OpenPreview(ctx context.Context, path string) (Preview, error) {
	p, err := processor.OpenPreview(ctx, path)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Compare is [compare.Run].
func (Processor) Compare(ctx context.Context, photos []processor.Photo, o processor.Options, c compare.Options) (compare.Comparison, error) {
	return compare.Run(ctx, photos, o, c)
}

// WriteSamples is [sample.Write].
func (Processor) WriteSamples(ctx context.Context, folder string, progress func(done, total int)) error {
	o := sample.DefaultOptions()
	o.Progress = progress
	_, err := sample.Write(ctx, folder, o)
	return err
}
