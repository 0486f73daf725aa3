package controller

import (
	"context"
	"slices"
	"sync/atomic"
	"time"
)

// answerTime is how long a later start waits for the UI thread to take what it
// is to open.
const answerTime = 2 * time.Second

// together is the longest time between two starts of the program that belong to
// one deed of the user's: a file manager starts it once for each selected file.
const together = 500 * time.Millisecond

// burst are starts that belong together.
type burst struct {
	sources []string
	last    time.Time // when the last of them was dealt with
}

// add takes in a start of the given time, and returns what all starts that belong
// together are to open, in their order.
func (b *burst) add(sources []string, at time.Time) []string {
	if at.Sub(b.last) > together {
		b.sources = nil
	}
	all := slices.Clone(b.sources)
	for _, s := range sources {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	b.sources = all
	return all
}

// OpenFirst opens what the program was started with. Starts that follow it at once
// add to that.
func (c *Controller) OpenFirst(sources []string) {
	c.starts.add(sources, now())
	c.Open(sources)
	c.starts.last = now()
}

// TakeInTime is Take with a limit.
func (c *Controller) TakeInTime(sources []string) bool {
	ctx, cancel := context.WithTimeout(c.ctx, answerTime)
	defer cancel()
	return c.Take(ctx, sources)
}

// Take shows what a later start of the program was to open, and brings the
// window to the front. It is called in another goroutine, and says whether the
// UI thread did so before ctx was done; if not, it never does.
func (c *Controller) Take(ctx context.Context, sources []string) bool {
	came := now()           // the UI thread may be busy
	var settled atomic.Bool // by the UI thread or by ctx
	took := make(chan bool, 1)
	c.Post(func() {
		if settled.CompareAndSwap(false, true) {
			took <- c.takeOver(sources, came)
		}
	})
	select {
	case ok := <-took:
		return ok
	case <-ctx.Done():
		if settled.CompareAndSwap(false, true) {
			return false
		}
		return <-took // just now
	}
}

// takeOver opens what a later start was to open that came at a time, beside what
// those just before it were to. A question that is up gets its safe answer, a panel
// goes.
func (c *Controller) takeOver(sources []string, came time.Time) bool {
	if c.closing {
		return false
	}
	c.tell(Changed{Called: true, Photos: line("second start", len(sources))})
	if len(sources) > 0 {
		sources = c.starts.add(sources, came)
		c.given.User.Cancel()
		c.Open(sources)
		c.starts.last = now()
	}
	return true
}
