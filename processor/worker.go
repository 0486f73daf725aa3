package processor

import (
	"context"
	"errors"
	"time"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
	"thumbpool/processor/pool"
	"thumbpool/processor/reason"
	"thumbpool/processor/render"
)

// assignment is a photo and the place of its thumbnail. All photos of a folder
// may wait as assignments: what can be made of them is not in it.
type assignment struct {
	photo  Photo
	output output
}

// recipe is what all thumbnails of a job are made by, but for their format.
func recipe(o Options) render.Recipe {
	limits := format.DefaultLimits()
	limits.MaxPixels, limits.MaxBytes, limits.MaxMemory = o.MaxPixels, o.MaxFileBytes, o.MemoryBudget
	return render.Recipe{Look: o.Look, Limits: limits, PreviewSide: o.PreviewSide}
}

// worker has the photos of one lane rendered, and saves them.
type worker struct {
	job      *Job
	lane     int
	executor pool.Executor[request, response]
}

// Close ends the executor, and adds up what its processes, if it has any, have used.
func (w *worker) Close() {
	w.executor.Close()
	if p, ok := w.executor.(interface{ Used() time.Duration }); ok {
		w.job.mu.Lock()
		w.job.summary.Children += p.Used()
		w.job.mu.Unlock()
	}
}

// Do makes the thumbnail of one photo and reports it. A photo that is given up
// because the job was stopped is not reported: it had no turn.
func (w *worker) Do(ctx context.Context, a assignment) {
	j := w.job
	begin := j.now()
	j.emit(Started{Photo: a.photo, Worker: w.lane, At: begin})
	how := recipe(j.options)
	how.File = a.output.format
	how.MarkBytes = j.places.markBytes(how.File)
	r := execute(ctx, w.executor, request{Path: a.photo.Path, Recipe: how})
	if r.stopped || j.patience.Err() != nil {
		return
	}
	var path string
	var size int64
	var failed *PhotoError
	if r.Failure != nil {
		failed = r.Failure.of(a.photo)
	} else {
		var err error
		saving := j.now()
		path, size, err = j.places.save(ctx, a.photo, a.output, r.Data)
		r.Times[StepSave] = j.now() - saving
		switch {
		case ctx.Err() != nil && errors.Is(err, ctx.Err()):
			return
		case err != nil:
			failed = photo.NewError(a.photo, StepSave, err)
		}
	}
	if failed == nil {
		j.emit(Finished{Result{
			Photo: a.photo, Worker: w.lane, Start: begin, End: j.now(), Times: r.Times,
			Output: path, OutputBytes: size,
			Width: r.Width, Height: r.Height, PhotoWidth: r.PhotoWidth, PhotoHeight: r.PhotoHeight,
			Damaged: r.Damaged, Damage: r.Damage, Note: noteOf(a.photo, r, how.Look), Preview: r.Preview,
		}})
		return
	}
	if away := a.photo.Gone(); away != nil { // the reason for whatever failed
		failed = photo.NewError(a.photo, failed.Step, away)
	}
	j.emit(Failed{PhotoError: failed, Worker: w.lane, Start: begin, End: j.now(), Times: r.Times})
	if endsRun(failed.Err) {
		j.abort(failed)
	}
}

// noteOf is what is to be known of a thumbnail: that the camera's own picture in a
// raw file did not have the pixels that were asked for.
func noteOf(p Photo, r response, asked option.Look) reason.Reason {
	side := max(r.Width, r.Height)
	switch asked.Mode {
	case option.ModeWidth:
		side = r.Width
	case option.ModeHeight:
		side = r.Height
	}
	if p.Content != format.RAW || side >= asked.Size {
		return reason.Reason{}
	}
	return reason.Reason{Key: reason.SmallPreview, Pixels: int64(max(r.PhotoWidth, r.PhotoHeight))}
}
