package grid

import "fyne.io/fyne/v2"

// TappedSecondary asks for the menu of what is under the pointer: of the selected
// photos if it is one of them, else of that one, which is selected then.
func (b *board) TappedSecondary(ev *fyne.PointEvent) {
	g := b.grid
	place, shown := g.shape.at(ev.Position), g.source.Shown()
	if place < 0 || place >= len(shown) {
		return
	}
	if id := shown[place]; g.picks.has(id) {
		g.change(func() { g.mark(id) })
	} else {
		g.choose(id)
	}
	g.focus()
	g.menuAt(ev.AbsolutePosition)
}

// menuByKey asks for the menu of the selected photos beside the current one.
func (g *Grid) menuByKey() {
	place := g.source.Place(g.selected)
	if place < 0 {
		return
	}
	g.reveal(place)
	g.board.arrange()
	if c := g.board.cells[g.selected]; c != nil {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
		g.menuAt(at.AddXY(c.Size().Width/2, c.Size().Height/2))
	}
}

func (g *Grid) menuAt(at fyne.Position) {
	if g.OnMenu != nil {
		g.OnMenu(at)
	}
}
