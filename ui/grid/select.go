package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/control"
)

// One photo is the current one: what is beside the grid follows it. It is among
// the selected ones, of which there may be many. Where a range begins is the
// origin.

// Selected is the ID of the current photo, or -1.
func (g *Grid) Selected() int { return g.selected }

// Picked are the IDs of the selected photos in the order they are shown.
func (g *Grid) Picked() []int {
	ids := make([]int, 0, g.picks.n)
	for _, id := range g.source.Shown() {
		if g.picks.has(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// tapped selects the cell at a place; the second tap in a short time opens it.
// With Shift it selects a range, with Control it adds a cell or takes it away.
func (g *Grid) tapped(place int) {
	held := g.Modifiers()
	shift, control := held&fyne.KeyModifierShift != 0, held&fyne.KeyModifierShortcutDefault != 0
	shown := g.source.Shown()
	if place < 0 || place >= len(shown) {
		if !shift && !control {
			g.pickCurrent()
		}
		g.focus()
		return
	}
	id, now := shown[place], g.Clock.Now()
	again := id == g.tappedID && now.Sub(g.tappedAt) < doubleTap && held == 0
	g.tappedID, g.tappedAt = id, now
	switch {
	case shift:
		g.extend(id, control)
	case control:
		g.toggle(id)
	default:
		g.choose(id)
	}
	g.focus()
	if again {
		g.tappedID = -1
		g.open(id)
	}
}

// focus brings the keyboard to the grid.
func (g *Grid) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
}

// choose selects a photo alone.
func (g *Grid) choose(id int) {
	g.change(func() {
		g.picks.clear()
		g.picks.add(id)
		g.origin = id
		g.mark(id)
	})
}

// pickCurrent leaves the current photo selected alone, and says whether there
// were others.
func (g *Grid) pickCurrent() bool {
	several := g.picks.n > 1
	if several {
		g.choose(g.selected)
	}
	return several
}

// toggle adds a photo to the selected ones or takes it away. One stays.
func (g *Grid) toggle(id int) {
	g.change(func() {
		switch {
		case !g.picks.has(id):
			g.picks.add(id)
		case g.picks.n > 1:
			g.picks.remove(id)
			id = g.nearest(id)
		}
		g.origin = id
		g.mark(id)
	})
}

// nearest is the selected photo that is nearest to another's place.
func (g *Grid) nearest(id int) int {
	shown, place := g.source.Shown(), g.source.Place(id)
	for by := 1; by < len(shown); by++ {
		for _, p := range [...]int{place + by, place - by} {
			if p >= 0 && p < len(shown) && g.picks.has(shown[p]) {
				return shown[p]
			}
		}
	}
	return id
}

// extend selects all from the origin to a photo, beside what is selected or
// instead of it.
func (g *Grid) extend(id int, beside bool) {
	shown := g.source.Shown()
	from, to := g.source.Place(g.origin), g.source.Place(id)
	if from < 0 {
		g.choose(id)
		return
	}
	g.change(func() {
		if !beside {
			g.picks.clear()
		}
		for p := min(from, to); p <= max(from, to); p++ {
			g.picks.add(shown[p])
		}
		g.mark(id)
	})
}

// SelectAll selects all photos. The current one stays.
func (g *Grid) SelectAll() {
	shown := g.source.Shown()
	if len(shown) == 0 {
		return
	}
	g.change(func() {
		if g.source.Place(g.selected) < 0 {
			g.origin = shown[0]
			g.mark(shown[0])
		}
		for _, id := range shown {
			g.picks.add(id)
		}
	})
}

// change changes what is selected and shows it.
func (g *Grid) change(f func()) {
	before := g.picks.n
	f()
	g.board.placeOutlines()
	if g.picks.n != before && g.OnPicked != nil {
		g.OnPicked(g.picks.n)
	}
}

// mark makes a photo the current one.
func (g *Grid) mark(id int) {
	if id == g.selected {
		return
	}
	g.selected, g.held = id, nothing
	if g.OnSelect != nil {
		g.OnSelect(id)
	}
}

// Choose selects a photo alone and brings it into sight.
func (g *Grid) Choose(id int) {
	place := g.source.Place(id)
	if place < 0 {
		return
	}
	g.choose(id)
	g.reveal(place)
	g.board.arrange()
}

// FocusGained marks the current cell as the one that the keys move.
func (g *Grid) FocusGained() {
	g.focused = true
	if shown := g.source.Shown(); g.band.drag == noDrag && g.source.Place(g.selected) < 0 && len(shown) > 0 {
		first, _ := g.shape.rows(g.scroll.Offset.Y, 0)
		g.choose(shown[min(first*g.shape.columns, len(shown)-1)])
	}
	g.board.placeOutlines()
}

// FocusLost is called when the keys go elsewhere.
func (g *Grid) FocusLost() {
	g.focused = false
	if g.typed != "" {
		g.stopTyping()
	}
	g.board.placeOutlines()
}

// TypedKey moves the selection, or its end while Shift is held; Enter opens the
// photo.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	if g.typingKey(ev.Name) {
		return
	}
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
	case desktop.KeyMenu:
		g.menuByKey()
	case fyne.KeyEscape:
		if !g.cancelBand() && !g.pickCurrent() {
			control.PassKey(g, ev)
		}
	case fyne.KeyF10:
		if g.Modifiers()&fyne.KeyModifierShift == 0 {
			control.PassKey(g, ev)
			return
		}
		g.menuByKey()
	default:
		control.PassKey(g, ev)
	}
}

// step moves the current photo by a number of places.
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
	if g.Modifiers()&fyne.KeyModifierShift != 0 {
		g.extend(shown[next], false)
	} else {
		g.choose(shown[next])
	}
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
