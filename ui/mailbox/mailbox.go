// Package mailbox carries the engine's events to the UI thread: it takes them
// from their channel at once, gathers them, and posts one function at a time,
// at most thirty times a second, however many there are. In a long run it is ten
// times: each batch has the whole window drawn, and where that is done in
// software it takes its time from the workers.
//
//	job.Events() ──► pump ──► pending ──► post(one batch) ──► deliver, on the UI thread
package mailbox

import (
	"iter"
	"sync"
	"time"

	"thumbpool/processor"
)

const (
	// quick is the least time between two of the first batches, in which the
	// window fills with thumbnails, and calm between those after them.
	quick, calm = time.Second / 30, time.Second / 10
	// quickBatches is how many are the first.
	quickBatches = 45
	// beat is the most time between two batches, so that times on the screen
	// go on while nothing happens.
	beat = 500 * time.Millisecond
)

// Box gathers the events of one scan or one job.
type Box struct {
	post    func(func())
	deliver func([]processor.Event)

	mu      sync.Mutex
	pending []processor.Event
	asked   bool // a batch is on its way, or a timer for it
	last    time.Time
	batches int // delivered with events in them
	closed  bool
	stop    chan struct{}
}

// Open begins to carry events to deliver, which is called on the UI thread
// that post leads to. Every event is delivered, in order, until [Box.Close].
func Open(events iter.Seq[processor.Event], post func(func()), deliver func([]processor.Event)) *Box {
	b := &Box{post: post, deliver: deliver, stop: make(chan struct{})}
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for ev := range events {
			b.put(ev)
		}
	}()
	go b.keepTime(finished)
	return b
}

// Close lets no further batch through. It is called on the UI thread; events
// that still come are taken from their channel and dropped.
func (b *Box) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed, b.pending = true, nil
		close(b.stop)
	}
}

func (b *Box) put(ev processor.Event) {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return
	}
	b.pending = append(b.pending, ev)
	b.mu.Unlock()
	b.ask()
}

// keepTime asks for a batch now and then even if there are no events.
func (b *Box) keepTime(finished <-chan struct{}) {
	t := time.NewTicker(beat)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			b.ask()
		case <-finished:
			return
		case <-b.stop:
			return
		}
	}
}

// ask has a batch posted, unless one is on its way.
func (b *Box) ask() {
	b.mu.Lock()
	if b.asked || b.closed {
		b.mu.Unlock()
		return
	}
	b.asked = true
	wait := quick
	if b.batches >= quickBatches {
		wait = calm
	}
	wait -= time.Since(b.last)
	b.mu.Unlock()
	if wait > 0 {
		time.AfterFunc(wait, func() { b.post(b.flush) })
		return
	}
	b.post(b.flush)
}

// flush delivers what has gathered. It runs on the UI thread.
func (b *Box) flush() {
	b.mu.Lock()
	batch, closed := b.pending, b.closed
	b.pending, b.asked, b.last = nil, false, time.Now()
	if len(batch) > 0 {
		b.batches++
	}
	b.mu.Unlock()
	if !closed {
		b.deliver(batch)
	}
}
