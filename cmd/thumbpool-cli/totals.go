package main

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// jsonEvent are the fields of an event that adding up needs.
type jsonEvent struct {
	Event string `json:"event"`
	Began string `json:"began"`
	Ended string `json:"ended"`
	Shard string `json:"shard"`

	Path   string      `json:"path"`
	Exact  []byte      `json:"path_base64"`
	URL    string      `json:"url"`
	Kind   reason.Kind `json:"kind"`
	Reason string      `json:"reason"`
	Folder string      `json:"folder"`

	At          float64            `json:"at_ms"`
	Start       float64            `json:"start_ms"`
	End         float64            `json:"end_ms"`
	Times       map[string]float64 `json:"times_ms"`
	PhotoBytes  int64              `json:"photo_bytes"`
	PhotoWidth  int64              `json:"photo_width"`
	PhotoHeight int64              `json:"photo_height"`
	OutputBytes int64              `json:"output_bytes"`
	Target      int64              `json:"target"`

	Found    int64   `json:"found"`
	Made     int64   `json:"made"`
	Skipped  int64   `json:"skipped"`
	Failed   int64   `json:"failed"`
	Ours     int64   `json:"passed_over"`
	Wall     float64 `json:"wall_ms"`
	Busy     float64 `json:"busy_ms"`
	Workers  int64   `json:"workers"`
	Pixels   int64   `json:"pixels"`
	BytesIn  int64   `json:"bytes_in"`
	BytesOut int64   `json:"bytes_out"`
	Stopped  bool    `json:"stopped"`
}

// totals takes in the events of several runs, one run after the other. A photo
// counts once, however many of them had it: they keep for each a hash of its name
// and what the last run says of it, since a large library has many.
type totals struct {
	runs   []*runOf
	photos map[uint64]word
	failed []failedPhoto
	sum    processor.Summary // of all runs; of photos, what runs do not say one by one
	ours   map[string]int    // thumbnails that lie among the photos of a part

	file string // that is read
	at   *runOf // the run that is read; nil between two
}

// runOf is what there is to know of a run.
type runOf struct {
	name    string // of its file
	shard   string
	began   time.Time     // zero if it does not say
	length  time.Duration // to its end, or to the last that it says
	workers int64
	seen    processor.Summary // of the photos that it names
	scanned bool              // it has found all
	ended   bool
	stopped bool
}

// word is what a run says of a photo.
type word struct {
	run int32 // index
	outcome
}

// outcome is what became of a photo.
type outcome int8

const (
	notYet outcome = iota
	wasMade
	wasSkipped
	wasFailed
)

// failedPhoto is a failure that may be made up for by another run.
type failedPhoto struct {
	key uint64
	ev  jsonEvent
	run int32
}

func newTotals() *totals { return &totals{photos: map[uint64]word{}, ours: map[string]int{}} }

// open begins a file.
func (t *totals) open(name string) { t.file, t.at = name, nil }

// close ends a file. One that says nothing is of a run that was killed at once.
func (t *totals) close() {
	if len(t.runs) == 0 || t.runs[len(t.runs)-1].name != t.file {
		t.begin(jsonEvent{})
	}
}

// begin begins a run.
func (t *totals) begin(ev jsonEvent) {
	t.at = &runOf{name: t.file, shard: ev.Shard, began: moment(ev.Began)}
	t.runs = append(t.runs, t.at)
}

// moment is a time that a report says; zero if it does not.
func moment(text string) time.Time {
	at, _ := time.Parse(time.RFC3339Nano, text)
	return at
}

// take takes in the next event.
func (t *totals) take(ev jsonEvent) error {
	if t.at == nil || ev.Event == "began" {
		t.begin(ev)
	}
	for _, at := range []struct {
		name string
		ms   float64
	}{{"at_ms", ev.At}, {"start_ms", ev.Start}, {"end_ms", ev.End}} {
		d, err := duration(at.name, at.ms)
		if err != nil {
			return err
		}
		t.at.length = max(t.at.length, d)
	}
	switch ev.Event {
	case "found":
		t.at.seen.Found++
		t.hear(ev, notYet)
	case "scanned":
		t.at.scanned = true
	case "workers":
		t.at.workers = max(t.at.workers, ev.Target)
	case "finished":
		t.at.seen.Made++
		t.hear(ev, wasMade)
		return t.addWork(ev)
	case "skipped":
		t.at.seen.Skipped++
		t.hear(ev, wasSkipped)
	case "failed":
		t.at.seen.Failed++
		t.hear(ev, wasFailed)
		return t.addWork(ev)
	case "done":
		return t.end(ev)
	}
	return nil
}

// hear takes note of what the run says of a photo, if that counts: the word of
// the run that began last, but that a thumbnail is up to date does not take from
// it that one of these runs has made it.
func (t *totals) hear(ev jsonEvent, what outcome) {
	name := []byte(cmp.Or(ev.URL, ev.Path))
	if ev.URL == "" && len(ev.Exact) > 0 {
		name = ev.Exact
	}
	h := fnv.New64a()
	_, _ = h.Write(name)
	key := h.Sum64()
	now := int32(len(t.runs) - 1)
	before, known := t.photos[key]
	isLater := !known || !t.at.began.Before(t.runs[before.run].began) || t.at.began.IsZero()
	next := before
	switch {
	case what == notYet && known:
	case what == wasMade && before.outcome == wasSkipped, isLater && !(what == wasSkipped && before.outcome == wasMade), before.outcome == notYet:
		next = word{now, what}
	}
	t.photos[key] = next
	if what == wasFailed && next != before && next.run == now {
		t.failed = append(t.failed, failedPhoto{key, jsonEvent{Path: ev.Path, Kind: ev.Kind, Reason: ev.Reason, Folder: ev.Folder}, now})
	}
}

// addWork adds what the work on a photo took.
func (t *totals) addWork(ev jsonEvent) error {
	if ev.PhotoWidth < 0 || ev.PhotoHeight < 0 || ev.PhotoHeight > 0 && ev.PhotoWidth > math.MaxInt64/ev.PhotoHeight {
		return fmt.Errorf("a photo cannot have %d by %d pixels", ev.PhotoWidth, ev.PhotoHeight)
	}
	busy := 0.0
	for step, ms := range ev.Times {
		if step != processor.StepWait.String() {
			busy += ms
		}
	}
	worked, err := duration("times_ms", busy)
	if err != nil || ev.Event == "failed" {
		return cmp.Or(err, increase("times_ms", &t.sum.Busy, int64(worked)), increase("times_ms", &t.at.seen.Busy, int64(worked)))
	}
	for _, s := range []*processor.Summary{&t.sum, &t.at.seen} {
		err = cmp.Or(err,
			increase("photo_width", &s.Pixels, ev.PhotoWidth*ev.PhotoHeight),
			increase("photo_bytes", &s.BytesIn, ev.PhotoBytes),
			increase("output_bytes", &s.BytesOut, ev.OutputBytes),
			increase("times_ms", &s.Busy, int64(worked)),
		)
	}
	return err
}

// end ends the run, and adds what it sums up to beyond what it has said of one
// photo or another, if that can be.
func (t *totals) end(ev jsonEvent) error {
	r := t.at
	t.at = nil
	wall, err := duration("wall_ms", ev.Wall)
	if err != nil {
		return err
	}
	busy, err := duration("busy_ms", ev.Busy)
	if err != nil {
		return err
	}
	if r.began.IsZero() {
		r.began = moment(ev.Began)
	}
	r.length = max(r.length, wall)
	if ended := moment(ev.Ended); !ended.IsZero() {
		r.length = max(r.length, ended.Sub(r.began))
	}
	r.ended, r.stopped = true, ev.Stopped
	r.workers = max(r.workers, ev.Workers)
	if ev.Workers < 0 || r.workers > math.MaxInt32 {
		return fmt.Errorf("workers cannot be %d", ev.Workers)
	}
	s, seen := &t.sum, r.seen
	if r.shard != "" { // a run of the same part came upon the same ones
		s.PassedOver -= t.ours[r.shard]
		t.ours[r.shard] = int(max(0, ev.Ours))
	}
	err = cmp.Or(
		rest("found", &s.Found, ev.Found, max(seen.Found, seen.Made+seen.Skipped+seen.Failed)),
		rest("made", &s.Made, ev.Made, seen.Made),
		rest("skipped", &s.Skipped, ev.Skipped, seen.Skipped),
		rest("failed", &s.Failed, ev.Failed, seen.Failed),
		rest("passed_over", &s.PassedOver, ev.Ours, 0),
		rest("pixels", &s.Pixels, ev.Pixels, seen.Pixels),
		rest("bytes_in", &s.BytesIn, ev.BytesIn, seen.BytesIn),
		rest("bytes_out", &s.BytesOut, ev.BytesOut, seen.BytesOut),
		rest("busy_ms", &s.Busy, int64(busy), seen.Busy),
	)
	if err == nil && (ev.Made > ev.Found || ev.Skipped > ev.Found-ev.Made || ev.Failed > ev.Found-ev.Made-ev.Skipped) {
		err = errors.New("more photos had their turn than were found")
	}
	return err
}

// rest adds to a sum what a run counts beyond what was seen.
func rest[T ~int | ~int64](name string, sum *T, counted int64, seen T) error {
	if counted >= 0 && counted <= int64(seen) {
		return nil
	}
	return increase(name, sum, counted-int64(seen))
}

// increase adds n, which a report calls by a name, to a sum.
func increase[T ~int | ~int64](name string, sum *T, n int64) error {
	next := *sum + T(n)
	if int64(T(n)) != n || next < *sum { // less than none, or more than a sum can be
		return fmt.Errorf("%s cannot be %d", name, n)
	}
	*sum = next
	return nil
}

// duration is a number of milliseconds that a report calls by a name.
func duration(name string, ms float64) (time.Duration, error) {
	d := ms * float64(time.Millisecond)
	if d < 0 || d >= math.MaxInt64 {
		return 0, fmt.Errorf("%s cannot be %g", name, ms)
	}
	return time.Duration(d), nil
}
