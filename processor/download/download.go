package download

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"slices"
	"sync"
	"time"

	"thumbpool/processor/reason"
)

// Run downloads pictures. The sequence that it returns does the work while it
// is looped over. For every distinct text in urls it yields, in the end,
// exactly one [Done] or [Failed], in the order of completion. A loop that takes
// its time over an event, such as [Started], keeps attempts from beginning.
//
// When ctx is cancelled, or the loop is left, all attempts are given up. In the
// first case a file that is whole by then is still reported; nothing is for
// what was not finished. The sequence ends after all its goroutines have.
//
// The error says which options are wrong, or why the folder cannot be used.
// Run looks at the folder and so does file access; no request is sent before
// the loop begins.
func Run(ctx context.Context, urls []string, o Options) (iter.Seq[Event], error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	folder, err := openFolder(o.Dir, time.Now())
	if err != nil {
		return nil, err
	}
	urls = slices.Clone(urls)
	return func(yield func(Event) bool) {
		r := &run{
			options:   o,
			transport: o.Transport,
			folder:    folder,
			queue:     newQueue(o.PerHost),
			reports:   make(chan report, o.Concurrent),
			yield:     yield,
		}
		if r.transport == nil {
			own := newTransport(o)
			defer own.CloseIdleConnections()
			r.transport = own
		}
		r.loop(ctx, urls)
	}, nil
}

// run is one loop over the events. What stands below reports belongs to the
// goroutine of the loop; the rest is shared with the attempts.
type run struct {
	options   Options
	transport http.RoundTripper
	folder    *folder
	reports   chan report

	queue    *queue
	next     *task // whose attempt is being told of, and has not begun
	running  int   // attempts whose end was not reported yet
	attempts sync.WaitGroup
	yield    func(Event) bool
}

// report is what an attempt tells the loop: how far it is, or how it ended.
type report struct {
	progress Progress
	task     *task // of the attempt that ended; nil for a progress
	done     *Done // nil if err is not
	err      error
}

// progress tells the loop how far a download is, if there is room to tell.
func (r *run) progress(p Progress) {
	select {
	case r.reports <- report{progress: p}:
	default:
	}
}

func (r *run) loop(ctx context.Context, urls []string) {
	ctx, cancel := context.WithCancel(ctx)
	defer func() { // also if the consumer left the loop or panics
		cancel()
		r.join()
	}()
	if !r.enqueue(urls) {
		return
	}
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	for {
		wake, ok := r.start(ctx)
		if !ok || r.running == 0 && (ctx.Err() != nil || r.queue.empty()) {
			return
		}
		var due <-chan time.Time
		if !wake.IsZero() {
			alarm.Reset(time.Until(wake))
			due = alarm.C
		}
		cancelled := ctx.Done()
		if ctx.Err() != nil {
			cancelled = nil // known; the attempts are about to end
		}
		select {
		case rep := <-r.reports:
			if !r.handle(ctx, rep) {
				return
			}
		case <-due:
		case <-cancelled:
		}
	}
}

// enqueue queues the addresses, each once. It returns false when the loop over
// the events was left, as all functions do here that yield.
func (r *run) enqueue(urls []string) bool {
	known := make(map[string]bool, len(urls))
	for _, text := range urls {
		if known[text] {
			continue
		}
		known[text] = true
		u, err := parseURL(text)
		if err != nil {
			if !r.yield(failedOf(text, &Error{Key: reason.Address, Err: err})) {
				return false
			}
			continue
		}
		r.queue.push(&task{url: text, origin: u, at: u, key: urlKey(u)})
	}
	return true
}

// start begins attempts while there is room and a task whose turn it is. It
// returns the time at which there will be another one: the zero time if that
// depends on others ending.
func (r *run) start(ctx context.Context) (time.Time, bool) {
	for ctx.Err() == nil && r.running < r.options.Concurrent {
		t, wake := r.queue.next(time.Now())
		if t == nil {
			return wake, true
		}
		if !t.begun {
			if !r.announce(t) {
				return time.Time{}, false
			}
			if ctx.Err() != nil { // meanwhile
				r.queue.release(t)
				r.giveUp(t)
				break
			}
		}
		r.running++
		r.attempts.Go(func() {
			done, err := r.attempt(ctx, t)
			r.reports <- report{task: t, done: done, err: err}
		})
	}
	return time.Time{}, true
}

// announce tells that the next attempt for a task is about to begin. It comes
// back when that may be.
func (r *run) announce(t *task) bool {
	t.begun, t.spent = true, 0
	t.attempts++
	r.next = t // in case that the consumer panics
	if !r.yield(Started{URL: t.url, Attempt: t.attempts}) {
		return false
	}
	r.next = nil
	return true
}

// handle takes a report: it yields what there is to tell, and sends a task that
// has not ended back to the queue.
func (r *run) handle(ctx context.Context, rep report) (ok bool) {
	t := rep.task
	if t == nil {
		return r.yield(rep.progress)
	}
	r.running--
	r.queue.release(t)
	var redirect *redirected
	var failed *failure
	switch {
	case rep.err == nil:
		return r.yield(*rep.done)
	case ctx.Err() != nil:
		r.giveUp(t)
	case errors.As(rep.err, &redirect):
		t.at = redirect.to
		t.redirects++
		r.queue.pushFront(t)
	case errors.Is(rep.err, errStartOver):
		t.discard()
		t.whole = true
		r.queue.pushFront(t)
	case errors.As(rep.err, &failed):
		return r.failed(t, failed)
	}
	return true
}

// failed sends a task back to the queue if its failure is temporary and it has
// attempts left, and gives it up otherwise.
func (r *run) failed(t *task, f *failure) (ok bool) {
	if !f.temporary || t.attempts >= r.options.Attempts {
		if f.temporary {
			r.giveUp(t)
		} else {
			t.discard()
		}
		return r.yield(failedOf(t.url, &Error{Key: f.key, Attempts: t.attempts, Status: f.status, Err: f.err}))
	}
	now := time.Now()
	wait := backoff(t.attempts)
	if f.after > 0 {
		wait = f.after
		r.queue.pause(t, now.Add(wait))
	}
	t.begun, t.at, t.redirects = false, t.origin, 0
	r.queue.pushAt(t, now.Add(wait))
	return r.yield(Retrying{URL: t.url, Attempt: t.attempts + 1, After: wait, Err: f.err})
}

// failedOf is the end of an address that gave no file.
func failedOf(url string, err *Error) Failed {
	err.URL = Redact(url)
	return Failed{URL: url, Error: err}
}

// giveUp removes the part file of a task, unless a later run may continue it.
func (r *run) giveUp(t *task) {
	if r.options.KeepPartial && t.part != nil && t.part.validator != "" {
		return
	}
	t.discard()
}

// join waits for all attempts to end and gives up what waits. It tells nobody.
func (r *run) join() {
	for ; r.running > 0; r.running-- {
		rep := <-r.reports
		for rep.task == nil {
			rep = <-r.reports
		}
		r.giveUp(rep.task)
	}
	r.attempts.Wait()
	if r.next != nil {
		r.giveUp(r.next)
	}
	for _, t := range r.queue.drain() {
		r.giveUp(t)
	}
}
