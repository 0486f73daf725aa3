package report

import (
	"encoding/binary"
	"errors"
	"iter"
	"time"

	"thumbpool/processor"
)

// outcomes keeps the last events of photos ([processor.Finished], [processor.Skipped], [processor.Failed])
// in their order, without previews: as bytes, since a large library has as many
// of them as photos, and one takes more room as an event than its photo's path.
type outcomes struct {
	blocks [][]byte // whole outcomes each; the last one grows
}

// outcomeBlock is the usual capacity of a block in bytes.
const outcomeBlock = 64 << 10

// The first byte of an outcome.
const (
	outcomeFinished = iota
	outcomeSkipped
	outcomeFailed
)

// add keeps an event if it is the last of a photo.
func (o *outcomes) add(ev processor.Event) {
	var w writer
	switch ev := ev.(type) {
	case processor.Finished:
		w = append(w, outcomeFinished)
		finishedFields(&w, &ev.Result)
	case processor.Skipped:
		w = append(w, outcomeSkipped)
		skippedFields(&w, &ev)
	case processor.Failed:
		w = append(w, outcomeFailed)
		why := ev.Why()
		failedFields(&w, &ev, &why)
	default:
		return
	}
	last := len(o.blocks) - 1
	if last < 0 || len(o.blocks[last])+len(w) > cap(o.blocks[last]) {
		o.blocks = append(o.blocks, make([]byte, 0, max(outcomeBlock, len(w))))
		last++
	}
	o.blocks[last] = append(o.blocks[last], w...)
}

// all yields the events. Of the photos they have what a report tells; an error
// is its text.
func (o *outcomes) all() iter.Seq[processor.Event] {
	return func(yield func(processor.Event) bool) {
		for _, block := range o.blocks {
			for r := (*reader)(&block); len(*r) > 0; {
				if !yield(r.event()) {
					return
				}
			}
		}
	}
}

// fields writes or reads the fields of an event one after the other, so that
// what is written and what is read cannot differ.
type fields interface {
	number(*int64)
	text(*string)
}

func integer[T ~int | ~int64](f fields, v *T) {
	n := int64(*v)
	f.number(&n)
	*v = T(n)
}

func photoFields(f fields, p *processor.Photo) {
	integer(f, &p.ID)
	f.text(&p.Path)
	f.text(&p.URL)
	integer(f, &p.Size)
}

func finishedFields(f fields, r *processor.Result) {
	photoFields(f, &r.Photo)
	workFields(f, &r.Worker, &r.Start, &r.End, &r.Times)
	f.text(&r.Output)
	integer(f, &r.OutputBytes)
	for _, side := range []*int{&r.Width, &r.Height, &r.PhotoWidth, &r.PhotoHeight} {
		integer(f, side)
	}
	f.text(&r.Damaged)
	f.text((*string)(&r.Note.Key))
}

func skippedFields(f fields, s *processor.Skipped) {
	photoFields(f, &s.Photo)
	f.text(&s.Output)
}

func failedFields(f fields, ev *processor.Failed, why *string) {
	photoFields(f, &ev.Photo)
	f.text(&ev.Photo.Root)
	workFields(f, &ev.Worker, &ev.Start, &ev.End, &ev.Times)
	integer(f, &ev.Step)
	f.text((*string)(&ev.PhotoError.Reason.Key))
	f.text(why)
	f.text(&ev.Stack)
}

// workFields are a worker's: its lane, and times in nanoseconds.
func workFields(f fields, worker *int, start, end *time.Duration, times *processor.Times) {
	integer(f, worker)
	integer(f, start)
	integer(f, end)
	for step := range times {
		integer(f, &times[step])
	}
}

// writer appends fields to bytes: numbers as varints, texts after their length.
type writer []byte

func (w *writer) number(v *int64) { *w = binary.AppendVarint(*w, *v) }

func (w *writer) text(s *string) {
	*w = binary.AppendUvarint(*w, uint64(len(*s)))
	*w = append(*w, *s...)
}

// reader takes fields off the front of what a writer has written.
type reader []byte

func (r *reader) number(v *int64) {
	value, n := binary.Varint(*r)
	*v, *r = value, (*r)[n:]
}

func (r *reader) text(s *string) {
	length, n := binary.Uvarint(*r)
	end := n + int(length)
	*s = string((*r)[n:end])
	*r = (*r)[end:]
}

func (r *reader) event() processor.Event {
	kind := (*r)[0]
	*r = (*r)[1:]
	switch kind {
	case outcomeFinished:
		var ev processor.Finished
		finishedFields(r, &ev.Result)
		return ev
	case outcomeSkipped:
		var ev processor.Skipped
		skippedFields(r, &ev)
		return ev
	}
	ev := processor.Failed{PhotoError: &processor.PhotoError{}}
	var why string
	failedFields(r, &ev, &why)
	ev.Err = errors.New(why)
	return ev
}
