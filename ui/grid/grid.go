// Package grid shows the photos as cells in rows, smoothly for any number of
// them: only what is in sight exists as widgets, which are used again when
// they leave it.
//
// All of it belongs to the UI thread. It shows what a [Source] says and knows
// no engine.
package grid

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
)

// Source is what the grid shows.
type Source interface {
	// Shown are the IDs of the cells in their order.
	Shown() []int
	// Place is where an ID is in that order, or -1.
	Place(id int) int
	// Cell is the cell with an ID.
	Cell(id int) *model.Cell
}

const (
	topMargin    = 8 // room for the outline of a selected cell in the first row
	bottomMargin = look.GridMargin
	doubleTap    = 400 * time.Millisecond
)

// Grid is the widget.
type Grid struct {
	widget.BaseWidget
	// OnSelect, if not nil, is called with the ID of a photo that is selected.
	OnSelect func(id int)

	source Source
	store  *picture.Store
	say    func(model.Text) string
	open   func(id int)

	scroll   *container.Scroll
	board    *board
	shape    shape
	selected int // ID or -1
	focused  bool
	tappedID int
	tappedAt time.Time
	outlines map[outlineKey]*image.RGBA
}

// shape is the arithmetic of the rows.
type shape struct {
	width   float32
	columns int
	side    float32
}

func shapeFor(width float32) shape {
	room := width - 2*look.GridMargin
	columns := max(1, int((room+look.CellGap)/(look.CellMin+look.CellGap)))
	return shape{width: width, columns: columns, side: max(1, (room-look.CellGap*float32(columns-1))/float32(columns))}
}

func (s shape) pitch() float32 { return s.side + look.CellGap }

func (s shape) position(place int) fyne.Position {
	return fyne.NewPos(look.GridMargin+float32(place%s.columns)*s.pitch(), topMargin+float32(place/s.columns)*s.pitch())
}

func (s shape) height(cells int) float32 {
	rows := (cells + s.columns - 1) / s.columns
	return topMargin + max(0, float32(rows)*s.pitch()-look.CellGap) + bottomMargin
}

// rows are the rows that a strip of the board touches, and one more at each end.
func (s shape) rows(top, height float32) (first, last int) {
	return max(0, int((top-topMargin)/s.pitch())-1), int((top+height-topMargin)/s.pitch()) + 1
}

// at is the place under a point, or -1 between the cells.
func (s shape) at(p fyne.Position) int {
	x, y := p.X-look.GridMargin, p.Y-topMargin
	if x < 0 || y < 0 {
		return -1
	}
	column, row := int(x/s.pitch()), int(y/s.pitch())
	if column >= s.columns || x-float32(column)*s.pitch() > s.side || y-float32(row)*s.pitch() > s.side {
		return -1
	}
	return row*s.columns + column
}

// ToTop scrolls to the first row.
func (g *Grid) ToTop() { g.scrollTo(0) }

// New returns a grid that shows source, takes pictures from store, says words
// through say, and calls open for a cell that is opened.
func New(source Source, store *picture.Store, say func(model.Text) string, open func(id int)) *Grid {
	g := &Grid{source: source, store: store, say: say, open: open, selected: -1, tappedID: -1}
	g.shape = shapeFor(0)
	g.ExtendBaseWidget(g)
	g.board = newBoard(g)
	g.scroll = container.NewVScroll(g.board)
	g.scroll.OnScrolled = func(fyne.Position) { g.board.arrange() }
	return g
}

// CreateRenderer is Fyne's.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	plain := container.NewThemeOverride(g.scroll, look.Flat{})
	return &control.Drawing{
		Parts: []fyne.CanvasObject{plain},
		Arrange: func(s fyne.Size) {
			anchor := g.anchor()
			g.shape = shapeFor(s.Width)
			plain.Resize(s)
			g.restore(anchor)
			g.relayout()
		},
		Smallest: func() fyne.Size {
			return fyne.NewSize(look.CellMin+2*look.GridMargin, look.CellMin+topMargin+bottomMargin)
		},
		Paint: func() { clear(g.outlines) },
	}
}

// relayout takes in a new number of cells or width.
func (g *Grid) relayout() {
	g.scroll.Refresh() // lays the board out
	g.board.arrange()
}

// Update shows what changed.
func (g *Grid) Update(c model.Changes) {
	for _, p := range c.Pictures {
		g.store.Put(picture.Key{ID: p.ID, Version: p.Version}, p.Image)
	}
	if c.Order {
		g.refreshBoard()
		return
	}
	for _, id := range c.Cells {
		g.board.update(id)
	}
}

func (g *Grid) refreshBoard() {
	if g.board.MinSize().Height != g.board.Size().Height {
		g.relayout()
		return
	}
	g.board.arrange()
}

// Arrived shows a picture that was read from its file.
func (g *Grid) Arrived(k picture.Key) { g.board.update(k.ID) }

// Reset goes back to the top with nothing selected, for another folder.
func (g *Grid) Reset() {
	g.selected = -1
	g.board.release()
	g.scroll.Offset = fyne.Position{}
	g.relayout()
}

// Rearrange calls change, which changes the order of the cells, and keeps what
// is looked at in its place.
func (g *Grid) Rearrange(change func()) {
	anchor := g.anchor()
	change()
	g.restore(anchor)
	g.relayout()
}

// anchor is a cell in sight and how far it is from the top.
type anchor struct {
	id     int
	offset float32
}

func (g *Grid) anchor() anchor {
	shown := g.source.Shown()
	top := g.scroll.Offset.Y
	place := -1
	if p := g.source.Place(g.selected); p >= 0 {
		if y := g.shape.position(p).Y; y+g.shape.side > top && y < top+g.scroll.Size().Height {
			place = p
		}
	}
	if place < 0 && top > topMargin {
		place = int((top-topMargin)/g.shape.pitch()+0.5) * g.shape.columns
	}
	if place < 0 || place >= len(shown) {
		return anchor{id: -1}
	}
	return anchor{shown[place], g.shape.position(place).Y - top}
}

func (g *Grid) restore(a anchor) {
	if a.id < 0 {
		return
	}
	if p := g.source.Place(a.id); p >= 0 {
		g.scrollTo(g.shape.position(p).Y - a.offset)
	}
}

func (g *Grid) scrollTo(y float32) {
	limit := max(0, g.board.MinSize().Height-g.scroll.Size().Height)
	g.scroll.ScrollToOffset(fyne.NewPos(0, min(max(0, y), limit)))
	g.board.arrange() // OnScrolled is called for the wheel and the bar alone
}

// PreviewSide is the side in pixels of the pictures that the cells want.
func (g *Grid) PreviewSide() int {
	side := g.shape.side
	if g.shape.width == 0 {
		side = look.CellMin
	}
	return int(side*g.scale() + 0.999)
}

func (g *Grid) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		return c.Scale()
	}
	return 1
}

// Visit calls f with the place and the widget of each cell in sight.
func (g *Grid) Visit(f func(place int, o fyne.CanvasObject)) {
	for id, c := range g.board.cells {
		f(g.source.Place(id), c)
	}
}

// outlineKey names a drawing of dashes, which all waiting cells share.
type outlineKey struct {
	w, h    int
	working bool
}

func (g *Grid) dashes(w, h int, s model.Status) image.Image {
	k := outlineKey{w, h, s == model.Working}
	if img, ok := g.outlines[k]; ok {
		return img
	}
	if g.outlines == nil || len(g.outlines) > 8 {
		g.outlines = map[outlineKey]*image.RGBA{}
	}
	name := look.Dash
	if k.working {
		name = look.Faint
	}
	scale := float64(g.scale())
	g.outlines[k] = control.Dashes(w, h, look.PictureRound*scale, scale, look.Color(name))
	return g.outlines[k]
}
