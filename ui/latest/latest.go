// Package latest does the last thing that it was asked for, off the UI thread:
// what is asked for while something is under way waits, and only the newest of
// it is ever done. So slow work keeps up with a pointer that is dragged.
// [Posted] does so for what another goroutine tells.
//
//	Do ──► the one pending task ──► one goroutine ──► the one result ──► post ──► show
package latest

import (
	"context"
	"sync"
)

// Worker does tasks that give an R. Its methods belong to the UI thread. Tasks
// run one after another in a goroutine of the worker's, so that what they
// share needs no lock.
type Worker[R any] struct {
	post func(func())
	show func(R)

	mu      sync.Mutex // guards what follows
	pending func(context.Context) R
	cancel  context.CancelFunc // of the task under way, or nil
	turn    int                // counts Drop
	busy    bool               // the goroutine is there
	result  R
	ready   bool // there is a result to show
	posted  bool // a function that shows it is on its way
	closed  bool
	done    sync.WaitGroup
}

// New returns a worker that shows results on the UI thread, which post leads to.
func New[R any](post func(func()), show func(R)) *Worker[R] {
	return &Worker[R]{post: post, show: show}
}

// Do has a task done next. It takes the place of one that has not begun; one
// that has is left to its end, and its result is shown.
func (w *Worker[R]) Do(task func(context.Context) R) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	w.pending = task
	if !w.busy {
		w.busy = true
		w.done.Go(w.run)
	}
}

// Drop forgets all that was asked for: nothing of it is shown any more, and the
// task under way is cancelled.
func (w *Worker[R]) Drop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop()
}

func (w *Worker[R]) drop() {
	var none R
	w.turn++
	w.pending, w.result, w.ready = nil, none, false
	if w.cancel != nil {
		w.cancel()
	}
}

// Close drops everything and returns when the task under way has ended.
// Nothing is done after it.
func (w *Worker[R]) Close() {
	w.mu.Lock()
	w.closed = true
	w.drop()
	w.mu.Unlock()
	w.done.Wait()
}

// run does tasks until there is none.
func (w *Worker[R]) run() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.pending != nil {
		task, turn := w.pending, w.turn
		w.pending = nil
		ctx, cancel := context.WithCancel(context.Background())
		w.cancel = cancel
		w.mu.Unlock()

		r := task(ctx)
		cancel()

		w.mu.Lock()
		w.cancel = nil
		if turn == w.turn {
			w.deliver(r)
		}
	}
	w.busy = false
}

// deliver has r shown, in place of an earlier result that still waits for it.
func (w *Worker[R]) deliver(r R) {
	w.result, w.ready = r, true
	if w.posted {
		return
	}
	w.posted = true
	w.mu.Unlock()
	w.post(w.present)
	w.mu.Lock()
}

// present runs on the UI thread.
func (w *Worker[R]) present() {
	var none R
	w.mu.Lock()
	r, ready := w.result, w.ready
	w.result, w.ready, w.posted = none, false, false
	w.mu.Unlock()
	if ready {
		w.show(r)
	}
}
