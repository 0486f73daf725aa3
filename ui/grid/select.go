package grid

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
)

// Selected is the ID of the selected photo, or -1.
func (g *Grid) Selected() int { return g.selected }

// tapped selects the cell at a place; the second tap in a short time opens it.
func (g *Grid) tapped(place int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	shown := g.source.Shown()
	if place < 0 || place >= len(shown) {
		return
	}
	id, now := shown[place], g.Clock.Now()
	again := id == g.tappedID && now.Sub(g.tappedAt) < doubleTap
	g.tappedID, g.tappedAt = id, now
	g.choose(id)
	if again {
		g.tappedID = -1
		g.open(id)
	}
}

func (g *Grid) choose(id int) {
	g.mark(id)
	g.board.placeOutline()
}

// mark makes a photo the selected one.
func (g *Grid) mark(id int) {
	if id == g.selected {
		return
	}
	g.selected, g.held = id, nothing
	if g.OnSelect != nil {
		g.OnSelect(id)
	}
}

// Choose selects a photo and brings it into sight.
func (g *Grid) Choose(id int) {
	place := g.source.Place(id)
	if place < 0 {
		return
	}
	g.mark(id)
	g.reveal(place)
	g.board.arrange()
}

// FocusGained marks the selected cell as the one that the keys move.
func (g *Grid) FocusGained() {
	g.focused = true
	if shown := g.source.Shown(); g.source.Place(g.selected) < 0 && len(shown) > 0 {
		first, _ := g.shape.rows(g.scroll.Offset.Y, 0)
		g.mark(shown[min(first*g.shape.columns, len(shown)-1)])
	}
	g.board.placeOutline()
}

// FocusLost is called when the keys go elsewhere.
func (g *Grid) FocusLost() {
	g.focused = false
	g.board.placeOutline()
}

// TypedRune does nothing.
func (g *Grid) TypedRune(rune) {}

// TypedKey moves the selection; Enter opens the photo.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	page := max(1, int(g.scroll.Size().Height/g.shape.pitch())) * g.shape.columns
	switch ev.Name {
	case fyne.KeyLeft:
		g.step(-1)
	case fyne.KeyRight:
		g.step(1)
	case fyne.KeyUp:
		g.step(-g.shape.columns)
	case fyne.KeyDown:
		g.step(g.shape.columns)
	case fyne.KeyPageUp:
		g.step(-page)
	case fyne.KeyPageDown:
		g.step(page)
	case fyne.KeyHome:
		g.step(-len(g.source.Shown()))
	case fyne.KeyEnd:
		g.step(len(g.source.Shown()))
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.source.Place(g.selected) >= 0 {
			g.open(g.selected)
		}
	default:
		control.PassKey(g, ev)
	}
}

// step moves the selection by a number of places.
func (g *Grid) step(by int) {
	shown := g.source.Shown()
	if len(shown) == 0 {
		return
	}
	place := g.source.Place(g.selected)
	if place < 0 {
		place, by = 0, 0
	}
	next := place + by
	if next < 0 || next >= len(shown) {
		switch {
		case by == -g.shape.columns || by == g.shape.columns:
			next = place // no row there
		default:
			next = min(max(next, 0), len(shown)-1)
		}
	}
	g.mark(shown[next])
	g.reveal(next)
	g.board.arrange()
}

// reveal scrolls until a place is in sight.
func (g *Grid) reveal(place int) {
	y := g.shape.position(place).Y
	top, height := g.scroll.Offset.Y, g.scroll.Size().Height
	switch {
	case y-topMargin < top:
		g.scrollTo(y - topMargin)
	case y+g.shape.side+outlineRoom > top+height:
		g.scrollTo(y + g.shape.side + outlineRoom - height)
	}
}

// outlineRoom keeps the outline in sight.
const outlineRoom = outlineGap + 3
