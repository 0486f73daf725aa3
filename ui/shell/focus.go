package shell

import (
	"fyne.io/fyne/v2"
)

// KeepFocus takes the keyboard from a control that has just gone or cannot be
// used any more. It goes to what stands in its place, as Resume does for Pause,
// else to the photos: no key must do what nobody sees.
func (s *Shell) KeepFocus() {
	c := s.given.Window.Canvas()
	focused := c.Focused()
	if s.sheet != nil || focused == nil || usable(focused) && s.inSight(focused) {
		return
	}
	for _, p := range []Changing{s.parts.Foot, s.parts.Welcome} {
		if next := p.InPlaceOf(focused); next != nil {
			c.Focus(next)
			return
		}
	}
	c.Unfocus()
	switch {
	case s.parts.Viewer.Visible():
		s.parts.Viewer.(interface{ Focus() }).Focus()
	case s.parts.Grid.Visible():
		c.Focus(s.parts.Grid)
	}
}

// usable says whether a control is shown and not off.
func usable(f fyne.Focusable) bool {
	o := f.(fyne.CanvasObject)
	d, ok := f.(fyne.Disableable)
	return o.Visible() && (!ok || !d.Disabled())
}

// inSight says whether the part of the window that a control is in is shown.
func (s *Shell) inSight(f fyne.Focusable) bool {
	o := f.(fyne.CanvasObject)
	for _, p := range s.all() {
		for _, c := range p.Parts() {
			if c == o {
				return p.Visible()
			}
		}
	}
	return true
}
