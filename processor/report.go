package processor

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Report gathers the outcome of a job's photos, to be kept or passed on. Add
// every event; the other methods may be called at any time between two events.
// It must not be used by two goroutines at the same time.
type Report struct {
	outcomes []Event // Finished without previews, Skipped and Failed
	summary  Summary
}

// Add takes in an event.
func (r *Report) Add(ev Event) {
	switch ev := ev.(type) {
	case Finished:
		ev.Preview = nil // pixels are not what a report is for
		r.outcomes = append(r.outcomes, ev)
	case Skipped, Failed:
		r.outcomes = append(r.outcomes, ev)
	case Done:
		r.summary = ev.Summary
	}
}

// Text returns the sums and the failures, for a message to somebody.
func (r *Report) Text() string {
	var b strings.Builder
	s := r.summary
	fmt.Fprintf(&b, "Thumbpool %s: %d photos in %.2f s, %.0f photos/s, %.1f of %d workers busy, %d failed\n",
		Version, s.Made, s.Wall.Seconds(), s.PhotosPerSecond(), s.BusyWorkers(), s.Workers, s.Failed)
	if s.Skipped > 0 {
		fmt.Fprintf(&b, "%d were up to date\n", s.Skipped)
	}
	if s.PassedOver > 0 {
		fmt.Fprintf(&b, "%d were passed over: made by Thumbpool\n", s.PassedOver)
	}
	if s.Left() > 0 {
		fmt.Fprintf(&b, "%d were not begun\n", s.Left())
	}
	if s.Err != nil {
		fmt.Fprintf(&b, "It ended early: %v\n", s.Err)
	}
	b.WriteString(r.Failures())
	return b.String()
}

// Failures returns a line for each photo that failed, with its reason.
func (r *Report) Failures() string {
	var b strings.Builder
	for _, ev := range r.outcomes {
		if f, ok := ev.(Failed); ok {
			fmt.Fprintf(&b, "%s: %s: %s\n", f.Photo.Path, f.Kind, f.Reason())
		}
	}
	return b.String()
}

// reportSteps are the steps that a table has a column for.
var reportSteps = [...]Step{StepWait, StepRead, StepDecode, StepReduce, StepOrient, StepEncode, StepSave}

// WriteCSV writes a table with a row for each photo: sizes in bytes and
// pixels, times in milliseconds (RFC 4180, with a row of names).
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
	for _, ev := range r.outcomes {
		_ = table.Write(row(ev))
	}
	table.Flush()
	return table.Error()
}

// row is the outcome of one photo in the columns of WriteCSV.
func row(ev Event) []string {
	var f Finished
	outcome, reason := "made", ""
	switch ev := ev.(type) {
	case Finished:
		f, reason = ev, ev.Damaged
	case Skipped:
		f.Photo, f.Output, outcome = ev.Photo, ev.Output, "up to date"
	case Failed:
		f.Photo, f.Worker, f.Start, f.End, f.Times = ev.Photo, ev.Worker, ev.Start, ev.End, ev.Times
		outcome, reason = "failed", fmt.Sprintf("%s: %s", ev.Kind, ev.Reason())
	}
	number := func(n int) string {
		if n == 0 {
			return "" // not known
		}
		return strconv.Itoa(n)
	}
	cells := []string{
		f.Photo.Path, outcome, number(f.Worker), inMillis(f.Start), inMillis(f.End),
		number(f.PhotoWidth), number(f.PhotoHeight), strconv.FormatInt(f.Photo.Size, 10),
		f.Output, number(f.Width), number(f.Height), number(int(f.OutputBytes)),
	}
	for _, s := range reportSteps {
		cells = append(cells, inMillis(f.Times[s]))
	}
	return append(cells, reason)
}

// WriteJSON writes the outcomes and the sums as one JSON array of the objects
// that [MarshalEvent] makes.
func (r *Report) WriteJSON(w io.Writer) error {
	objects := make([]json.RawMessage, 0, len(r.outcomes)+1)
	for _, ev := range append(slices.Clip(r.outcomes), Done{r.summary}) {
		object, err := MarshalEvent(ev)
		if err != nil {
			return err
		}
		objects = append(objects, object)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(objects)
}
