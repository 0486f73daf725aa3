package model

import (
	"image"
	"slices"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// Changes tells the window what a batch of events did.
type Changes struct {
	// Cells are the IDs of the cells that look different now.
	Cells []int
	// Order says that cells came or moved.
	Order bool
	// Pictures are the thumbnails that came with the events.
	Pictures []Picture
	// Lines are the events that a log of the run wants, in their order.
	Lines []Line
}

// Picture is a finished thumbnail, reduced for the screen.
type Picture struct {
	ID, Version int
	Image       *image.RGBA
}

// Line is something that happened, for the log of the end-to-end test.
type Line struct {
	What string
	Args []any
}

func (c *Changes) touch(id int) { c.Cells = append(c.Cells, id) }

func (c *Changes) log(what string, args ...any) {
	c.Lines = append(c.Lines, Line{What: what, Args: args})
}

// Apply takes in a batch of events in their order and says what changed.
func (m *Model) Apply(batch []processor.Event, now time.Time) Changes {
	var c Changes
	for _, ev := range batch {
		m.apply(ev, &c)
	}
	m.Tick(now)
	if c.Order {
		m.arranged = false
	}
	return c
}

// Tick lets the time that has passed show in rate and time left.
func (m *Model) Tick(now time.Time) {
	if m.state == Running {
		m.run.tick(now)
	}
}

func (m *Model) apply(ev processor.Event, c *Changes) {
	if m.state.Busy() {
		m.run.web.Add(ev)
	}
	switch ev := ev.(type) {
	case processor.Found:
		m.found(ev.Photo, c)
	case processor.Scanned:
		m.scanDone(ev, c)
	case processor.Downloaded:
		m.downloaded(ev.Photo)
	case processor.Downloading:
		m.run.current = ev.Photo.URL
	case processor.Started:
		m.run.current, m.run.worked = Name(ev.Photo.Rel), true
		m.cells[ev.Photo.ID].Status = Working
		c.touch(ev.Photo.ID)
	case processor.Finished:
		m.finished(ev, c)
	case processor.Skipped:
		m.run.skipped++
		m.cells[ev.Photo.ID].Output = ev.Output
		m.complete1(ev.Photo.ID, UpToDate, c)
		c.log("skipped", ev.Photo.Rel)
	case processor.Failed:
		m.failed(ev, c)
	case processor.Workers:
		m.workers = Workers{Target: ev.Target, Running: ev.Running}
	case processor.Done:
		m.done(ev.Summary, c)
	}
}

// downloaded takes in where a photo from the web is now.
func (m *Model) downloaded(p processor.Photo) {
	cell := m.cells[p.ID]
	m.bytes += p.Size - cell.Photo.Size
	cell.Photo = p
	m.never.add(p) // nobody knew what it is before
}

func (m *Model) found(p processor.Photo, c *Changes) {
	if p.ID < len(m.cells) { // a run over photos of an earlier scan
		return
	}
	m.addCell(p)
	m.from.add(p)
	m.never.add(p)
	m.photos++
	m.bytes += p.Size
	if m.state.Busy() && !m.run.fixed {
		m.run.total++
	}
	c.Order = true
}

func (m *Model) scanDone(ev processor.Scanned, c *Changes) {
	if m.state.Busy() {
		m.run.scanned = true
		if m.run.fixed {
			return // the photos of an earlier scan: nothing new about the folder
		}
	}
	m.scanned, m.ours = true, ev.Ours
	if m.state == Scanning {
		m.state = m.afterScan()
	}
	c.log("found", m.photos)
}

// afterScan is the state that a scan leads to.
func (m *Model) afterScan() State {
	missing := func(c *Cell) bool { return c.Failure != nil && c.Failure.Kind() == reason.KindMissing }
	switch {
	case m.photos > 0:
		return Ready
	case len(m.cells) > 0 && !slices.ContainsFunc(m.cells, func(c *Cell) bool { return !missing(c) }):
		return FolderGone
	}
	return NothingFound
}

func (m *Model) finished(ev processor.Finished, c *Changes) {
	m.run.made++
	cell := m.cells[ev.Photo.ID]
	cell.Output = ev.Output
	cell.PhotoSize, cell.ThumbSize = image.Pt(ev.PhotoWidth, ev.PhotoHeight), image.Pt(ev.Width, ev.Height)
	cell.Times, cell.remark = ev.Times, nil
	switch {
	case ev.Damaged != "":
		cell.remark = &remark{ev.Damaged, ev.Damage}
	case ev.Note.Key != "":
		cell.remark = &remark{reason: ev.Note}
	}
	cell.Worker, cell.Start, cell.End, cell.OutputBytes = ev.Worker, ev.Start, ev.End, ev.OutputBytes
	cell.Version++
	m.complete1(ev.Photo.ID, Finished, c)
	if ev.Preview != nil {
		c.Pictures = append(c.Pictures, Picture{ID: ev.Photo.ID, Version: cell.Version, Image: ev.Preview})
	}
	c.log("finished", ev.Photo.Rel)
}

func (m *Model) failed(ev processor.Failed, c *Changes) {
	id := ev.Photo.ID
	cell := m.cells[id]
	cell.Failure = ev.PhotoError
	cell.Times, cell.Worker, cell.Start, cell.End = ev.Times, ev.Worker, ev.Start, ev.End
	m.run.failed++
	if ev.Kind() == reason.KindGone {
		m.run.gone, m.run.goneRoot = m.run.gone+1, ev.Photo.Root
	}
	if ev.Step == processor.StepScan && ev.Worker == 0 {
		cell.Unreadable = true
		m.photos--
		m.bytes -= cell.Photo.Size
	}
	m.complete1(id, Failed, c)
	c.log("failed", ev.Photo.Rel, string(ev.Kind()))
}

// complete1 notes that one photo has had its turn.
func (m *Model) complete1(id int, s Status, c *Changes) {
	m.cells[id].Status = s
	if s == Failed {
		m.failures++
	}
	m.complete = append(m.complete, id)
	c.touch(id)
	c.Order = true
}

func (m *Model) done(s processor.Summary, c *Changes) {
	m.state, m.summary, m.workers = Done, s, Workers{}
	for i := range m.cells { // stopped in the middle of it
		if m.cells[i].Status == Working {
			m.cells[i].Status = Waiting
			c.touch(i)
		}
	}
	if s.Found == 0 && s.Err == nil && !s.Stopped && len(m.cells) == 0 {
		m.state = NothingFound
	}
	c.log("done", s.Made, s.Failed)
}
