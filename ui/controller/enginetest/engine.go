// Package enginetest has an engine that does what a test says, for tests of the
// controller and of the window. What it reports may be a run of the real one: lanes,
// times of steps, and pictures.
package enginetest

import (
	"context"
	"errors"
	"fmt"
	"image"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/format"
	"thumbpool/processor/photo"
	"thumbpool/processor/reason"
	"thumbpool/processor/scan"
	"thumbpool/ui/controller"
)

// Engine finds as many photos in a folder as it is told.
type Engine struct {
	Folders map[string]int // photos in each
	Looking bool           // scans do not come to their end
	Gone    bool           // no folder is there any more
	Ours    int            // thumbnails of Thumbpool's own in every folder
	Never   string         // what the last photo of every folder begins with, if it cannot be read
	Hang    chan struct{}  // if not nil, opening a photo waits for it, whatever is cancelled
	Refuse  error          // why no job begins, or nil
	Samples func(progress func(done, total int)) error

	mu   sync.Mutex
	jobs []*Job
}

// Photo is the photo of that ID in a folder.
func Photo(folder string, id int) processor.Photo {
	folder = scan.Redact(folder) // as the engine does
	name := fmt.Sprintf("IMG_%04d.jpg", 2000+id)
	return processor.Photo{ID: id, Path: filepath.Join(folder, name), Root: folder, Rel: name, Size: 4_000_000}
}

// Scan finds the photos of the first of the sources.
func (e *Engine) Scan(ctx context.Context, sources []string, _ processor.Options) iter.Seq[processor.Event] {
	if e.Gone {
		return missing(sources[0])
	}
	return func(yield func(processor.Event) bool) {
		n := e.Folders[sources[0]]
		for id := range n {
			p := Photo(sources[0], id)
			if id == n-1 && e.Never != "" {
				p.See(strings.NewReader(e.Never), []byte(e.Never))
			}
			if !yield(processor.Found{Photo: p}) {
				return
			}
		}
		if e.Looking {
			<-ctx.Done()
			return
		}
		yield(processor.Scanned{Photos: n, Ours: e.Ours})
	}
}

// OpenPreview reads any photo.
func (e *Engine) OpenPreview(ctx context.Context, path string) (controller.Preview, error) {
	if e.Hang != nil {
		<-e.Hang
		return nil, ctx.Err()
	}
	id := 0
	_, _ = fmt.Sscanf(filepath.Base(path), "IMG_2%d.jpg", &id)
	return source(id), nil
}

// Compare finds each setting faster than those before.
func (e *Engine) Compare(ctx context.Context, photos []processor.Photo, _ processor.Options, o compare.Options) (compare.Comparison, error) {
	c := compare.Comparison{Photos: len(photos), Cores: 8, Bound: compare.BoundCPU, Best: len(o.Settings) - 1}
	for i, s := range o.Settings {
		o.Progress(i, len(o.Settings), s)
		wall := time.Second / time.Duration(i+1)
		c.Rows = append(c.Rows, compare.Measurement{Setting: s, Wall: wall, Walls: []time.Duration{wall}, Speedup: float64(i + 1)})
	}
	return c, ctx.Err()
}

// Start begins a job that does nothing by itself.
func (e *Engine) Start(_ context.Context, sources []string, o processor.Options) (controller.Job, error) {
	return e.start(&Job{Sources: sources, Options: o})
}

// StartPhotos is Start for photos.
func (e *Engine) StartPhotos(_ context.Context, photos []processor.Photo, o processor.Options) (controller.Job, error) {
	return e.start(&Job{Photos: photos, Options: o})
}

func (e *Engine) start(j *Job) (controller.Job, error) {
	if e.Refuse != nil {
		return nil, e.Refuse
	}
	j.events, j.done = make(chan processor.Event, 1000), make(chan struct{})
	j.events <- processor.Workers{Target: j.Options.Workers, Running: j.Options.Workers}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.jobs = append(e.jobs, j)
	return j, nil
}

// Job returns the nth job that was begun.
func (e *Engine) Job(t *testing.T, n int) *Job {
	t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.jobs) <= n {
		t.Fatalf("%d jobs were begun, want more than %d", len(e.jobs), n)
	}
	return e.jobs[n]
}

// Last is the job that was begun last, or nil.
func (e *Engine) Last() *Job {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.jobs); n > 0 {
		return e.jobs[n-1]
	}
	return nil
}

// FinishAll ends all jobs.
func (e *Engine) FinishAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, j := range e.jobs {
		j.End(processor.Summary{})
	}
}

// LoadPreview finds nothing.
func (e *Engine) LoadPreview(context.Context, string, int) (*image.RGBA, error) {
	return nil, errors.New("no files here")
}

// WriteSamples does what Samples says.
func (e *Engine) WriteSamples(_ context.Context, _ string, progress func(done, total int)) error {
	return e.Samples(progress)
}

// Job sends what the test says and notes what it is told.
type Job struct {
	Sources []string
	Photos  []processor.Photo
	Options processor.Options
	events  chan processor.Event
	done    chan struct{}
	once    sync.Once
	lanes   []time.Duration // when each worker is free; belongs to the test
	at      time.Duration   // when the last photo was finished

	mu   sync.Mutex
	told []string
}

func (j *Job) tell(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.told = append(j.told, fmt.Sprintf(format, args...))
}

// Heard says whether the job was told something: "stop", "workers 7".
func (j *Job) Heard(what string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Contains(j.told, what)
}

// Told is what the job was told so far.
func (j *Job) Told() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.told)
}

// Events is the engine's.
func (j *Job) Events() <-chan processor.Event { return j.events }

// SetWorkers is noted.
func (j *Job) SetWorkers(n int) { j.tell("workers %d", n) }

// Pause is noted.
func (j *Job) Pause() { j.tell("pause") }

// Resume is noted.
func (j *Job) Resume() { j.tell("resume") }

// Stop is noted.
func (j *Job) Stop() {
	j.tell("stop")
}

// Wait returns when the test has ended the job.
func (j *Job) Wait() processor.Summary {
	<-j.done
	return processor.Summary{}
}

// turn has the worker that is free first take up a photo, and returns who had it
// from when to when. Photos are finished in the order in which they are asked
// for, the first of a run after 0.9 s.
func (j *Job) turn(id int) (worker int, start, end time.Duration) {
	if j.lanes == nil {
		j.lanes = make([]time.Duration, j.Options.Workers)
		j.at = 750 * time.Millisecond
	}
	for i, free := range j.lanes {
		if free < j.lanes[worker] {
			worker = i
		}
	}
	start, end = j.lanes[worker], j.at+150*time.Millisecond
	j.lanes[worker], j.at = end, end
	j.events <- processor.Started{Photo: j.Photo(id), Worker: worker + 1, At: start}
	return worker + 1, start, end
}

// Send sends events.
func (j *Job) Send(events ...processor.Event) {
	for _, ev := range events {
		j.events <- ev
	}
}

// Finish sends the thumbnails of photos, each in a colour of its own.
func (j *Job) Finish(ids ...int) {
	for _, id := range ids {
		p := j.Photo(id)
		worker, start, end := j.turn(id)
		took := end - start
		j.events <- processor.Finished{Result: processor.Result{
			Worker: worker, Start: start, End: end,
			Times: processor.Times{processor.StepRead: took / 10, processor.StepDecode: took / 2, processor.StepReduce: took / 5, processor.StepEncode: took / 10, processor.StepSave: took / 10},
			Photo: p, Output: filepath.Join(p.Root, "thumbs", p.Rel), Preview: swatch(id, j.Options.PreviewSide),
		}}
	}
}

// Fail sends a failure: the photo is damaged.
func (j *Job) Fail(id int) {
	j.FailFor(id, processor.StepDecode, &format.DamageError{Text: "the file ends early (after 1.2 MB)", Ends: 1_200_000})
}

// FailFor sends a failure at a step.
func (j *Job) FailFor(id int, step processor.Step, err error) {
	worker, start, end := j.turn(id)
	var times processor.Times
	times[step] = end - start
	j.events <- processor.Failed{
		PhotoError: photo.NewError(j.Photo(id), step, err),
		Worker:     worker, Start: start, End: end, Times: times,
	}
}

// Photo is one of those that the job is about.
func (j *Job) Photo(id int) processor.Photo {
	if j.Sources != nil {
		return Photo(j.Sources[0], id)
	}
	for _, p := range j.Photos {
		if p.ID == id {
			return p
		}
	}
	panic("no such photo")
}

// End sends the summary and ends the job.
func (j *Job) End(s processor.Summary) {
	j.once.Do(func() {
		j.events <- processor.Done{Summary: s}
		close(j.events)
		close(j.done)
	})
}

// missing is a scan that finds no folder.
func missing(folder string) iter.Seq[processor.Event] {
	p := processor.Photo{Path: folder, Root: filepath.Dir(folder), Rel: filepath.Base(folder)}
	return slices.Values([]processor.Event{
		processor.Found{Photo: p},
		processor.Failed{PhotoError: &processor.PhotoError{Photo: p, Step: processor.StepScan, Reason: reason.Reason{Key: reason.Gone}, Err: errors.New("the file is no longer there")}},
		processor.Scanned{Photos: 1},
	})
}
