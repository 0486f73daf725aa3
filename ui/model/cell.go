package model

import (
	"image"
	"time"
	"unicode"
	"unicode/utf8"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// Status is how far a photo is.
type Status int

// A cell's status.
const (
	Waiting Status = iota
	Working
	Finished
	UpToDate // its thumbnail of an earlier run was left
	Failed
)

// Cell is one photo in the grid.
type Cell struct {
	Photo  processor.Photo
	Status Status
	// Output is the thumbnail's path, once there is one.
	Output string
	// Version counts how often the thumbnail was made, so that a picture of
	// an earlier one is not taken for it.
	Version int
	// Failure is why the photo failed.
	Failure *processor.PhotoError
	// PhotoSize and ThumbSize are in pixels, upright; Times is the time of each
	// step. They are there for thumbnails made since the window was opened.
	PhotoSize, ThumbSize image.Point
	Times                processor.Times
	// Worker had the photo from Start to End; OutputBytes is the thumbnail's
	// length. They are for the report.
	Worker      int
	Start, End  time.Duration
	OutputBytes int64
	remark      *remark
	// Unreadable marks a folder or file that the scan could not read: it is
	// shown as failed, but is no photo to try again.
	Unreadable bool
}

// remark is what is to be known of a photo that has a thumbnail; what was wrong with
// it, if it was read in part, also in English.
type remark struct {
	damaged string
	reason  reason.Reason
}

// Damaged says in English what was wrong with a photo that was read in part; it
// is empty for all others.
func (c *Cell) Damaged() string {
	if c.remark == nil {
		return ""
	}
	return c.remark.damaged
}

// note is what is to be known of a whole thumbnail.
func (c *Cell) note() reason.Reason {
	if c.remark == nil || c.remark.damaged != "" {
		return reason.Reason{}
	}
	return c.remark.reason
}

// Kind groups the reasons why photos fail.
func (c *Cell) Kind() Text {
	if c.Failure == nil {
		return Text{}
	}
	return KindText(c.Failure.Kind())
}

// Reason says in short why the photo failed, what was wrong with one that was read
// in part, or what else is to be known of its thumbnail.
func (c *Cell) Reason() Text {
	short, _ := Why(c.why())
	return short
}

// WholeReason is Reason with all that is known of it.
func (c *Cell) WholeReason() Text {
	_, whole := Why(c.why())
	return whole
}

func (c *Cell) why() reason.Reason {
	switch {
	case c.Failure != nil:
		return c.Failure.Reason
	case c.remark != nil:
		return c.remark.reason
	}
	return reason.Reason{}
}

// HasPicture says whether there is a thumbnail to show.
func (c *Cell) HasPicture() bool { return c.Status == Finished || c.Status == UpToDate }

// Complete says whether the photo has had its turn.
func (c *Cell) Complete() bool { return c.HasPicture() || c.Status == Failed }

func (c *Cell) reset() {
	*c = Cell{Photo: c.Photo, Version: c.Version, Unreadable: c.Unreadable}
}

// Cells is the number of cells.
func (m *Model) Cells() int { return len(m.cells) }

// Cell returns the cell of a photo.
func (m *Model) Cell(id int) *Cell { return m.cells[id] }

// cellBlock is how many cells are made at a time. They stay where they are:
// one slice of 100,000 of them would be copied whenever it grows, which takes
// longer than a frame.
const cellBlock = 512

func (m *Model) addCell(p processor.Photo) {
	if len(m.block) == 0 {
		m.block = make([]Cell, cellBlock)
	}
	m.block[0].Photo = p
	m.cells = append(m.cells, &m.block[0])
	m.block = m.block[1:]
}

// sentence begins a reason with a capital letter.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
