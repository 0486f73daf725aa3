package grid

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

const (
	// edgeZone is how near the pointer is to an edge of what is in sight when the
	// rows scroll below the band, dp.
	edgeZone = 24
	// edgeTick is the time between two steps of it, edgeStep how long one is at the
	// edge itself, dp. Beyond the edge it is longer, up to three times.
	edgeTick = 16 * time.Millisecond
	edgeStep = 12
)

// drag is what a drag over the board does.
type drag int

const (
	noDrag   drag = iota
	bandDrag      // began on empty ground: it selects
	cellDrag      // began on a cell: it is a tap if it ends there
	deadDrag      // was given up: it does nothing until the button is let go
)

// band is the rectangle that is dragged from empty ground: it selects the cells
// that it touches, and with Control or Shift those beside what is selected.
type band struct {
	drag    drag
	from    fyne.Position // on the board
	to      fyne.Position // from the top left of what is in sight: the board may scroll below it
	touched block         // by the band, or with none if only its beginning counts
	before  picks         // selected when it began
	current int           // ID of the current photo then, or -1
	beside  bool          // what was selected stays
	edge    bool          // a step of scrolling waits
	frame   *canvas.Rectangle
}

func newBand() band {
	frame := &canvas.Rectangle{StrokeWidth: 1, CornerRadius: 2}
	frame.Hide()
	return band{frame: frame}
}

// Dragged begins a band on empty ground, or goes on with it.
func (b *board) Dragged(ev *fyne.DragEvent) {
	g := b.grid
	if g.band.drag == noDrag {
		g.beginDrag(ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY))
	}
	g.band.to = ev.Position.SubtractXY(0, g.scroll.Offset.Y)
	if g.band.drag == bandDrag {
		g.stretchBand()
		g.scrollAtEdge()
	}
}

// DragEnd ends a band. A drag that did not leave its cell was meant to be a click.
func (b *board) DragEnd() {
	g := b.grid
	from, to := g.shape.at(g.band.from), g.shape.at(g.bandEnd())
	was := g.band.drag
	g.endBand()
	if was == cellDrag && from == to {
		g.tapped(from)
	}
}

func (g *Grid) beginDrag(from fyne.Position) {
	n := &g.band
	n.from = from
	if place := g.shape.at(from); place >= 0 && place < len(g.source.Shown()) {
		n.drag = cellDrag
		return
	}
	n.drag, n.touched = bandDrag, block{}
	n.before = picks{words: slices.Clone(g.picks.words), n: g.picks.n}
	n.current = g.selected
	n.beside = g.Modifiers()&(fyne.KeyModifierShift|fyne.KeyModifierShortcutDefault) != 0
	g.focus()
}

// bandEnd is where the pointer is, on the board.
func (g *Grid) bandEnd() fyne.Position { return g.band.to.AddXY(0, g.scroll.Offset.Y) }

// stretchBand draws the band to the pointer and selects what it touches now.
func (g *Grid) stretchBand() {
	n := &g.band
	end, s := g.bandEnd(), g.board.Size()
	end = fyne.NewPos(min(max(end.X, 0), s.Width), min(max(end.Y, 0), s.Height))
	corner := fyne.NewPos(min(n.from.X, end.X), min(n.from.Y, end.Y))
	n.frame.StrokeColor, n.frame.FillColor = look.Color(look.Accent), look.Color(look.Band)
	n.frame.Move(corner)
	n.frame.Resize(fyne.NewSize(max(n.from.X, end.X)-corner.X, max(n.from.Y, end.Y)-corner.Y))
	if !n.frame.Visible() {
		n.frame.Show()
	}
	if touched := g.shape.touched(n.from, end, len(g.source.Shown())); touched != n.touched {
		n.touched = touched
		g.change(g.pickTouched)
	}
}

// pickTouched selects what the band touches. While that is nothing, what was
// selected stays. The current photo is the one nearest to where the band began.
func (g *Grid) pickTouched() {
	n := &g.band
	if n.touched == (block{}) {
		g.picks.set(&n.before)
		g.origin = n.current
		g.mark(n.current)
		return
	}
	if n.beside {
		g.picks.set(&n.before)
	} else {
		g.picks.clear()
	}
	shown := g.source.Shown()
	for row := n.touched.top; row < n.touched.bottom; row++ {
		from := row*g.shape.columns + n.touched.left
		to := min(row*g.shape.columns+n.touched.right, len(shown))
		for _, id := range shown[min(from, to):to] {
			g.picks.add(id)
		}
	}
	end := g.bandEnd()
	id := shown[n.touched.corner(g.shape.columns, len(shown), n.from.X > end.X, n.from.Y > end.Y)]
	g.origin = id
	g.mark(id)
}

// scrollAtEdge scrolls while the pointer holds the band at an edge of what is in
// sight, or beyond it.
func (g *Grid) scrollAtEdge() {
	if g.band.edge || g.edgeSpeed() == 0 {
		return
	}
	g.band.edge = true
	g.Clock.After(edgeTick, func() {
		g.band.edge = false
		top := g.scroll.Offset.Y
		if g.band.drag != bandDrag {
			return
		}
		if g.scrollTo(top + g.edgeSpeed()); g.scroll.Offset.Y != top {
			g.stretchBand()
			g.scrollAtEdge()
		}
	})
}

// edgeSpeed is how far to scroll in a step, dp.
func (g *Grid) edgeSpeed() float32 {
	y, height := g.band.to.Y, g.scroll.Size().Height
	switch {
	case y < edgeZone:
		return -min((edgeZone-y)/edgeZone, 3) * edgeStep
	case y > height-edgeZone:
		return min((y-height+edgeZone)/edgeZone, 3) * edgeStep
	}
	return 0
}

// cancelBand leaves selected what was before the band, and says whether there was
// one.
func (g *Grid) cancelBand() bool {
	if g.band.drag != bandDrag {
		return false
	}
	g.band.touched = block{}
	g.change(g.pickTouched)
	g.endBand()
	g.band.drag = deadDrag
	return true
}

func (g *Grid) endBand() {
	g.band.drag, g.band.touched, g.band.before = noDrag, block{}, picks{}
	g.band.frame.Hide()
}
