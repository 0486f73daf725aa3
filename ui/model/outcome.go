package model

import (
	"slices"
	"strconv"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/processor/report"
)

// HasReport says whether there is an outcome to report: of a run that is over.
func (m *Model) HasReport() bool { return m.state == Done && len(m.complete) > 0 }

// HasLanes says whether there is something to see of the workers: while a run is
// on, and after it if one of them had a photo.
func (m *Model) HasLanes() bool { return m.state.Busy() || m.state == Done && m.run.worked }

// CanShowFailed says whether there are failures to look at.
func (m *Model) CanShowFailed() bool {
	return m.state == Done && m.failures > 0
}

// CanRetry says whether there are photos to try again.
func (m *Model) CanRetry() bool {
	return m.CanShowFailed() && slices.ContainsFunc(m.complete, func(id int) bool {
		return m.cells[id].Status == Failed && !m.cells[id].Unreadable
	})
}

// Outcome is what a report is made of. It is a copy: it may be read in another
// goroutine while the model goes on.
type Outcome struct {
	cells   []Cell
	summary processor.Summary
}

// Outcome returns what became of the photos, and the sums of the last run.
func (m *Model) Outcome() Outcome {
	o := Outcome{make([]Cell, len(m.cells)), m.summary}
	for i, c := range m.cells {
		o.cells[i] = *c
	}
	return o
}

// Report lists every photo that had its turn, in the order of their names.
func (o Outcome) Report() *report.Report {
	var r report.Report
	for i := range o.cells {
		switch c := &o.cells[i]; c.Status {
		case Finished:
			r.Add(processor.Finished{Result: processor.Result{
				Photo: c.Photo, Worker: c.Worker, Start: c.Start, End: c.End, Times: c.Times,
				Output: c.Output, OutputBytes: c.OutputBytes,
				Width: c.ThumbSize.X, Height: c.ThumbSize.Y, PhotoWidth: c.PhotoSize.X, PhotoHeight: c.PhotoSize.Y,
				Damaged: c.Damaged(), Note: c.note(),
			}})
		case UpToDate:
			r.Add(processor.Skipped{Photo: c.Photo, Output: c.Output})
		case Failed:
			r.Add(processor.Failed{PhotoError: c.Failure, Worker: c.Worker, Start: c.Start, End: c.End, Times: c.Times})
		}
	}
	r.Add(processor.Done{Summary: o.summary})
	return &r
}

// Reason says why a photo failed, or all photos of a folder.
type Reason struct {
	Photo string // below its folder; or the folder
	Kind  Text
	Why   Text
}

// Reasons returns why photos failed, in the order of their names. A folder that
// is no longer there has one reason for all of its photos.
func (m *Model) Reasons() []Reason {
	if m.failures == 0 {
		return nil
	}
	var reasons []Reason
	gone := map[string]int{} // photos by folder
	at := map[string]int{}   // the folder's reason
	for _, c := range m.cells {
		switch {
		case c.Status != Failed:
		case c.Failure.Kind() == reason.KindGone:
			root := c.Photo.Root
			if gone[root]++; gone[root] == 1 {
				at[root] = len(reasons)
				reasons = append(reasons, Reason{Photo: Name(root), Kind: c.Kind()})
			}
			reasons[at[root]].Why = Count("gone.advice", gone[root])
		default:
			reasons = append(reasons, Reason{Photo: Name(c.Photo.Rel), Kind: c.Kind(), Why: c.WholeReason()})
		}
	}
	return reasons
}

// Title is what stands in the window's frame: Key with Name and Percent. It is
// zero when no folder is chosen.
type Title struct {
	Key     string
	Name    Text
	Percent string
}

// Title returns what stands in the window's frame.
func (m *Model) Title() Title {
	if m.state == Empty {
		return Title{}
	}
	t := Title{Key: "title.folder", Name: sourceName(m.sources)}
	if m.state.Busy() && m.run.scanned && m.run.total > 0 {
		t.Key, t.Percent = "title.running", strconv.Itoa(100*m.run.done()/m.run.total)
		if m.state == Paused {
			t.Key = "title.paused"
		}
	}
	return t
}

// Notice tells somebody who looks elsewhere how a run ended.
type Notice struct {
	Title Text
	Lines []Text
}

// Notice returns that of the last run; false when it was stopped by hand, which
// nobody need be told.
func (m *Model) Notice() (Notice, bool) {
	s := m.summary
	if m.state != Done || s.Stopped && s.Err == nil {
		return Notice{}, false
	}
	if f := m.doneFoot(); !f.Advice.None() {
		return Notice{Title: f.Title.Text, Lines: []Text{sourceName(m.sources), f.Advice}}, true
	}
	n := Notice{Title: Count("notice.made", s.Made, "Time", Took(s.Wall)), Lines: []Text{sourceName(m.sources)}}
	if s.Skipped > 0 {
		n.Lines = append(n.Lines, Count("foot.upToDate", s.Skipped))
	}
	if s.Failed > 0 {
		n.Lines = append(n.Lines, Count("foot.failed", s.Failed))
	}
	return n, true
}

// Forget takes a folder out of the recent ones.
func Forget(recent []Recent, path string) []Recent {
	return slices.DeleteFunc(slices.Clone(recent), func(r Recent) bool { return r.Path == path })
}
