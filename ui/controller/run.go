package controller

import (
	"thumbpool/processor"
	"thumbpool/ui/mailbox"
	"thumbpool/ui/model"
)

// Make begins a run over all photos. While they are still looked for, the run
// goes on looking.
func (c *Controller) Make() {
	if !c.model.Make().Enabled {
		return
	}
	o := c.runOptions()
	if c.model.State() != model.Scanning {
		c.beginPhotos(c.model.All(), o, true)
		return
	}
	sources := c.model.Sources()
	c.endFeed()
	c.model.BeginScan(now())
	job, err := c.given.Engine.Start(c.ctx, sources, o)
	c.follow(job, err)
	c.tell(Changed{Cleared: true})
}

// Retry begins a run over the photos that failed.
func (c *Controller) Retry() {
	if c.model.State() == model.Done {
		c.Again(c.model.FailedOnes())
	}
}

// Again begins a run over photos that failed.
func (c *Controller) Again(photos []processor.Photo) {
	if len(photos) > 0 {
		c.beginPhotos(photos, c.runOptions(), false)
	}
}

func (c *Controller) beginPhotos(photos []processor.Photo, o processor.Options, all bool) {
	c.endFeed()
	c.model.Begin(photos, now())
	job, err := c.given.Engine.StartPhotos(c.ctx, photos, o)
	c.follow(job, err)
	c.tell(Changed{Began: true, All: all, Arranged: true})
}

// follow has the events of a job come in, unless it could not begin.
func (c *Controller) follow(job Job, err error) {
	if err != nil {
		c.model.Refuse(err)
		return
	}
	c.job = job
	events := func(yield func(processor.Event) bool) {
		for ev := range job.Events() {
			yield(ev) // to the end: the job waits for its receiver
		}
	}
	c.box = mailbox.Open(events, c.Post, c.apply)
}

// runOptions are those of a run that begins now.
func (c *Controller) runOptions() processor.Options {
	o := c.placed()
	o.PreviewSide = c.given.PictureSide()
	return o
}

// apply takes in a batch of events.
func (c *Controller) apply(batch []processor.Event) {
	wasBusy, wasScanned := c.model.State().Busy(), c.model.Scanned()
	what := Changed{Batch: true, Events: batch, Photos: c.model.Apply(batch, now())}
	if c.model.Scanned() && !wasScanned {
		what.Recent = c.remember()
	}
	if wasBusy && !c.model.State().Busy() {
		what.Ended = true
		c.job = nil
		c.endFeed()
	}
	c.tell(what)
	if what.Ended {
		c.afterRun()
	}
}

// afterRun answers a question about the run that is still up, or opens what
// waited for its end.
func (c *Controller) afterRun() {
	moot := c.moot
	c.moot = nil
	if moot != nil && c.given.User.Asked() {
		c.given.User.Withdraw()
		moot()
		return
	}
	if next := c.next; next != nil && !c.closing {
		c.next = nil
		c.choose(next)
	}
}

// Pause has no further photo started.
func (c *Controller) Pause() {
	if c.model.State() == model.Running {
		c.job.Pause()
		c.model.Pause(now())
		c.tell(Changed{})
	}
}

// Resume takes Pause back.
func (c *Controller) Resume() {
	if c.model.State() == model.Paused {
		c.job.Resume()
		c.model.Resume(now())
		c.tell(Changed{})
	}
}

// PauseOrResume pauses or goes on.
func (c *Controller) PauseOrResume() {
	if c.model.State() == model.Paused {
		c.Resume()
		return
	}
	c.Pause()
}

// Stop ends the run early.
func (c *Controller) Stop() {
	if s := c.model.State(); s == model.Running || s == model.Paused {
		c.job.Stop()
		c.model.Stop()
		c.tell(Changed{})
	}
}

// AskStop is Stop, but asks when more than half is done.
func (c *Controller) AskStop() {
	if !c.model.HalfDone() || c.model.State() == model.Stopping {
		c.Stop()
		return
	}
	c.askAboutRun(Question{
		Title: model.Say("ask.stopTitle"), Body: []model.Text{model.Say("ask.stopBody", "Progress", c.progress())},
		Answers: []Answer{
			{Label: model.Say("ask.stop"), Chosen: c.Stop},
			{Label: model.Say("ask.keep"), Primary: true},
		},
	}, func() {})
}

// progress says how far the run is, for questions.
func (c *Controller) progress() model.Text { return c.model.Foot().Title.Text }

// Reorder arranges the photos. That failures come first is not remembered: it is
// about this folder.
func (c *Controller) Reorder(o model.Order) {
	if o == model.ByFailed && c.model.Failures() == 0 {
		return
	}
	c.model.SetOrder(o)
	if o != model.ByFailed {
		c.set.Order = o
		c.save()
	}
	c.tell(Changed{Arranged: true})
}
