// Package control holds the window's own small widgets: buttons, slider,
// number field, switch, check box, labels. They look like the drawings of the
// window, can be reached with the keyboard, and know nothing of the engine.
//
// Keys that a control does not use go on to the window, so that Space or
// Escape work wherever the focus is. All of it belongs to the UI thread.
package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
)

// Drawing is a renderer put together from functions.
type Drawing struct {
	Parts    []fyne.CanvasObject
	Arrange  func(fyne.Size)
	Smallest func() fyne.Size
	Paint    func()
}

// Layout places the parts.
func (d *Drawing) Layout(s fyne.Size) { d.Arrange(s) }

// MinSize is the smallest size.
func (d *Drawing) MinSize() fyne.Size { return d.Smallest() }

// Refresh takes colours and words from the theme and the widget anew.
func (d *Drawing) Refresh() {
	d.Paint()
	for _, o := range d.Parts {
		o.Refresh()
	}
}

// Objects are the parts.
func (d *Drawing) Objects() []fyne.CanvasObject { return d.Parts }

// Destroy does nothing: the parts hold no resources.
func (d *Drawing) Destroy() {}

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

// touch is what all controls have in common: focus, pointer and tooltip.
type touch struct {
	widget.BaseWidget
	hovered, focused bool
	name, hint       string
	watch            func(bool)
	self             fyne.Widget
}

func (t *touch) begin(self fyne.Widget) {
	t.self = self
	t.ExtendBaseWidget(self)
}

// SetHint sets the tooltip's words.
func (t *touch) SetHint(s string) { t.hint = s }

// Hint returns the tooltip's words.
func (t *touch) Hint() string { return t.hint }

// WatchHint sets what is told when the pointer or the keyboard comes and goes.
func (t *touch) WatchHint(f func(bool)) { t.watch = f }

// rest tells that the pointer or the keyboard has come to the control or left
// it, or that it was used: what was to be explained is done.
func (t *touch) rest(on bool) {
	if t.watch != nil {
		t.watch(on)
	}
}

// MouseIn is called when the pointer comes.
func (t *touch) MouseIn(*desktop.MouseEvent) {
	t.hovered = true
	t.rest(true)
	t.self.Refresh()
}

// MouseMoved is called when the pointer moves.
func (t *touch) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called when the pointer goes.
func (t *touch) MouseOut() {
	t.hovered = false
	t.rest(false)
	t.self.Refresh()
}

// FocusGained is called when the keyboard comes to the control.
func (t *touch) FocusGained() {
	t.focused = true
	if !t.hovered { // else a press brought it, which knows what it does
		t.rest(true)
	}
	t.self.Refresh()
}

// FocusLost is called when the keyboard leaves the control.
func (t *touch) FocusLost() {
	t.focused = false
	t.rest(false)
	t.self.Refresh()
}

// TypedRune is called for a character; most controls have no use for it.
func (t *touch) TypedRune(rune) {}

// pass gives a key that the control does not use to the window.
func (t *touch) pass(ev *fyne.KeyEvent) { PassKey(t.self, ev) }

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

// ring is the mark of the control that has the keyboard.
func ring() *canvas.Rectangle {
	return &canvas.Rectangle{StrokeWidth: 2, CornerRadius: look.Radius + 3}
}

// arrangeRing puts a ring 3 dp around a box.
func arrangeRing(r *canvas.Rectangle, pos fyne.Position, size fyne.Size) {
	r.Move(pos.SubtractXY(3, 3))
	r.Resize(size.AddWidthHeight(6, 6))
}

func (t *touch) paintRing(r *canvas.Rectangle) {
	r.StrokeColor = look.Color(look.Accent)
	r.FillColor = transparent
	r.Hidden = !t.focused
}
