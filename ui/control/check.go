package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

const checkBox = 16 // side, dp

// Check is a box with a tick and a label.
type Check struct {
	pressed
	label string
	on    bool
}

// NewCheck returns a check box that calls changed when it is switched.
func NewCheck(label string, on bool, changed func(bool)) *Check {
	c := &Check{label: label, on: on}
	c.begin(c, func() {
		c.SetOn(!c.on)
		if changed != nil {
			changed(c.on)
		}
	})
	return c
}

// On says whether the box is ticked.
func (c *Check) On() bool { return c.on }

// SetOn ticks the box without telling anyone.
func (c *Check) SetOn(on bool) {
	if on != c.on {
		c.on = on
		c.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	box := &canvas.Rectangle{CornerRadius: 4, StrokeWidth: 1}
	short, long := &canvas.Line{StrokeWidth: 2}, &canvas.Line{StrokeWidth: 2}
	text := &canvas.Text{TextSize: look.TextBody}
	focus := ring()
	d := &Drawing{Parts: []fyne.CanvasObject{box, short, long, text, focus}}
	d.Arrange = func(s fyne.Size) {
		y := (s.Height - checkBox) / 2
		Place(box, 0, y, checkBox, checkBox)
		short.Position1, short.Position2 = fyne.NewPos(4.5, y+8), fyne.NewPos(7, y+10.5)
		long.Position1, long.Position2 = fyne.NewPos(7, y+10.5), fyne.NewPos(11.5, y+5.5)
		width := text.MinSize().Width
		placeText(text, 24, width, s.Height)
		arrangeRing(focus, fyne.NewPos(0, y), fyne.NewSize(24+width, checkBox))
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(24+text.MinSize().Width, 20) }
	d.Paint = func() {
		text.Text, text.Color = c.label, look.Color(look.Text)
		box.FillColor, box.StrokeColor = look.Color(look.Field), look.Color(look.Faint)
		box.StrokeWidth = 1
		if c.on {
			box.FillColor, box.StrokeWidth = look.Color(look.Accent), 0
		}
		short.StrokeColor, long.StrokeColor = look.Color(look.OnAccent), look.Color(look.OnAccent)
		short.Hidden, long.Hidden = !c.on, !c.on
		c.paintRing(focus)
	}
	return Drawn(d)
}
