package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

// Card is a name with a line under it, to press.
type Card struct {
	pressed
	title, line string
}

// NewCard returns a card that calls tapped.
func NewCard(title, line string, tapped func()) *Card {
	c := &Card{title: title, line: line}
	c.begin(c, tapped)
	return c
}

// CreateRenderer is Fyne's.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	fill := &canvas.Rectangle{CornerRadius: look.Radius + 2}
	title := &canvas.Text{TextSize: look.TextBody}
	line := &canvas.Text{TextSize: look.TextSmall}
	focus := ring()
	d := &Drawing{Parts: []fyne.CanvasObject{fill, title, line, focus}}
	d.Arrange = func(s fyne.Size) {
		fill.Resize(s)
		arrangeRing(focus, fyne.Position{}, s)
		title.Text = Fit(c.title, s.Width-24, look.TextBody, title.TextStyle)
		line.Text = Fit(c.line, s.Width-24, look.TextSmall, line.TextStyle)
		th, lh := title.MinSize().Height, line.MinSize().Height
		y := (s.Height - th - lh) / 2
		Place(title, 12, y, s.Width-24, th)
		Place(line, 12, y+th, s.Width-24, lh)
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(168, 56) }
	d.Paint = func() {
		fill.FillColor = look.Color(look.Surface)
		if c.hovered {
			fill.FillColor = look.Color(look.Field)
		}
		title.Color, line.Color = look.Color(look.Text), look.Color(look.Secondary)
		c.paintRing(focus)
	}
	return Drawn(d)
}
