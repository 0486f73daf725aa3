package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Explained is something that has a tooltip.
type Explained interface {
	fyne.CanvasObject
	// Hint returns the tooltip's words.
	Hint() string
}

// Hinted is a control that has a tooltip and tells when to show it.
type Hinted interface {
	Explained
	// WatchHint sets what is told when the pointer or the keyboard comes and
	// goes, and when the control was used.
	WatchHint(func(there bool))
}

// hinted is what controls and fields have in common: what they are called, the
// pointer over them and the tooltip.
type hinted struct {
	self       fyne.Widget
	hovered    bool
	name, hint string
	watch      func(bool)
}

// SetHint sets the tooltip's words.
func (h *hinted) SetHint(s string) { h.hint = s }

// Hint returns the tooltip's words.
func (h *hinted) Hint() string { return h.hint }

// WatchHint sets what is told when the pointer or the keyboard comes and goes.
func (h *hinted) WatchHint(f func(bool)) { h.watch = f }

// rest tells that the pointer or the keyboard has come to the control or left
// it, or that it was used: what was to be explained is done.
func (h *hinted) rest(on bool) {
	if h.watch != nil {
		h.watch(on)
	}
}

// arrive is to be called when the keyboard comes.
func (h *hinted) arrive() {
	if !h.hovered { // else a press brought it, which knows what it does
		h.rest(true)
	}
}

// MouseIn is called when the pointer comes.
func (h *hinted) MouseIn(*desktop.MouseEvent) {
	h.hovered = true
	h.rest(true)
	h.self.Refresh()
}

// MouseMoved is called when the pointer moves.
func (h *hinted) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called when the pointer goes.
func (h *hinted) MouseOut() {
	h.hovered = false
	h.rest(false)
	h.self.Refresh()
}

// SetName says what the control is called where its own words do not say it.
func (h *hinted) SetName(s string) { h.name = s }

// named is what the control is called.
func (h *hinted) named() string {
	if h.name != "" {
		return h.name
	}
	return h.hint
}

// pass gives a key that the control does not use to the window.
func (h *hinted) pass(ev *fyne.KeyEvent) { PassKey(h.self, ev) }

// PassKey gives a key that o does not use to the window it is in.
func PassKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// PassShortcut gives a shortcut that o does not use to the window it is in.
func PassShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}
