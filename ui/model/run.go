package model

import (
	"time"

	"thumbpool/processor/report"
)

// run counts one run.
type run struct {
	total   int  // photos to make, as far as they are known
	fixed   bool // total was known from the start
	scanned bool
	made    int
	skipped int
	failed  int
	worked  bool // a worker had a photo
	gone    int  // of those, photos whose folder is no longer there
	// goneRoot is that folder.
	goneRoot string
	current  string // the photo that was taken up last
	web      report.Transfers

	clock clock
	rate  rate
}

func newRun(now time.Time, total int, fixed bool) run {
	return run{total: total, fixed: fixed, scanned: fixed, clock: clock{since: now}}
}

func (r *run) done() int { return r.made + r.skipped + r.failed }

func (r *run) tick(now time.Time) { r.rate.add(r.clock.at(now), r.done()) }

// left is how long the rest will take; false when that cannot be said yet.
func (r *run) left() (time.Duration, bool) {
	if !r.scanned || r.rate.shown <= 0 {
		return 0, false
	}
	return time.Duration(float64(r.total-r.done()) / r.rate.shown * float64(time.Second)), true
}

// clock measures time without the pauses.
type clock struct {
	since  time.Time
	before time.Duration // time that had passed when since was set
	paused bool
}

func (c *clock) at(now time.Time) time.Duration {
	if c.paused {
		return c.before
	}
	return c.before + now.Sub(c.since)
}

func (c *clock) pause(now time.Time) {
	c.before, c.paused = c.at(now), true
}

func (c *clock) resume(now time.Time) {
	c.since, c.paused = now, false
}

// rate is photos per second over the last seconds. What is shown changes a few
// times a second, so that it can be read.
type rate struct {
	samples []sample
	shown   float64
	shownAt time.Duration
}

type sample struct {
	at   time.Duration
	done int
}

const (
	rateWindow = 4 * time.Second
	rateSteps  = 100 * time.Millisecond // between samples
	rateFirst  = 200 * time.Millisecond // before the first figure
	rateShown  = 400 * time.Millisecond // between figures
)

func (r *rate) add(at time.Duration, done int) {
	if n := len(r.samples); n == 0 || at-r.samples[n-1].at >= rateSteps {
		r.samples = append(r.samples, sample{at, done})
	}
	for len(r.samples) > 2 && at-r.samples[1].at >= rateWindow {
		r.samples = r.samples[1:]
	}
	first := r.samples[0]
	span := at - first.at
	if span < rateFirst || (r.shown > 0 && at-r.shownAt < rateShown) {
		return
	}
	r.shown = float64(done-first.done) / span.Seconds()
	r.shownAt = at
}
