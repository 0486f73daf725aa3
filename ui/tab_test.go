package ui

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/ui/look"
)

// stops are the enabled controls in sight that take the keyboard, in the order
// in which a person reads: the rail from its top, then what is at its right.
func (h *window) stops() []controlInSight {
	var stops []controlInSight
	for _, c := range h.inView() {
		f, ok := c.object.(fyne.Focusable)
		if ok && usable(f) {
			stops = append(stops, c)
		}
	}
	column := func(c controlInSight) int {
		switch {
		case h.shell.Asked() && h.shell.Over()["outputDone"] != nil: // two columns, and Done under both
			right := h.shell.Over()["existing"]
			if c.object == h.shell.Over()["outputDone"] {
				return 2
			}
			if c.at.X < fyne.CurrentApp().Driver().AbsolutePositionForObject(right).X {
				return 0
			}
			return 1
		case !h.shell.Asked() && c.at.X < look.RailWidth:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(stops, func(a, b controlInSight) int {
		switch {
		case column(a) != column(b):
			return column(a) - column(b)
		case a.covers.Max.Y <= b.covers.Min.Y+4: // a ring may reach over
			return -1
		case b.covers.Max.Y <= a.covers.Min.Y+4:
			return 1
		}
		return a.covers.Min.X - b.covers.Min.X
	})
	return stops
}

func name(o any) string { return fmt.Sprintf("%T %q", o, label(o)) }

// tour presses Tab, or with back Shift+Tab, until it comes to a control again.
func (h *window) tour(back bool) []fyne.Focusable {
	c := h.win.Canvas()
	c.Unfocus()
	var seen []fyne.Focusable
	for {
		if back {
			c.FocusPrevious()
		} else {
			c.FocusNext()
		}
		f := c.Focused()
		if f == nil || slices.Contains(seen, f) {
			return seen
		}
		seen = append(seen, f)
	}
}

func TestTabReachesEveryControlOnceInReadingOrder(t *testing.T) {
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			h := s.open(t)
			want := h.stops()
			follow(t, "Tab", h.tour(false), want)
			slices.Reverse(want)
			for i := 1; i < len(want); i++ { // Fyne comes to the parts of a control after it, both ways
				if want[i-1].inside == want[i].object {
					want[i-1], want[i] = want[i], want[i-1]
				}
			}
			follow(t, "Shift+Tab", h.tour(true), want)
		})
	}
}

// follow compares the controls that a key goes to with those that it should.
func follow(t *testing.T, key string, tour []fyne.Focusable, want []controlInSight) {
	t.Helper()
	for i := range max(len(tour), len(want)) {
		switch {
		case i >= len(tour):
			t.Errorf("%s does not go to %s", key, name(want[i].object))
		case i >= len(want):
			t.Errorf("%s goes to %s, which is hidden, off or no part of this", key, name(tour[i]))
		case any(tour[i]) != any(want[i].object):
			t.Fatalf("%s goes to %s, want %s", key, name(tour[i]), name(want[i].object))
		}
	}
}

func TestTheKeyboardIsSeen(t *testing.T) {
	if raceDetector {
		t.Skip("With the race detector two hundred pictures take minutes; the run without it draws them.")
	}
	seen := map[string]bool{} // a picture takes long
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			h := s.open(t)
			c := h.win.Canvas()
			c.Unfocus()
			var without image.Image
			for _, stop := range h.stops() {
				kind := fmt.Sprintf("%T %v", stop.object, stop.covers.Size())
				if seen[kind] {
					continue
				}
				seen[kind] = true
				if without == nil {
					without = c.Capture()
				}
				c.Focus(stop.object.(fyne.Focusable))
				if c.Focused() != stop.object.(fyne.Focusable) {
					t.Errorf("%s does not take the keyboard", name(stop.object))
				}
				if n := different(without, c.Capture(), stop.covers.Inset(-8)); n < 20 {
					t.Errorf("%s looks the same with the keyboard and without: %d pixels differ", name(stop.object), n)
				}
			}
		})
	}
}

// different counts the pixels of a part that differ between two pictures of a
// window.
func different(a, b image.Image, r image.Rectangle) int {
	n := 0
	r = r.Intersect(a.Bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

func TestTheKeyboardStaysInASheetAndComesBack(t *testing.T) {
	h := finished(t)
	c := h.win.Canvas()
	c.Focus(h.rail.Output)
	h.key(fyne.KeyReturn)
	if !h.shell.Asked() {
		t.Fatal("Enter did not open the output's settings")
	}
	inside := map[fyne.Focusable]bool{}
	for _, stop := range h.stops() {
		inside[stop.object.(fyne.Focusable)] = true
	}
	for _, f := range h.tour(false) {
		if !inside[f] {
			t.Errorf("Tab leaves the sheet for %s", name(f))
		}
	}
	h.key(fyne.KeyEscape)
	if h.shell.Asked() || c.Focused() != fyne.Focusable(h.rail.Output) {
		t.Errorf("after the sheet %s has the keyboard", name(c.Focused()))
	}
}

func TestTheViewerGivesTheKeyboardBackToTheGrid(t *testing.T) {
	h := finished(t)
	c := h.win.Canvas()
	c.Focus(h.grid)
	h.key(fyne.KeyReturn)
	if !h.viewer.Visible() || h.grid.Visible() || h.header.Visible() || h.foot.Visible() || h.timeline.Visible() {
		t.Fatal("the viewer does not stand for what it covers")
	}
	c.FocusNext()
	h.key(fyne.KeyEscape)
	if h.viewer.Visible() || c.Focused() != fyne.Focusable(h.grid) || !h.grid.Visible() || !h.timeline.Visible() {
		t.Errorf("after the viewer %s has the keyboard", name(c.Focused()))
	}
}

func TestTheKeyboardLeavesWhatIsGone(t *testing.T) {
	h := newWindow(t)
	job := h.running(12)
	c := h.win.Canvas()
	if c.Focus(h.rail.Make); c.Focused() != nil {
		t.Error("a button that is off takes the keyboard")
	}
	pause, resume := h.foot.Parts()["pause"].(fyne.Focusable), h.foot.Parts()["resume"].(fyne.Focusable)
	c.Focus(pause)
	h.key(fyne.KeySpace)
	if c.Focused() != resume {
		t.Errorf("after Pause %s has the keyboard, want Resume", name(c.Focused()))
	}
	h.key(fyne.KeySpace)
	if c.Focused() != pause {
		t.Errorf("after Resume %s has the keyboard, want Pause", name(c.Focused()))
	}
	job.End(processor.Summary{Found: 12, Made: 12})
	h.until("the end", func() bool { return !h.Model().State().Busy() })
	if c.Focused() != fyne.Focusable(h.grid) {
		t.Errorf("after the run %s has the keyboard, want the grid", name(c.Focused()))
	}
}
