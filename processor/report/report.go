// Package report tells what came of a job: each event as a line of JSON, the
// outcomes of all photos as a table, a list or a text, and how far its downloads
// are. It stands above the engine and writes nothing by itself.
//
//	events ──► MarshalEvent ──► a line of JSON
//	       ├─► Report ──► text, CSV, JSON; in memory little more than paths
//	       └─► Transfers
package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/reason"
)

// Report gathers the outcome of a job's photos, to be kept or passed on. Add
// every event; the other methods may be called at any time between two events.
// It must not be used by two goroutines at the same time.
type Report struct {
	outcomes outcomes
	summary  processor.Summary
}

// Add takes in an event.
func (r *Report) Add(ev processor.Event) {
	if done, ok := ev.(processor.Done); ok {
		r.summary = done.Summary
	}
	r.outcomes.add(ev)
}

// Text returns the sums and the failures, for a message to somebody.
func (r *Report) Text() string {
	var b strings.Builder
	s := r.summary
	fmt.Fprintf(&b, "Thumbpool %s: %d photos in %.2f s, %.0f photos/s, %.1f of %d workers busy, %d failed\n",
		processor.Version, s.Made, s.Wall.Seconds(), s.PhotosPerSecond(), s.BusyWorkers(), s.Workers, s.Failed)
	if s.Skipped > 0 {
		fmt.Fprintf(&b, "%d were up to date\n", s.Skipped)
	}
	if s.PassedOver > 0 {
		fmt.Fprintf(&b, "%d were passed over: made by Thumbpool\n", s.PassedOver)
	}
	if s.Left() > 0 {
		fmt.Fprintf(&b, "%d were not begun\n", s.Left())
	} else if s.Stopped {
		b.WriteString("It was stopped before all were found\n")
	}
	if s.Err != nil {
		how := "with an error"
		if s.Stopped {
			how = "early"
		}
		fmt.Fprintf(&b, "It ended %s: %s\n", how, escape.Line(s.Err.Error()))
	}
	b.WriteString(r.Failures())
	return b.String()
}

// Failures returns a line for each photo that failed, with its reason, but one
// for all photos of a folder that is no longer there.
func (r *Report) Failures() string {
	gone := map[string]int{}
	for ev := range r.outcomes.all() {
		if f, ok := ev.(processor.Failed); ok && f.Kind() == reason.KindGone {
			gone[f.Photo.Root]++
		}
	}
	var b strings.Builder
	for ev := range r.outcomes.all() {
		f, ok := ev.(processor.Failed)
		switch {
		case !ok:
		case f.Kind() != reason.KindGone:
			fmt.Fprintf(&b, "%s: %s: %s\n", escape.Line(f.Photo.Path), f.Kind(), escape.Line(f.Why()))
		case gone[f.Photo.Root] > 0:
			fmt.Fprintf(&b, "%s: %s: no longer there, %s failed\n", escape.Line(f.Photo.Root), f.Kind(), photos(gone[f.Photo.Root]))
			delete(gone, f.Photo.Root)
		}
	}
	return b.String()
}

func photos(n int) string {
	if n == 1 {
		return "1 photo"
	}
	return fmt.Sprintf("%d photos", n)
}

// reportSteps are the steps that a table has a column for.
var reportSteps = [...]processor.Step{processor.StepWait, processor.StepRead, processor.StepDecode, processor.StepReduce, processor.StepOrient, processor.StepEncode, processor.StepSave}

// WriteCSV writes a table with a row for each photo: sizes in bytes and
// pixels, times in milliseconds (RFC 4180, with a row of names). Each row is
// one line, and no cell is a formula: names and reasons are written as
// [escape.Cell] does. They are exact in [Report.WriteJSON].
func (r *Report) WriteCSV(w io.Writer) error {
	table := csv.NewWriter(w)
	head := []string{
		"photo", "outcome", "worker", "start_ms", "end_ms", "photo_width", "photo_height", "photo_bytes",
		"thumbnail", "width", "height", "bytes",
	}
	for _, s := range reportSteps {
		head = append(head, s.String()+"_ms")
	}
	_ = table.Write(append(head, "error")) // errors are kept until Error
	for ev := range r.outcomes.all() {
		_ = table.Write(row(ev))
	}
	table.Flush()
	return table.Error()
}

// row is the outcome of one photo in the columns of WriteCSV.
func row(ev processor.Event) []string {
	var f processor.Finished
	outcome, why := "made", ""
	switch ev := ev.(type) {
	case processor.Finished:
		f, why = ev, cmp.Or(ev.Damaged, noteOf(ev.Result))
	case processor.Skipped:
		f.Photo, f.Output, outcome = ev.Photo, ev.Output, "up to date"
	case processor.Failed:
		f.Photo, f.Worker, f.Start, f.End, f.Times = ev.Photo, ev.Worker, ev.Start, ev.End, ev.Times
		outcome, why = "failed", fmt.Sprintf("%s: %s", ev.Kind(), ev.Why())
	}
	number := func(n int) string {
		if n == 0 {
			return "" // not known
		}
		return strconv.Itoa(n)
	}
	cells := []string{
		escape.Cell(f.Photo.Path), outcome, number(f.Worker), inMillis(f.Start), inMillis(f.End),
		number(f.PhotoWidth), number(f.PhotoHeight), strconv.FormatInt(f.Photo.Size, 10),
		escape.Cell(f.Output), number(f.Width), number(f.Height), number(int(f.OutputBytes)),
	}
	for _, s := range reportSteps {
		cells = append(cells, inMillis(f.Times[s]))
	}
	return append(cells, escape.Cell(why))
}

// WriteJSON writes the outcomes and the sums as one JSON array of the objects
// that [MarshalEvent] makes.
func (r *Report) WriteJSON(w io.Writer) error {
	out := bufio.NewWriter(w)
	var object bytes.Buffer
	write := func(ev processor.Event, before string) error {
		line, err := MarshalEvent(ev)
		if err != nil {
			return err
		}
		object.Reset()
		object.WriteString(before)
		if err := json.Indent(&object, line, "  ", "  "); err != nil {
			return err
		}
		_, err = object.WriteTo(out)
		return err
	}
	before := "[\n  "
	for ev := range r.outcomes.all() {
		if err := write(ev, before); err != nil {
			return err
		}
		before = ",\n  "
	}
	if err := write(processor.Done{Summary: r.summary}, before); err != nil {
		return err
	}
	_, _ = out.WriteString("\n]\n") // errors are kept until Flush
	return out.Flush()
}
