package grid

import (
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/control"
	"thumbpool/ui/model"
)

// Hint is the photo's name, with why it failed if it did.
func (c *cell) Hint() string {
	m := c.grid.source.Cell(c.id)
	name := model.Name(m.Photo.Rel)
	if m.Status != model.Failed {
		return name
	}
	return control.Spoken(name, c.grid.say(m.WholeReason()))
}

// MouseIn is called when the pointer comes.
func (c *cell) MouseIn(*desktop.MouseEvent) { c.hover(true) }

// MouseMoved is called when the pointer moves.
func (c *cell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called when the pointer goes.
func (c *cell) MouseOut() { c.hover(false) }

func (c *cell) hover(there bool) {
	g := c.grid
	if !there && g.under != c {
		return // it was left already
	}
	g.under = nil
	if there {
		g.under = c
	}
	if g.OnHover != nil {
		g.OnHover(c, there)
	}
}
