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
	// OnSelect, if not nil, is called with the ID of the current photo when it is
	// another, or -1 when there is none any more.
	OnSelect func(id int)
	// OnHover, if not nil, is called when the pointer comes to a cell, which
	// explains itself, and when it leaves it or the cell shows another photo.
	OnHover func(cell control.Explained, there bool)
	// OnPicked, if not nil, is called with the number of selected photos when it
	// changes.
	OnPicked func(n int)
	// OnMenu, if not nil, is called for the menu of the selected photos, with a
	// place of the window.
	OnMenu func(at fyne.Position)
	// OnCellSize, if not nil, is called with the size of the cells when it
	// changes.
	OnCellSize func(side float32)
	// Clock is what the grid waits by.
	Clock Clock
	// Modifiers are the keys that are held beside another.
	Modifiers func() fyne.KeyModifier

	source Source
	store  *picture.Store
	say    func(model.Text) string
	open   func(id int)

	scroll   *pane
	under    *cell // the cell that the pointer rests on, or nil
	board    *board
	shape    shape
	cellSize float32 // the least side of a cell
	held     anchor  // what stays in its place
	resized  int     // counts changes of the cells' side
	settled  bool    // that side has not changed for a while
	wheel    float32 // way of the wheel that has not been acted on
	selected int     // ID of the current photo, or -1
	picks    picks   // the selected photos
	band     band
	origin   int // ID where a range of them begins, or -1
	focused  bool
	typed    string // of a name, in the last second
	typing   int    // counts what the note says, so that a late timer hides nothing
	note     *note
	tappedID int
	tappedAt time.Time
	outlines map[outlineKey]*image.RGBA
}

// ToTop scrolls to the first row.
func (g *Grid) ToTop() { g.scrollTo(0) }

// New returns a grid that shows source, takes pictures from store, says words
// through say, and calls open for a cell that is opened.
func New(source Source, store *picture.Store, say func(model.Text) string, open func(id int)) *Grid {
	g := &Grid{
		source: source, store: store, say: say, open: open, selected: -1, origin: -1, tappedID: -1,
		cellSize: model.UsualCell, settled: true, held: nothing,
		Clock: RealClock{fyne.Do}, Modifiers: modifiers,
	}
	g.shape = shapeFor(0, g.cellSize)
	g.ExtendBaseWidget(g)
	g.board, g.note, g.band = newBoard(g), newNote(), newBand()
	g.scroll = newPane(g.board, func() fyne.KeyModifier { return g.Modifiers() }, g.turn)
	g.scroll.OnScrolled = func(fyne.Position) {
		if g.under != nil {
			g.under.MouseOut() // it moves away under the pointer
		}
		g.board.arrange()
		if g.band.drag == bandDrag {
			g.stretchBand()
		}
	}
	return g
}

// CreateRenderer is Fyne's.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	plain := container.NewThemeOverride(g.scroll, look.Flat{})
	return &control.Drawing{
		Parts: []fyne.CanvasObject{plain, g.note.back, g.note.text},
		Arrange: func(s fyne.Size) {
			g.keepPlace(func() {
				g.setShape(shapeFor(s.Width, g.cellSize))
				plain.Resize(s)
			})
			g.note.layout(s)
		},
		Smallest: func() fyne.Size {
			return fyne.NewSize(model.SmallestCell+2*look.GridMargin, model.SmallestCell+topMargin+bottomMargin)
		},
		Paint: func() {
			clear(g.outlines)
			g.note.paint()
		},
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
		g.store.Put(picture.Key{ID: p.ID, Version: p.Version}, p.Image, reducedFor(p.Image, g.source.Cell(p.ID)))
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
	g.selected, g.origin, g.held = -1, -1, nothing
	g.change(g.picks.clear)
	g.endBand()
	g.stopTyping()
	g.board.release()
	g.scroll.Offset = fyne.Position{}
	g.relayout()
}

// Rearranged takes in another order of the cells, and keeps what is looked at in
// its place.
func (g *Grid) Rearranged() { g.keepPlace(func() {}) }

func (g *Grid) scrollTo(y float32) {
	limit := max(0, g.board.MinSize().Height-g.scroll.Size().Height)
	g.scroll.ScrollToOffset(fyne.NewPos(0, min(max(0, y), limit)))
	g.board.arrange() // OnScrolled is called for the wheel and the bar alone
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
