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
	Smallest func() fyne.Size // nil means that it may be as small as it gets
	Paint    func()           // takes colours and words; nil where the parts do
	size     fyne.Size
}

// Drawn returns d painted: what it needs for its smallest size is there.
func Drawn(d *Drawing) *Drawing {
	d.Paint()
	return d
}

// Layout places the parts.
func (d *Drawing) Layout(s fyne.Size) {
	d.size = s
	d.Arrange(s)
}

// MinSize is the smallest size.
func (d *Drawing) MinSize() fyne.Size {
	if d.Smallest == nil {
		return fyne.Size{}
	}
	return d.Smallest()
}

// Refresh takes colours and words from the theme and the widget anew.
func (d *Drawing) Refresh() {
	if d.Paint != nil {
		d.Paint()
	}
	if !d.size.IsZero() {
		d.Arrange(d.size)
	}
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

// pressed is what controls have in common that do one thing: it is done by the
// pointer, Space and Enter.
type pressed struct {
	touch
	press func()
}

// begin has f done by a press.
func (p *pressed) begin(self fyne.Widget, f func()) {
	p.touch.begin(self)
	p.press = func() {
		p.rest(false)
		f()
	}
}

// Tapped is called for a press with the pointer.
func (p *pressed) Tapped(*fyne.PointEvent) { p.press() }

// TypedKey presses the control for Space and Enter.
func (p *pressed) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.press()
	default:
		p.pass(ev)
	}
}

// placeText places a line of text at x, w wide, in the middle of a height.
func placeText(t *canvas.Text, x, w, height float32) {
	h := t.MinSize().Height
	Place(t, x, (height-h)/2, w, h)
}

// ring is the mark of the control that has the keyboard.
func ring() *canvas.Rectangle {
	return &canvas.Rectangle{StrokeWidth: 2, CornerRadius: look.Radius + 3}
}

// arrangeRing puts a ring 3 dp around a box.
func arrangeRing(r *canvas.Rectangle, pos fyne.Position, size fyne.Size) {
	Place(r, pos.X-3, pos.Y-3, size.Width+6, size.Height+6)
}

func (t *touch) paintRing(r *canvas.Rectangle) {
	r.StrokeColor = look.Color(look.Accent)
	r.FillColor = transparent
	r.Hidden = !t.focused
}

// fieldPad is how far the plate behind words stands out at both sides, dp.
const fieldPad = 8

// plate is what is behind words that can be changed, while the pointer or the
// keyboard is on them: until then they look like plain text.
func plate() *canvas.Rectangle {
	return &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 2}
}

// placePlate puts a plate behind words at x, w wide, in a height.
func placePlate(r *canvas.Rectangle, x, w, height float32) {
	Place(r, x-fieldPad, (height-26)/2, w+2*fieldPad, 26)
}

func paintPlate(r *canvas.Rectangle, hovered, focused bool) {
	r.FillColor, r.StrokeColor = look.Color(look.Field), look.Color(look.Field)
	if focused {
		r.StrokeColor = look.Color(look.Accent)
	}
	r.Hidden = !hovered && !focused
}
