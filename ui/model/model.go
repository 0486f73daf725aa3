// Package model is what the window shows, as plain data: the state it is in,
// the cells of the grid and their order, and the words in header, foot and
// button. It imports no toolkit, so all of it can be tested without a window.
//
//	intents (Choose, Begin, Pause …) ──►┐
//	                                    Model ──► Header, Make, Foot, Cells
//	batches of engine events (Apply) ──►┘
//
// A Model belongs to one goroutine, the UI's. Words leave as [Text], which
// names an entry of the translations; only the window turns it into a language.
package model

import (
	"path/filepath"
	"time"

	"thumbpool/processor"
)

// State is what the window is doing.
type State int

// The states. Every run ends in Done; a scan in Ready or, without photos, in
// NothingFound or FolderGone.
const (
	Empty State = iota
	Scanning
	Ready
	NothingFound
	FolderGone // what was chosen is no longer there
	Running
	Paused
	Stopping
	Done
)

// String is a stable name for logs.
func (s State) String() string {
	return [...]string{"empty", "scanning", "ready", "nothing-found", "folder-gone", "running", "paused", "stopping", "done"}[s]
}

// Busy says whether workers are at it.
func (s State) Busy() bool { return s == Running || s == Paused || s == Stopping }

// Blank says whether there are no photos to show.
func (s State) Blank() bool { return s == Empty || s == NothingFound || s == FolderGone }

// Model is the window's content.
type Model struct {
	state   State
	sources []string
	folders bool // subfolders were searched

	cells    []*Cell
	block    []Cell // room for the cells to come
	photos   int    // photos among the cells; the others are folders that cannot be read
	bytes    int64  // length of the photos' files
	never    kinds  // photos that cannot be read
	ours     int    // thumbnails of Thumbpool's own that the scan passed over
	scanned  bool
	problem  Text // why nothing can be made, such as a wrong size
	from     Origins
	saveTo   SaveTo
	order    Order
	usual    Order // the order when failures are not shown first
	failures int   // cells that failed
	complete []int // IDs of the cells that are done, as they came
	shown    []int // IDs in the order shown
	places   []int // where each ID is in that order
	arranged bool  // shown and places are up to date

	run     run
	summary processor.Summary
	workers Workers
}

// Workers tells what the pool is doing.
type Workers struct {
	Target, Running int
}

// Finishing is how many surplus workers still finish the photo in hand.
func (w Workers) Finishing() int { return max(w.Running-w.Target, 0) }

// New returns an empty model.
func New() *Model { return &Model{} }

// State returns what the window is doing.
func (m *Model) State() State { return m.state }

// Sources returns the chosen folders and files.
func (m *Model) Sources() []string { return m.sources }

// Photos is the number of photos found so far.
func (m *Model) Photos() int { return m.photos }

// Scanned says whether that number is final.
func (m *Model) Scanned() bool { return m.scanned }

// Workers tells what the pool is doing; it is zero unless a run is on.
func (m *Model) Workers() Workers { return m.workers }

// Summary is the last run's. It means something in [Done] alone.
func (m *Model) Summary() processor.Summary { return m.summary }

// SetProblem says why nothing can be made, such as a wrong size; the zero Text
// takes it back.
func (m *Model) SetProblem(t Text) { m.problem = t }

// Choose begins to look for photos in sources, folders or files. The events of
// the scan follow through [Model.Apply].
func (m *Model) Choose(sources []string, subfolders bool) {
	m.state, m.sources, m.folders = Scanning, sources, subfolders
	m.clear()
}

// Close goes back to the empty window.
func (m *Model) Close() {
	m.state, m.sources = Empty, nil
	m.clear()
}

func (m *Model) clear() {
	m.cells, m.block, m.complete = nil, nil, nil
	m.from, m.never = Origins{}, nil
	m.photos, m.bytes, m.ours, m.scanned, m.failures = 0, 0, 0, false, 0
	m.settleOrder()
	m.run, m.workers, m.summary = run{}, Workers{}, processor.Summary{}
}

// BeginScan begins a run that looks for the photos itself, beside the work.
func (m *Model) BeginScan(now time.Time) {
	m.clear()
	m.state = Running
	m.run = newRun(now, 0, false)
}

// Begin begins a run over photos of the scan, which lose what they have shown.
func (m *Model) Begin(photos []processor.Photo, now time.Time) {
	again := make([]bool, len(m.cells))
	for _, p := range photos {
		again[p.ID] = true
		if m.cells[p.ID].Status == Failed {
			m.failures--
		}
		m.cells[p.ID].reset()
	}
	kept := m.complete[:0]
	for _, id := range m.complete {
		if !again[id] {
			kept = append(kept, id)
		}
	}
	m.complete = kept
	m.settleOrder()
	m.state, m.summary, m.workers = Running, processor.Summary{}, Workers{}
	m.run = newRun(now, len(photos), true)
}

// Pause, Resume and Stop follow what the user asked of the run.

// Pause says that no further photo starts.
func (m *Model) Pause(now time.Time) {
	if m.state == Running {
		m.state = Paused
		m.run.clock.pause(now)
	}
}

// Resume takes Pause back.
func (m *Model) Resume(now time.Time) {
	if m.state == Paused {
		m.state = Running
		m.run.clock.resume(now)
	}
}

// Stop says that the run is ending early.
func (m *Model) Stop() {
	if m.state.Busy() {
		m.state = Stopping
	}
}

// Refuse ends a run that could not begin.
func (m *Model) Refuse(err error) {
	m.state = Done
	m.summary = processor.Summary{Found: m.photos, Stopped: true, Err: err}
}

// HalfDone says whether more than half of a run is done, so that stopping it
// by accident would be a pity.
func (m *Model) HalfDone() bool {
	return m.state.Busy() && m.run.total > 0 && m.run.done()*2 > m.run.total
}

// All returns the photos to make: all that the scan could read.
func (m *Model) All() []processor.Photo {
	return m.pick(m.photos, func(c *Cell) bool { return !c.Unreadable })
}

// FailedOnes returns the photos of the cells that failed.
func (m *Model) FailedOnes() []processor.Photo {
	return m.pick(m.failures, func(c *Cell) bool { return c.Status == Failed && !c.Unreadable })
}

// pick returns about n photos, those that keep says.
func (m *Model) pick(n int, keep func(*Cell) bool) []processor.Photo {
	photos := make([]processor.Photo, 0, n)
	for i := range m.cells {
		if keep(m.cells[i]) {
			photos = append(photos, m.cells[i].Photo)
		}
	}
	return photos
}

// OutputFolder is the folder of the first thumbnail there is, or empty.
func (m *Model) OutputFolder() string {
	for _, id := range m.complete {
		if c := m.cells[id]; c.Output != "" {
			return filepath.Dir(c.Output)
		}
	}
	return ""
}
