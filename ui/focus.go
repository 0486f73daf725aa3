package ui

import (
	"fyne.io/fyne/v2"
)

// keepFocus takes the keyboard from a control that has just gone or cannot be
// used any more. It goes to what stands in its place, as Resume does for Pause,
// else to the photos: no key must do what nobody sees.
func (w *Window) keepFocus() {
	c := w.win.Canvas()
	focused := c.Focused()
	if w.sheet != nil || focused == nil || usable(focused) && w.inSight(focused) {
		return
	}
	for _, p := range []interface {
		InPlaceOf(gone fyne.Focusable) fyne.Focusable
	}{w.foot, w.welcome} {
		if next := p.InPlaceOf(focused); next != nil {
			c.Focus(next)
			return
		}
	}
	c.Unfocus()
	switch {
	case w.viewer.Visible():
		w.viewer.Focus()
	case w.grid.Visible():
		c.Focus(w.grid)
	}
}

// usable says whether a control is shown and not off.
func usable(f fyne.Focusable) bool {
	o := f.(fyne.CanvasObject)
	d, ok := f.(fyne.Disableable)
	return o.Visible() && (!ok || !d.Disabled())
}

// inSight says whether the part of the window that a control is in is shown.
func (w *Window) inSight(f fyne.Focusable) bool {
	o := f.(fyne.CanvasObject)
	for _, p := range w.parts() {
		for _, c := range p.Parts() {
			if c == o {
				return p.Visible()
			}
		}
	}
	return true
}
