// Package pool is a pool of workers that can grow, shrink, pause and drain
// while it runs. It knows nothing of images.
//
// Tasks wait in a queue without bound, in the order in which they were
// submitted; each goes to the next free worker. A worker is a lane with a
// number from 1, so that what it does can be drawn, and is served by one
// goroutine that owns whatever its [Worker] owns (buffers, a child process).
//
//	Submit ──► queue ──► worker 1 ──► Worker.Do
//	                 ├─► worker 2 ──► Worker.Do
//	                 └─► …
//
// All methods may be called from any goroutine.
package pool

import (
	"context"
	"sync"
)

// Worker carries out the tasks of one lane, one at a time, on one goroutine.
type Worker[T any] interface {
	// Do carries out a task. It should return soon after ctx is cancelled,
	// which [Pool.Wait] does not rely on, and must not panic.
	Do(ctx context.Context, task T)
	// Close frees what the worker owns; it is its last call.
	Close()
}

// Pool hands tasks to workers. Create one with [New].
type Pool[T any] struct {
	ctx       context.Context
	newWorker func(lane int) Worker[T]
	counted   func()

	mu      sync.Mutex
	changed *sync.Cond // something below has changed
	queue   queue[T]
	target  int
	lanes   []bool // lanes[i] is true while the worker of lane i+1 is there
	running int
	paused  bool
	closed  bool // no task will follow
	drained bool // no waiting task will be started
	workers sync.WaitGroup
}

// New returns a pool that has no workers until [Pool.SetWorkers]. newWorker is
// called once for each worker that starts, on that worker's goroutine; counted,
// on the same one, after it has come and after it is gone, when
// [Pool.Workers] says so. Cancelling ctx stops the pool: waiting tasks are not
// started.
func New[T any](ctx context.Context, newWorker func(lane int) Worker[T], counted func()) *Pool[T] {
	p := &Pool[T]{ctx: ctx, newWorker: newWorker, counted: counted}
	p.changed = sync.NewCond(&p.mu)
	return p
}

// Submit adds a task to the end of the queue. It never blocks. After
// [Pool.Close] it does nothing: who was given up on may still come with a task.
func (p *Pool[T]) Submit(value T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.queue.push(value)
	p.changed.Signal()
}

// Close says that no task will follow: workers end when the queue is empty.
func (p *Pool[T]) Close() {
	p.update(func() { p.closed = true })
}

// Drain starts no further task; those in hand run to their end.
func (p *Pool[T]) Drain() {
	p.update(func() { p.drained = true })
}

// Pause starts no further task until [Pool.Resume]; those in hand go on.
func (p *Pool[T]) Pause() {
	p.update(func() { p.paused = true })
}

// Resume ends a pause.
func (p *Pool[T]) Resume() {
	p.update(func() { p.paused = false })
}

// SetWorkers changes the number of workers, to at least 1. New workers start
// at once; surplus ones finish the task in hand and end.
func (p *Pool[T]) SetWorkers(n int) {
	p.update(func() {
		p.target = max(n, 1)
		p.fill()
	})
}

// fill starts a worker in every wanted lane that has none. p.mu is held.
func (p *Pool[T]) fill() {
	if p.over() {
		return
	}
	for lane := 1; lane <= p.target; lane++ {
		if lane > len(p.lanes) {
			p.lanes = append(p.lanes, false)
		}
		if !p.lanes[lane-1] {
			p.lanes[lane-1] = true
			p.running++
			p.workers.Go(func() { p.work(lane) })
		}
	}
}

// Workers returns how many workers are wanted and how many are there; there
// are more than wanted while surplus ones finish.
func (p *Pool[T]) Workers() (target, running int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.target, p.running
}

// Wait returns when every worker has ended: after Close and the last task,
// after Drain, or after the pool's context was cancelled, which idle workers
// notice only while somebody waits. It also returns when patience ends, with
// its error. Workers that are still there then, as those that a system call
// holds, are given up: what they own stays theirs, and they end when they can.
func (p *Pool[T]) Wait(patience context.Context) error {
	// A cancelled context has to wake the workers that wait on the condition.
	stop := context.AfterFunc(p.ctx, func() { p.update(func() {}) })
	defer stop()
	ended := make(chan struct{})
	go func() {
		p.workers.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-patience.Done():
		return patience.Err()
	}
}

func (p *Pool[T]) update(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
	p.changed.Broadcast()
}

// over reports whether no further task will be started. p.mu is held.
func (p *Pool[T]) over() bool {
	return p.ctx.Err() != nil || p.drained || p.closed && p.queue.empty()
}

// work is the life of one worker. A lane is free again only after Close, so
// that no two workers ever share one.
func (p *Pool[T]) work(lane int) {
	w := p.newWorker(lane)
	p.counted()
	for {
		t, ok := p.next(lane)
		if !ok {
			break
		}
		w.Do(p.ctx, t)
	}
	w.Close()
	p.update(func() {
		p.lanes[lane-1] = false
		p.running--
		p.fill() // the lane may have been asked for again in the meantime
	})
	p.counted()
}

// next waits for a task for the worker of a lane; false means that the worker
// has to end.
func (p *Pool[T]) next(lane int) (value T, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		switch {
		case p.over() || lane > p.target:
			return value, false
		case !p.paused && !p.queue.empty():
			value = p.queue.pop()
			if p.queue.empty() {
				p.changed.Broadcast() // after Close, this was the last
			}
			return value, true
		}
		p.changed.Wait()
	}
}
