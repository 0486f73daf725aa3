package timeline

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// With the keyboard, arrows go from bar to bar, the tip names the photo, and
// Enter selects it.

// FocusGained begins at the selected photo, or at the first.
func (t *Timeline) FocusGained() {
	t.focused = true
	c := &t.chart
	if c.mark.Worker != 0 {
		c.cursor = c.mark
	}
	t.showCursor()
}

// FocusLost is called when the keyboard leaves the timeline.
func (t *Timeline) FocusLost() {
	t.focused = false
	t.showCursor()
}

// TypedRune is called for a character; there is no use for it.
func (t *Timeline) TypedRune(rune) {}

// TypedKey goes from bar to bar.
func (t *Timeline) TypedKey(ev *fyne.KeyEvent) {
	c := &t.chart
	b, there := c.current()
	if !there {
		control.PassKey(t, ev)
		return
	}
	switch ev.Name {
	case fyne.KeyLeft:
		b = c.beside(b, -1)
	case fyne.KeyRight:
		b = c.beside(b, 1)
	case fyne.KeyUp:
		b = c.above(b, -1)
	case fyne.KeyDown:
		b = c.above(b, 1)
	case fyne.KeyPageUp:
		b = c.leap(b, -1)
	case fyne.KeyPageDown:
		b = c.leap(b, 1)
	case fyne.KeyHome:
		b = c.nearest(b.Worker, 0)
	case fyne.KeyEnd:
		b = c.nearest(b.Worker, c.span)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.pick(b)
	default:
		control.PassKey(t, ev)
		return
	}
	c.cursor = b
	t.inside = false // the tip is about what the keys are on
	t.showCursor()
}

// showCursor draws where the keyboard is.
func (t *Timeline) showCursor() {
	t.chart.pointed = t.focused
	t.ring.Hidden = !t.focused
	t.ring.Refresh()
	t.plot.Refresh()
	t.point()
}

// pick selects the photo of a bar.
func (t *Timeline) pick(b Bar) {
	t.Select(b.Photo)
	if t.OnSelect != nil {
		t.OnSelect(b.Photo)
	}
}

// AccessibilityLabel says what the picture shows, and what the keys are on.
func (t *Timeline) AccessibilityLabel() string {
	label := words.Of("timeline.label",
		"Workers", model.Count("timeline.workers", t.chart.rows), "Photos", model.Count("photos", t.chart.photos))
	b, there := t.chart.current()
	if !there || !t.focused {
		return label
	}
	a := describe(b, t.name(b.Photo))
	return control.Spoken(label, words.Say(a.who), words.Say(a.times))
}

// AccessibilityRole is that of a thing to press: each bar selects a photo.
func (t *Timeline) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
