package main

import (
	"maps"
	"slices"
	"strings"

	"thumbpool/processor"
)

// byName puts the lines of the last events of photos into the order of the
// scan: it holds a line back until those of all earlier photos are out. Lines of
// other events pass at once.
type byName struct {
	next int // number of the photo that is due
	held map[int]string
}

func newByName() *byName { return &byName{held: map[int]string{}} }

// add takes the line of an event and returns what may be printed now.
func (b *byName) add(ev processor.Event, line string) string {
	if _, done := ev.(processor.Done); done {
		return b.rest() + line
	}
	photo, ok := lastOf(ev)
	if !ok {
		return line
	}
	b.held[photo.ID] = line
	var due strings.Builder
	for {
		line, ok := b.held[b.next]
		if !ok {
			return due.String()
		}
		delete(b.held, b.next)
		due.WriteString(line)
		b.next++
	}
}

// rest returns what is still held: a job that was stopped has gaps.
func (b *byName) rest() string {
	var rest strings.Builder
	for _, id := range slices.Sorted(maps.Keys(b.held)) {
		rest.WriteString(b.held[id])
	}
	clear(b.held)
	return rest.String()
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
