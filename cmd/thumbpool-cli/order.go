package main

import (
	"maps"
	"slices"

	"thumbpool/processor"
)

// byName puts the last events of photos into the order of the scan: it holds
// an event back until those of all earlier photos are out. Other events pass
// at once. It holds events only, no pictures.
type byName struct {
	next int // number of the photo that is due
	held map[int]processor.Event
}

func newByName() *byName { return &byName{held: map[int]processor.Event{}} }

// add takes an event and returns those that may be printed now.
func (b *byName) add(ev processor.Event) []processor.Event {
	if _, done := ev.(processor.Done); done {
		return append(b.rest(), ev)
	}
	photo, ok := lastOf(ev)
	if !ok {
		return []processor.Event{ev}
	}
	b.held[photo.ID] = ev
	var due []processor.Event
	for {
		ev, ok := b.held[b.next]
		if !ok {
			return due
		}
		delete(b.held, b.next)
		due = append(due, ev)
		b.next++
	}
}

// rest returns what is still held: a job that was stopped has gaps.
func (b *byName) rest() []processor.Event {
	var rest []processor.Event
	for _, id := range slices.Sorted(maps.Keys(b.held)) {
		rest = append(rest, b.held[id])
	}
	clear(b.held)
	return rest
}

// lastOf returns the photo that an event ends the work on.
func lastOf(ev processor.Event) (photo processor.Photo, ok bool) {
	switch ev := ev.(type) {
	case processor.Finished:
		return ev.Photo, true
	case processor.Skipped:
		return ev.Photo, true
	case processor.Failed:
		return ev.Photo, true
	}
	return processor.Photo{}, false
}
