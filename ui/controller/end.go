package controller

import (
	"time"

	"thumbpool/ui/model"
)

// patience is how long closing waits for the workers. What hangs longer, such as
// a read from a disk that does not answer, ends with the program: a thumbnail is
// whole or absent all the same.
const patience = time.Second

// Close closes the window; during a run it asks first.
func (c *Controller) Close() {
	switch {
	case c.closing:
	case c.model.State().Busy():
		c.moot = nil
		c.given.User.Withdraw()
		c.askAboutRun(Question{
			Title: model.Say("ask.closeTitle"), Body: []model.Text{model.Say("ask.closeBody", "Progress", c.progress())},
			Answers: []Answer{
				{Label: model.Say("ask.close"), Chosen: c.Shutdown},
				{Label: model.Say("ask.keep"), Primary: true},
			},
		}, c.Shutdown)
	default:
		c.Shutdown()
	}
}

// Closing says whether the window is on its way out.
func (c *Controller) Closing() bool { return c.closing }

// Shutdown ends the run and signals that all is over when every worker has ended
// and no partial file is left. It returns at once.
func (c *Controller) Shutdown() {
	if c.closing {
		return
	}
	c.closing = true
	c.unsaved = true // the size at least
	c.saveNow()
	c.Stop()
	c.tell(Changed{})
	end := c.end()
	go func() {
		end()
		c.Post(func() {
			c.detached.Store(true)
			c.tell(Changed{Over: true})
		})
	}()
}

// end stops everything that runs and returns a function that waits for it, for
// patience at most. It may be called in another goroutine.
func (c *Controller) end() (wait func()) {
	job := c.job
	if job != nil {
		job.Stop()
	}
	c.cancel()
	return func() {
		done := make(chan struct{})
		go func() {
			defer close(done)
			if job != nil {
				job.Wait()
			}
			c.given.Release()
			c.given.Desktop.Close()
		}()
		select {
		case <-done:
		case <-time.After(patience):
		}
	}
}

// Abandon ends everything when the program stops without the window having
// been closed. It waits for the workers.
func (c *Controller) Abandon() {
	if !c.closing {
		c.closing = true
		c.saveNow()
		c.detached.Store(true)
		c.end()()
	}
}
