package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

// Card is a name with a line under it, to press.
type Card struct {
	touch
	title, line string
	tapped      func()
}

// NewCard returns a card that calls tapped.
func NewCard(title, line string, tapped func()) *Card {
	c := &Card{title: title, line: line, tapped: tapped}
	c.begin(c)
	return c
}

// Tapped is called for a press with the pointer.
func (c *Card) Tapped(*fyne.PointEvent) { c.press() }

func (c *Card) press() {
	c.rest(false)
	c.tapped()
}

// TypedKey presses the card for Space and Enter.
func (c *Card) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.press()
	default:
		c.pass(ev)
	}
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
		title.Move(fyne.NewPos(12, y))
		title.Resize(fyne.NewSize(s.Width-24, th))
		line.Move(fyne.NewPos(12, y+th))
		line.Resize(fyne.NewSize(s.Width-24, lh))
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(168, 56) }
	d.Paint = func() {
		fill.FillColor = look.Color(look.Surface)
		if c.hovered {
			fill.FillColor = look.Color(look.Field)
		}
		title.Color, line.Color = look.Color(look.Text), look.Color(look.Secondary)
		c.paintRing(focus)
		d.Arrange(c.Size())
	}
	d.Paint()
	return d
}
