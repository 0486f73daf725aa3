package control

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

const (
	knob  = 14 // across, dp
	track = 2  // thick, dp
)

// Slider is a thin track with a round knob. The track is as long as the widget
// is wide; at the ends the knob stands out by half.
type Slider struct {
	touch
	scale   Scale
	value   float64
	changed func(float64)
	say     func(float64) string
}

// NewSlider returns a slider that calls changed for each new value.
func NewSlider(scale Scale, value float64, changed func(float64)) *Slider {
	s := &Slider{scale: scale, value: value, changed: changed}
	s.say = func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	s.begin(s)
	return s
}

// Value returns where the slider stands.
func (s *Slider) Value() float64 { return s.value }

// SetValue moves the slider without telling anyone.
func (s *Slider) SetValue(v float64) {
	if v != s.value {
		s.value = v
		s.Refresh()
	}
}

// SayValue sets how a value is said.
func (s *Slider) SayValue(say func(float64) string) { s.say = say }

func (s *Slider) set(v float64) {
	s.rest(false)
	if v == s.value {
		return
	}
	s.SetValue(v)
	if s.changed != nil {
		s.changed(v)
	}
}

func (s *Slider) to(x float32) {
	s.set(s.scale.At(float64(x / s.Size().Width)))
}

// Tapped moves the knob to the pointer.
func (s *Slider) Tapped(ev *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	s.to(ev.Position.X)
}

// Dragged moves the knob with the pointer.
func (s *Slider) Dragged(ev *fyne.DragEvent) { s.to(ev.Position.X) }

// DragEnd is called when the pointer lets go.
func (s *Slider) DragEnd() {}

// TypedKey moves the knob by arrows, page keys, Home and End.
func (s *Slider) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		s.set(s.scale.Step(s.value, -1))
	case fyne.KeyRight, fyne.KeyUp:
		s.set(s.scale.Step(s.value, 1))
	case fyne.KeyPageDown:
		s.set(s.scale.At(s.scale.Place(s.value) - 0.1))
	case fyne.KeyPageUp:
		s.set(s.scale.At(s.scale.Place(s.value) + 0.1))
	case fyne.KeyHome:
		s.set(s.scale.At(0))
	case fyne.KeyEnd:
		s.set(s.scale.At(1))
	default:
		s.pass(ev)
	}
}

// CreateRenderer is Fyne's.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	back := &canvas.Rectangle{CornerRadius: track / 2}
	fill := &canvas.Rectangle{CornerRadius: track / 2}
	dot := &canvas.Circle{}
	focus := &canvas.Circle{StrokeWidth: 2}
	d := &Drawing{Parts: []fyne.CanvasObject{back, fill, dot, focus}}
	d.Arrange = func(size fyne.Size) {
		y := (size.Height - track) / 2
		x := float32(s.scale.Place(s.value)) * size.Width
		Place(back, 0, y, size.Width, track)
		Place(fill, 0, y, x, track)
		Place(dot, x-knob/2, (size.Height-knob)/2, knob, knob)
		Place(focus, x-knob/2-4, (size.Height-knob)/2-4, knob+8, knob+8)
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(60, 20) }
	d.Paint = func() {
		back.FillColor = look.Color(look.Hairline)
		fill.FillColor = look.Color(look.Accent)
		dot.FillColor = look.Color(look.Text)
		focus.FillColor, focus.StrokeColor = transparent, look.Color(look.Accent)
		focus.Hidden = !s.focused
	}
	return Drawn(d)
}
