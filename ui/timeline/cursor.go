package timeline

import (
	"slices"
	"sort"
	"time"
)

// The cursor is the bar that the keys are on. Bars are joined while a run goes
// on, so it is found again by its lane and its time.

// current is the bar that the keys are on; false when there is none at all.
func (c *chart) current() (Bar, bool) {
	worker := max(c.cursor.Worker, 1)
	for range c.lanes {
		if b := c.nearest(worker, c.cursor.Start); b.Worker != 0 {
			return b, true
		}
		worker = worker%len(c.lanes) + 1
	}
	return Bar{}, false
}

// nearest is the bar of a worker that is nearest to a time; its Worker is 0
// when there is none.
func (c *chart) nearest(worker int, t time.Duration) Bar {
	list := c.lane(worker).all(c.now)
	if len(list) == 0 {
		return Bar{}
	}
	i := sort.Search(len(list), func(i int) bool { return list[i].Start > t })
	if i > 0 && (i == len(list) || list[i-1].away(t) <= list[i].away(t)) {
		i--
	}
	return list[i]
}

// far is how far Page Up and Page Down go, as a share of the axis.
const far = 0.1

// leap is a bar well before (-1) or after (1) another on its lane, or the next.
func (c *chart) leap(b Bar, by int) Bar {
	to := c.nearest(b.Worker, b.Start+time.Duration(float64(by)*far*float64(c.span)))
	if to.Start == b.Start {
		return c.beside(b, by)
	}
	return to
}

// beside is the bar before (-1) or after (1) another on its lane, or that one.
func (c *chart) beside(b Bar, by int) Bar {
	list := c.lane(b.Worker).all(c.now)
	i, _ := slices.BinarySearchFunc(list, b.Start, func(b Bar, t time.Duration) int { return int(min(max(b.Start-t, -1), 1)) })
	return list[min(max(i+by, 0), len(list)-1)]
}

// above is the bar on the next lane above (-1) or below (1) that has any, at
// about the same time, or the same bar.
func (c *chart) above(b Bar, by int) Bar {
	for worker := b.Worker + by; worker >= 1 && worker <= len(c.lanes); worker += by {
		if next := c.nearest(worker, b.Start+(b.End-b.Start)/2); next.Worker != 0 {
			return next
		}
	}
	return b
}

// all are the bars of the lane in their order, with the photo in hand.
func (l *lane) all(now time.Duration) []Bar {
	if l.open.Worker == 0 {
		return l.bars
	}
	return append(slices.Clip(l.bars), l.open.until(now))
}

// until is a bar of a photo in hand as it stands now.
func (b Bar) until(now time.Duration) Bar {
	b.End = max(b.Start, now)
	b.Took = b.End - b.Start
	return b
}
