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

// touch is what controls that are no field have in common: focus, pointer and
// tooltip.
type touch struct {
	widget.BaseWidget
	hinted
	focused bool
}

func (t *touch) begin(self fyne.Widget) {
	t.self = self
	t.ExtendBaseWidget(self)
}

// FocusGained is called when the keyboard comes to the control.
func (t *touch) FocusGained() {
	t.focused = true
	t.arrive()
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
