package timeline

import (
	"slices"
	"time"

	"thumbpool/processor"
)

const (
	// mostBars bounds the memory of all lanes, about 80 bytes a bar; a lane
	// keeps its share of them, but no less or more than these.
	mostBars  = 1 << 15
	leastLane = 1 << 10
	mostLane  = 1 << 12

	// firstSpan is the time that the axis shows at first.
	firstSpan = 250 * time.Millisecond
	// idleShare bounds a gap in which no worker has a photo, as in a pause:
	// to this share of the run so far.
	idleShare = 1.0 / 24
	// mostPeriods is how many comings and goings of a worker are drawn.
	mostPeriods = 64
)

// chart is what the timeline knows of a run. Taking in an event takes constant
// time on average, and its memory is bounded, however many photos there are.
type chart struct {
	lanes  []lane
	target int // workers wanted
	rows   int // lanes to draw: the most that were wanted or seen

	now  time.Duration // right end of what is drawn
	span time.Duration // time that the width shows
	end  time.Duration // of the last photo that is done
	cut  time.Duration // idle time left out so far
	busy int           // lanes that have a photo
	done bool

	begun time.Time // when the run's time was 0, no earlier than it was
	timed bool      // begun means something

	photos, failed int
	bars           int           // that are drawn
	work           time.Duration // their time together

	selected int // ID of the photo to mark, or -1
	mark     Bar // its bar; Worker is 0 when there is none

	cursor  Bar  // that the keys are on
	pointed bool // it is to be seen
}

// lane is what one worker did.
type lane struct {
	bars  []Bar
	there []period // when the worker was there, in order
	open  Bar      // the photo in hand, if its Worker is not 0
}

// period is a time during which a worker is there. One that goes on has no end.
type period struct {
	from, to time.Duration
	over     bool
}

func newChart() chart { return chart{span: firstSpan, selected: -1} }

// apply takes in a batch of events that came until now.
func (c *chart) apply(batch []processor.Event, now time.Time) {
	latest := time.Duration(-1)
	for _, ev := range batch {
		latest = max(latest, c.take(ev))
	}
	c.tick(latest, now)
}

// tick moves the right end to now: the time of the latest event, or later
// while a photo is in hand, so that a slow one is seen to grow.
func (c *chart) tick(latest time.Duration, now time.Time) {
	if latest >= 0 {
		if begun := now.Add(-latest); !c.timed || begun.Before(c.begun) {
			c.begun, c.timed = begun, true
		}
	}
	c.now = max(c.now, c.end)
	if c.done {
		return
	}
	if c.busy > 0 && c.timed {
		c.now = max(c.now, now.Sub(c.begun)-c.cut)
	}
	for c.span < c.now {
		c.span = longer(c.span)
	}
}

// longer returns the next length of the axis: 1, 1.5, 2, 3, 4, 6, 8 … times
// the first. It grows in steps, so that bars stand still in between.
func longer(span time.Duration) time.Duration {
	double := firstSpan
	for double*2 <= span {
		double *= 2
	}
	if span < double*3/2 {
		return double * 3 / 2
	}
	return double * 2
}

// take takes in one event and returns its time, or -1 if it has none.
func (c *chart) take(ev processor.Event) time.Duration {
	switch ev := ev.(type) {
	case processor.Workers:
		c.setTarget(ev.Target, ev.At)
		return ev.At
	case processor.Started:
		c.start(ev.Worker, ev.Photo.ID, ev.At)
		return ev.At
	case processor.Finished:
		c.finish(ev.Worker, ev.Photo.ID, ev.Start, ev.End, &ev.Times, false)
		return ev.End
	case processor.Failed:
		if ev.Worker == 0 {
			return -1 // it never reached a worker
		}
		c.finish(ev.Worker, ev.Photo.ID, ev.Start, ev.End, &ev.Times, true)
		return ev.End
	case processor.Done:
		c.finishRun()
	}
	return -1
}

// lane returns the lane of a worker.
func (c *chart) lane(worker int) *lane {
	for len(c.lanes) < worker {
		c.lanes = append(c.lanes, lane{})
	}
	c.rows = max(c.rows, worker)
	return &c.lanes[worker-1]
}

// setTarget notes that n workers are wanted: the pool has the workers 1 to n,
// and above them those that still finish the photo in hand.
func (c *chart) setTarget(n int, at time.Duration) {
	at = max(0, at-c.cut)
	if c.busy == 0 {
		at = min(at, c.end)
	}
	c.target = n
	for worker := 1; worker <= n; worker++ {
		c.lane(worker).come(at)
	}
	for i := n; i < len(c.lanes); i++ {
		if l := &c.lanes[i]; l.open.Worker == 0 {
			l.leave(at)
		}
	}
}

func (l *lane) come(at time.Duration) {
	n := len(l.there)
	switch {
	case n > 0 && !l.there[n-1].over:
	case n == mostPeriods:
		l.there[n-1].over = false
	default:
		l.there = append(l.there, period{from: at})
	}
}

// leave ends the time of a worker, which leaves as soon as its photo is done.
func (l *lane) leave(at time.Duration) {
	n := len(l.there)
	if n == 0 || l.there[n-1].over {
		return
	}
	p := &l.there[n-1]
	p.to, p.over = at, true
	if k := len(l.bars); k > 0 && l.bars[k-1].End > p.from {
		p.to = min(at, l.bars[k-1].End)
	}
}

func (c *chart) start(worker, photo int, at time.Duration) {
	if c.busy == 0 {
		idle := at - c.cut - c.end
		c.cut += max(0, idle-time.Duration(float64(c.end)*idleShare))
	}
	l := c.lane(worker)
	at = max(0, at-c.cut)
	l.come(at)
	if l.open.Worker == 0 {
		c.busy++
	}
	l.open = Bar{Worker: worker, Photo: photo, Count: 1, Start: at, Running: true}
	if photo == c.selected {
		c.mark = l.open
	}
}

func (c *chart) finish(worker, photo int, start, end time.Duration, times *processor.Times, failed bool) {
	l := c.lane(worker)
	at := max(0, start-c.cut)
	if l.open.Worker != 0 {
		at = l.open.Start
		l.open = Bar{}
		c.busy--
	}
	l.come(at)
	b := newBar(worker, photo, at, max(0, end-start), times, failed)
	c.end = max(c.end, b.End)
	c.photos++
	if failed {
		c.failed++
	}
	if photo == c.selected {
		c.mark = b
	}
	l.bars = append(l.bars, b)
	c.bars++
	c.work += b.End - b.Start
	if len(l.bars) > c.laneLimit() {
		c.compact(l)
	}
	if worker > c.target {
		l.leave(b.End)
	}
}

// laneLimit is how many bars a lane keeps.
func (c *chart) laneLimit() int { return min(max(mostBars/c.rows, leastLane), mostLane) }

// compact joins neighbours, so that at most half of the lane's limit and one
// are left: any two that follow each other then reach over more than 4/limit
// of the run. At the limit, that is about a pixel.
func (c *chart) compact(l *lane) {
	before := len(l.bars)
	reach := l.bars[before-1].End
	l.bars = merge(l.bars, 4*reach/time.Duration(c.laneLimit()))
	c.bars -= before - len(l.bars)
}

// finishRun ends the run: the axis ends where the work did.
func (c *chart) finishRun() {
	for i := range c.lanes {
		c.lanes[i].open = Bar{} // stopped in the middle of it
	}
	if c.mark.Running {
		c.mark = Bar{}
	}
	c.busy, c.done = 0, true
	c.now = c.end
	for i := range c.lanes {
		c.lanes[i].leave(c.end)
	}
	c.span = max(c.end, time.Millisecond)
}

// choose marks a photo; -1 marks none. One that a bar of several photos hides
// is not found.
func (c *chart) choose(photo int) {
	c.selected, c.mark = photo, Bar{}
	if photo < 0 {
		return
	}
	for i := range c.lanes {
		l := &c.lanes[i]
		if l.open.Worker != 0 && l.open.Photo == photo {
			c.mark = l.open
			return
		}
		for j := range l.bars {
			if l.bars[j].Photo == photo {
				c.mark = l.bars[j]
				return
			}
		}
	}
}

// at returns the bar of a worker that is within reach of a time: one that
// failed rather than another, else the nearest.
func (c *chart) at(worker int, t, reach time.Duration) (Bar, bool) {
	if worker < 1 || worker > len(c.lanes) {
		return Bar{}, false
	}
	l := &c.lanes[worker-1]
	if o := l.open; o.Worker != 0 && t >= o.Start-reach && t <= c.now+reach {
		o = o.until(c.now)
		if t >= o.Start {
			return o, true
		}
	}
	first, _ := slices.BinarySearchFunc(l.bars, t-reach, func(b Bar, t time.Duration) int { return int(min(max(b.End-t, -1), 1)) })
	var best Bar
	for _, b := range l.bars[first:] {
		if b.Start > t+reach {
			break
		}
		if best.Worker == 0 || b.Failed && !best.Failed || b.Failed == best.Failed && b.away(t) < best.away(t) {
			best = b
		}
	}
	return best, best.Worker != 0
}

// away is how far a time is from the bar.
func (b *Bar) away(t time.Duration) time.Duration { return max(0, b.Start-t, t-b.End) }
