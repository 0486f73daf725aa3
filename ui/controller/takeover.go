package controller

import (
	"context"
	"sync/atomic"
	"time"
)

// answerTime is how long a later start waits for the UI thread to take what it
// is to open.
const answerTime = 2 * time.Second

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
	var settled atomic.Bool // by the UI thread or by ctx
	took := make(chan bool, 1)
	c.Post(func() {
		if settled.CompareAndSwap(false, true) {
			took <- c.takeOver(sources)
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

// takeOver opens what a later start was to open. A question that is up gets its
// safe answer, a panel goes.
func (c *Controller) takeOver(sources []string) bool {
	if c.closing {
		return false
	}
	c.tell(Changed{Called: true, Photos: line("second start", len(sources))})
	if len(sources) > 0 {
		c.given.User.Cancel()
		c.Open(sources)
	}
	return true
}
