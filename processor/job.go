package processor

import (
	"context"
	"sync"
	"time"

	"thumbpool/processor/option"
	"thumbpool/processor/photo"
	"thumbpool/processor/pool"
)

// Job is one run over one set of photos. Its methods may be called from any
// goroutine.
type Job struct {
	options Options
	events  chan Event
	began   time.Time
	cancel  context.CancelFunc // ends the photos in hand between two steps
	endScan context.CancelFunc // lets no further photo come
	pool    *pool.Pool[assignment]
	places  places
	done    chan struct{}
	final   Summary // once done is closed

	// patience ends when what hangs is given up. From then on it is as if
	// it were not there: its events go nowhere and it saves nothing.
	patience context.Context
	giveUp   context.CancelFunc

	emitting sync.RWMutex // held for reading while an event is handed on
	over     bool         // no event will follow; written with emitting held

	reporting sync.Mutex // held for a report about the workers

	mu      sync.Mutex
	summary Summary
	paused  time.Time     // when the pause began that is still on
	pauses  time.Duration // the pauses that are over
	resumed chan struct{} // closed when that pause ends
}

// hanging is how long a stopped job waits for what does not end by itself: a
// system call on a network drive that is gone cannot be interrupted. It leaves
// a second for Stop as a whole; a slow disk may need most of it for a thumbnail
// that is being saved.
const hanging = 800 * time.Millisecond

// eventBuffer is how many events wait for their receiver before the job does.
const eventBuffer = 256

// Events returns the channel of everything that happens, in the order in which
// it happens. It is closed after [Done]. The job waits for its receiver.
func (j *Job) Events() <-chan Event { return j.events }

// SetWorkers changes the number of workers, within the range of that option. New workers start at once; surplus ones finish the photo in
// hand. A sequential pool always has one.
func (j *Job) SetWorkers(n int) {
	span := option.Of("Workers")
	n = min(max(n, int(span.Min)), int(span.Max))
	if j.options.Pool == option.PoolSequential {
		n = 1
	}
	j.mu.Lock()
	j.summary.Workers = max(j.summary.Workers, n)
	j.mu.Unlock()
	j.pool.SetWorkers(n)
}

// Pause starts no further photo until [Job.Resume]; those in hand go on.
func (j *Job) Pause() {
	j.mu.Lock()
	if j.paused.IsZero() {
		j.paused = time.Now()
		j.resumed = make(chan struct{})
	}
	j.mu.Unlock()
	j.pool.Pause()
}

// Resume ends a pause.
func (j *Job) Resume() {
	j.mu.Lock()
	j.endPause()
	j.mu.Unlock()
	j.pool.Resume()
}

func (j *Job) endPause() {
	if !j.paused.IsZero() {
		j.pauses += time.Since(j.paused)
		j.paused = time.Time{}
		close(j.resumed)
	}
}

// awaitResume waits while the job is paused: downloads that would start then
// do not.
func (j *Job) awaitResume(ctx context.Context) {
	j.mu.Lock()
	paused, resumed := !j.paused.IsZero(), j.resumed
	j.mu.Unlock()
	if paused {
		select {
		case <-resumed:
		case <-ctx.Done():
		}
	}
}

// Drain starts no further photo, and lets those in hand be finished.
func (j *Job) Drain() {
	j.endScan()
	j.pool.Drain()
}

// Stop ends the job as soon as may be, and within a second whatever hangs:
// photos in hand are given up between two steps, and nothing of them is left.
func (j *Job) Stop() { j.cancel() }

// losePatience gives up, some time after the job was stopped, what has not
// ended by then.
func (j *Job) losePatience() {
	select {
	case <-time.After(hanging):
		j.giveUp()
	case <-j.patience.Done():
	}
}

// Wait returns when every worker has ended, or was given up after [Job.Stop],
// and the last event was received.
func (j *Job) Wait() Summary {
	<-j.done
	return j.final
}

// now is the time since the start of the job.
func (j *Job) now() time.Duration { return time.Since(j.began) }

// run is the job from its first photo to its last event.
func (j *Job) run(scanCtx context.Context, scan feeder) {
	defer j.cancel()
	defer j.giveUp()
	fed := make(chan bool, 1)
	go func() { fed <- j.feed(scanCtx, scan) }()
	complete := false
	select {
	case complete = <-fed:
	case <-j.patience.Done():
	}
	j.pool.Close()
	_ = j.pool.Wait(j.patience) // its error is that there was something to give up
	closed := make(chan error, 1)
	go func() { closed <- j.places.close() }()
	var unkept error
	select {
	case unkept = <-closed:
	case <-j.patience.Done():
	}

	j.emitting.Lock() // waits for the receiver, but for nothing that hangs
	j.over = true
	j.emitting.Unlock()
	j.mu.Lock()
	j.endPause()
	length := j.now()
	j.summary.Began, j.summary.Ended = j.began, j.began.Add(length)
	j.summary.Wall = length - j.pauses
	j.summary.Stopped = !complete || j.summary.Left() > 0
	if j.summary.Err == nil {
		j.summary.Err = unkept
	}
	j.final = j.summary
	j.mu.Unlock()
	j.events <- Done{j.final}
	close(j.events)
	close(j.done)
}

// feed puts the photos into the queue as they are found and downloaded, and
// reports whether all were found.
func (j *Job) feed(ctx context.Context, scan feeder) (complete bool) {
	var onWeb []Photo
	scan(ctx, j.places, func(ev Event) bool {
		j.emit(ev)
		switch ev := ev.(type) {
		case Found:
			switch p := ev.Photo; {
			case p.OnWeb():
				onWeb = append(onWeb, p)
			case p.Unread == nil:
				return j.assign(ctx, p)
			}
		case Scanned:
			complete = true
		}
		return true
	})
	j.fetch(ctx, onWeb)
	return complete
}

// assign finds the place of a photo's thumbnail and puts the photo into the
// queue. It returns false if the job cannot go on.
func (j *Job) assign(ctx context.Context, p Photo) bool {
	out, err := j.places.plan(ctx, p)
	switch {
	case ctx.Err() != nil:
		return false
	case err != nil && p.Gone() != nil: // other photos may be elsewhere
		j.emit(Failed{PhotoError: photo.NewError(p, StepRead, p.Gone())})
	case endsRun(err):
		j.abort(photo.NewError(p, StepSave, err))
		return false
	case err != nil: // other photos may go elsewhere
		j.emit(Failed{PhotoError: photo.NewError(p, StepSave, err)})
	case out.target.Current:
		j.emit(Skipped{Photo: p, Output: out.target.Path()})
	default:
		j.pool.Submit(assignment{p, out})
	}
	return true
}

// abort ends the job because of an error that no photo can get around.
func (j *Job) abort(err error) {
	j.mu.Lock()
	if j.summary.Err == nil {
		j.summary.Err = err
	}
	j.mu.Unlock()
	j.Stop()
}

// emit adds an event to the summary and hands it on. What was given up comes
// too late with its events.
func (j *Job) emit(ev Event) {
	j.emitting.RLock()
	defer j.emitting.RUnlock()
	if j.over {
		return
	}
	j.mu.Lock()
	j.summary.add(ev)
	j.mu.Unlock()
	j.events <- ev
}

// reportWorkers tells how many workers there are. One report at a time, so that
// the last one is of the last change.
func (j *Job) reportWorkers() {
	j.reporting.Lock()
	defer j.reporting.Unlock()
	target, running := j.pool.Workers()
	j.emit(Workers{Target: target, Running: running, At: j.now()})
}
