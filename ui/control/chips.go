package control

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// chipGap is the room between two chips, dp.
const chipGap = 6

// Chips is a row of whole numbers that are used often. The one that is in use
// is marked, if any is.
type Chips struct {
	touch
	values  []float64 // ascending
	value   float64
	under   int // the chip under the pointer, or -1
	changed func(float64)
}

// NewChips returns a row of values, in ascending order, that calls changed for
// a choice.
func NewChips(values []float64, value float64, changed func(float64)) *Chips {
	c := &Chips{values: values, value: value, under: -1, changed: changed}
	c.begin(c)
	return c
}

// SetValue marks the chip of a value, or none, without telling anyone.
func (c *Chips) SetValue(v float64) {
	if v != c.value {
		c.value = v
		c.Refresh()
	}
}

func (c *Chips) set(i int) {
	if i < 0 || i >= len(c.values) || c.values[i] == c.value {
		return
	}
	c.rest(false)
	c.SetValue(c.values[i])
	c.changed(c.value)
}

// Chip is where a chip is, inside the widget.
func (c *Chips) Chip(i int) (fyne.Position, fyne.Size) {
	n := float32(len(c.values))
	w := (c.Size().Width - (n-1)*chipGap) / n
	return fyne.NewPos(float32(i)*(w+chipGap), 0), fyne.NewSize(w, c.Size().Height)
}

func (c *Chips) label(i int) string { return words.Figure(c.values[i], 0) }

// at is the chip at x, or -1.
func (c *Chips) at(x float32) int {
	for i := range c.values {
		if p, s := c.Chip(i); x >= p.X-chipGap/2 && x < p.X+s.Width+chipGap/2 {
			return i
		}
	}
	return -1
}

// Tapped chooses what is under the pointer.
func (c *Chips) Tapped(ev *fyne.PointEvent) { c.set(c.at(ev.Position.X)) }

// MouseIn is called when the pointer comes.
func (c *Chips) MouseIn(ev *desktop.MouseEvent) {
	c.under = c.at(ev.Position.X)
	c.touch.MouseIn(ev)
}

// MouseMoved is called when the pointer moves.
func (c *Chips) MouseMoved(ev *desktop.MouseEvent) {
	if under := c.at(ev.Position.X); under != c.under {
		c.under = under
		c.Refresh()
	}
}

// MouseOut is called when the pointer goes.
func (c *Chips) MouseOut() {
	c.under = -1
	c.touch.MouseOut()
}

// TypedKey chooses the next smaller or larger value with the arrow keys, also
// from one that has no chip.
func (c *Chips) TypedKey(ev *fyne.KeyEvent) {
	next, is := slices.BinarySearch(c.values, c.value)
	switch ev.Name {
	case fyne.KeyLeft:
		c.set(next - 1)
	case fyne.KeyRight:
		if is {
			next++
		}
		c.set(next)
	default:
		c.pass(ev)
	}
}

// CreateRenderer is Fyne's.
func (c *Chips) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawing{}
	backs, texts := make([]*canvas.Rectangle, len(c.values)), make([]*canvas.Text, len(c.values))
	for i := range c.values {
		backs[i] = &canvas.Rectangle{CornerRadius: look.Radius}
		texts[i] = &canvas.Text{Text: c.label(i), TextSize: look.TextSmall, Alignment: fyne.TextAlignCenter}
		d.Parts = append(d.Parts, backs[i], texts[i])
	}
	focus := ring()
	d.Parts = append(d.Parts, focus)
	d.Arrange = func(s fyne.Size) {
		for i := range c.values {
			p, size := c.Chip(i)
			Place(backs[i], p.X, p.Y, size.Width, size.Height)
			placeText(texts[i], p.X, size.Width, s.Height)
		}
		arrangeRing(focus, fyne.Position{}, s)
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(float32(len(c.values))*40, 20) }
	d.Paint = func() {
		for i, v := range c.values {
			fill, text := look.Color(look.Field), look.Color(look.Secondary)
			if i == c.under || v == c.value {
				fill, text = look.Color(look.Raised), look.Color(look.Text)
			}
			backs[i].FillColor, texts[i].Color = fill, text
			texts[i].TextStyle.Bold = v == c.value
		}
		c.paintRing(focus)
	}
	return Drawn(d)
}
