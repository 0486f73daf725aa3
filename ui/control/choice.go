package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/ui/look"
)

const (
	arrowSize = 14 // side of the arrow after a choice, dp
	arrowGap  = 2
)

// Choice is a word that opens a menu of others: “Fit ▾”. It looks like plain
// text until the pointer or the keyboard is on it.
type Choice struct {
	pressed
	label   string
	changed bool // what the label names is not quite what there is
	menu    func() *fyne.Menu
}

// NewChoice returns a choice whose menu is made when it opens.
func NewChoice(label string, menu func() *fyne.Menu) *Choice {
	c := &Choice{label: label, menu: menu}
	c.begin(c, c.open)
	return c
}

// Label returns the words.
func (c *Choice) Label() string { return c.label }

// Changed says whether the words are marked.
func (c *Choice) Changed() bool { return c.changed }

// SetLabel changes the words. They are marked with a dot if what they name was
// changed since.
func (c *Choice) SetLabel(s string, changed bool) {
	if s != c.label || changed != c.changed {
		c.label, c.changed = s, changed
		c.Refresh()
	}
}

// mark is the dot of a choice that was changed.
const mark = " •"

func (c *Choice) text(room float32) string {
	suffix := ""
	if c.changed {
		suffix = mark
		room -= fyne.MeasureText(mark, look.TextBody, fyne.TextStyle{}).Width
	}
	return Fit(c.label, room, look.TextBody, fyne.TextStyle{}) + suffix
}

// Natural is the width that the choice would like to have.
func (c *Choice) Natural() float32 {
	s := c.label
	if c.changed {
		s += mark
	}
	return fyne.MeasureText(s, look.TextBody, fyne.TextStyle{}).Width + arrowGap + arrowSize
}

// Menu returns the menu as it would open now.
func (c *Choice) Menu() *fyne.Menu { return c.menu() }

// TypedKey opens the menu for the arrow down, too.
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyDown {
		c.press()
		return
	}
	c.pressed.TypedKey(ev)
}

func (c *Choice) open() {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil {
		widget.ShowPopUpMenuAtRelativePosition(c.menu(), canvas, fyne.NewPos(-fieldPad, c.Size().Height+5), c)
	}
}

// CreateRenderer is Fyne's.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	box := plate()
	text := &canvas.Text{TextSize: look.TextBody}
	arrow := &canvas.Image{FillMode: canvas.ImageFillContain}
	d := &Drawing{Parts: []fyne.CanvasObject{box, text, arrow}}
	d.Arrange = func(s fyne.Size) {
		text.Text = c.text(s.Width - arrowGap - arrowSize)
		width := text.MinSize().Width
		placeText(text, 0, width, s.Height)
		Place(arrow, width+arrowGap, (s.Height-arrowSize)/2+1, arrowSize, arrowSize)
		placePlate(box, 0, s.Width-4, s.Height) // the arrow has room of its own
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(60, 20) }
	d.Paint = func() {
		color := look.Secondary
		if c.hovered || c.focused {
			color = look.Text
		}
		text.Color = look.Color(color)
		arrow.Resource = Tinted(assets.ChevronDown, color)
		paintPlate(box, c.hovered, c.focused)
	}
	return Drawn(d)
}
