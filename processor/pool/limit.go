package pool

import (
	"context"
	"time"
)

// patience is how long an executor waits for work that should have ended: a
// system call that hangs does not look at its context.
const patience = 300 * time.Millisecond

// limit is the time that a request may take. It stands still while the request
// waits for memory, which is no fault of its own.
type limit struct {
	context.Context // ends with the request's context, and when the time is up
	end             context.CancelCauseFunc

	timer *time.Timer // nil without a limit
	since time.Time   // when the timer began to run
	left  time.Duration
}

// newLimit begins to count; 0 sets no limit.
func newLimit(ctx context.Context, d time.Duration) *limit {
	l := &limit{left: d}
	l.Context, l.end = context.WithCancelCause(ctx)
	if d > 0 {
		l.since = time.Now()
		l.timer = time.AfterFunc(d, func() { l.end(&CrashError{Cause: CauseTimeout, Time: d}) })
	}
	return l
}

// wait calls what waits for memory.
func (l *limit) wait(wait func()) {
	if l.timer == nil || !l.timer.Stop() {
		wait()
		return
	}
	l.left -= time.Since(l.since)
	wait()
	l.since = time.Now()
	l.timer.Reset(max(l.left, 1))
}

// close ends the limit and returns why the request has to be given up: a
// *CrashError if its time was up, else nil.
func (l *limit) close() error {
	if l.timer != nil {
		l.timer.Stop()
	}
	l.end(nil)
	if crash, ok := context.Cause(l).(*CrashError); ok { //nolint:errorlint // ours, as it was given
		return crash
	}
	return nil
}
