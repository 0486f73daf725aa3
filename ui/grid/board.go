package grid

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/picture"
)

// board is the content of the scroll: as high as all rows, with widgets for
// the cells in sight.
type board struct {
	widget.BaseWidget
	grid     *Grid
	cells    map[int]*cell // by ID
	spare    []*cell
	inSight  []int // IDs of the cells, in the order of the places
	outlines []*canvas.Rectangle
	outlined int // how many of them are in use
	objects  []fyne.CanvasObject
	mark     *canvas.Rectangle // draws nothing; to refresh it has the window painted, and nothing uploaded again
	leaps    int               // counts the times that all cells in sight changed at once
	leaping  bool              // the last of them is not long ago
}

// leapRest is how long the board stands still after a leap until pictures are
// read: while the bar is dragged through 100,000 photos, what is read would be
// out of sight again before it is there, and the window would wait for it.
const leapRest = 80 * time.Millisecond

func newBoard(g *Grid) *board {
	b := &board{grid: g, cells: map[int]*cell{}, mark: canvas.NewRectangle(color.Transparent)}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's.
func (b *board) CreateRenderer() fyne.WidgetRenderer { return (*boardDrawing)(b) }

// boardDrawing draws a board. Its objects change all the time.
type boardDrawing board

func (d *boardDrawing) Destroy()                     {}
func (d *boardDrawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *boardDrawing) Layout(fyne.Size)             { (*board)(d).arrange() }

func (d *boardDrawing) MinSize() fyne.Size {
	return fyne.NewSize(0, d.grid.shape.height(len(d.grid.source.Shown())))
}

// Refresh draws all cells in sight anew: the theme may have changed.
func (d *boardDrawing) Refresh() {
	b := (*board)(d)
	b.arrange()
	for _, c := range b.cells {
		c.Refresh()
	}
}

// arrange gives each place in sight its cell.
func (b *board) arrange() {
	g := b.grid
	shown := g.source.Shown()
	first, last := g.shape.rows(g.scroll.Offset.Y, g.scroll.Size().Height)
	from, to := min(first*g.shape.columns, len(shown)), min((last+1)*g.shape.columns, len(shown))
	before := len(b.cells)
	b.free(shown[from:to])
	if before > 0 && len(b.cells) == 0 {
		b.leap()
	}
	size := fyne.NewSquareSize(g.shape.side)
	for place := from; place < to; place++ {
		id := shown[place]
		c := b.cells[id]
		if c == nil {
			c = b.take()
			b.cells[id] = c
		}
		c.show(id)
		c.Resize(size)
		c.Move(g.shape.position(place))
	}
	b.inSight = append(b.inSight[:0], shown[from:to]...)
	b.outlined = -1 // cells have changed: they are collected in any case
	b.placeOutlines()
	b.want(shown[from:to])
}

// free takes back the cells that are not among ids.
func (b *board) free(ids []int) {
	keep := make(map[int]bool, len(ids))
	for _, id := range ids {
		keep[id] = true
	}
	for id, c := range b.cells {
		if !keep[id] {
			c.MouseOut()
			delete(b.cells, id)
			b.spare = append(b.spare, c)
		}
	}
}

// stands is how far from the top a photo's cell stands; false when it is not near
// what is in sight.
func (b *board) stands(id int) (y float32, there bool) {
	c := b.cells[id]
	if c == nil {
		return 0, false
	}
	return c.Position().Y, true
}

// first is the ID of the first cell that stands as far from the top as y, or -1.
func (b *board) first(y float32) int {
	for _, id := range b.inSight {
		if near(b.cells[id].Position().Y, y) {
			return id
		}
	}
	return -1
}

func (b *board) take() *cell {
	if n := len(b.spare); n > 0 {
		c := b.spare[n-1]
		b.spare = b.spare[:n-1]
		return c
	}
	return newCell(b.grid)
}

// release takes back all cells.
func (b *board) release() {
	b.free(nil)
	b.inSight, b.outlined = b.inSight[:0], 0
	b.collect()
}

// collect makes the list of what is drawn: outlines, over them the cells in
// the order of the places, and the band.
func (b *board) collect() {
	b.objects = append(b.objects[:0], b.mark)
	for _, o := range b.outlines[:b.outlined] {
		b.objects = append(b.objects, o)
	}
	for _, id := range b.inSight {
		b.objects = append(b.objects, b.cells[id])
	}
	b.objects = append(b.objects, b.grid.band.frame)
	canvas.Refresh(b.mark)
}

// leap has pictures wait until the board stands still.
func (b *board) leap() {
	b.leaps++
	b.leaping = true
	turn := b.leaps
	b.grid.Clock.After(leapRest, func() {
		if turn == b.leaps {
			b.leaping = false
			b.want(b.inSight)
		}
	})
}

// want asks for the pictures that are missing, those in sight first, and then
// for better ones where those there are do not look right.
func (b *board) want(ids []int) {
	var missing, better []picture.Request
	side := b.grid.PreviewSide()
	if b.leaping {
		ids = nil
	}
	for _, id := range ids {
		c := b.cells[id]
		m := b.grid.source.Cell(id)
		if !m.HasPicture() {
			continue
		}
		r := picture.Request{Key: c.face.key, Path: m.Output}
		switch {
		case !c.face.shown:
			missing = append(missing, r)
		case b.grid.settled && !b.grid.store.Fits(r.Key, side):
			better = append(better, r)
		}
	}
	b.grid.store.Want(append(missing, better...), side)
}

// update draws the cell of a photo anew, if it is in sight.
func (b *board) update(id int) {
	if c := b.cells[id]; c != nil {
		c.show(id)
	}
}

// Tapped selects the cell under the pointer; twice opens it.
func (b *board) Tapped(ev *fyne.PointEvent) { b.grid.tapped(b.grid.shape.at(ev.Position)) }
