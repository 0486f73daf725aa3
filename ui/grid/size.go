package grid

import (
	"image"
	"time"

	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
)

const (
	// settleTime is how long the cells keep their size before pictures are read
	// again for it, so that a drag of the slider reads none.
	settleTime = 250 * time.Millisecond
	// wheelNotch is how far the wheel turns for the next size.
	wheelNotch = 20
)

// CellSize is the least side of a cell, dp.
func (g *Grid) CellSize() float32 { return g.cellSize }

// SetCellSize changes the least side of a cell and keeps what is looked at in
// its place.
func (g *Grid) SetCellSize(side float32) {
	side = min(max(side, model.SmallestCell), model.LargestCell)
	if side == g.cellSize {
		return
	}
	g.cellSize = side
	if shape := shapeFor(g.shape.width, side); shape != g.shape {
		g.keepPlace(func() { g.setShape(shape) })
	}
	if g.OnCellSize != nil {
		g.OnCellSize(side)
	}
}

// StepCellSize makes the cells so much larger, or smaller for -1, that a row
// has one less or one more.
func (g *Grid) StepCellSize(direction int) {
	room := g.shape.width - 2*look.GridMargin
	columns := g.shape.columns - direction
	switch {
	case columns < 1:
		g.SetCellSize(model.LargestCell)
	default:
		g.SetCellSize(sideFor(room, columns))
	}
}

// turn steps the size of the cells with the wheel.
func (g *Grid) turn(by float32) {
	if by*g.wheel < 0 {
		g.wheel = 0 // the other way
	}
	for g.wheel += by; g.wheel >= wheelNotch; g.wheel -= wheelNotch {
		g.StepCellSize(1)
	}
	for ; g.wheel <= -wheelNotch; g.wheel += wheelNotch {
		g.StepCellSize(-1)
	}
}

// setShape takes in a new arithmetic of the rows. Pictures that do not look
// right in the new cells are read again when the size stays for a while.
func (g *Grid) setShape(s shape) {
	if s.side != g.shape.side && g.shape.width > 0 {
		g.settled = false
		g.resized++
		turn := g.resized
		g.Clock.After(settleTime, func() {
			if turn == g.resized {
				g.settled = true
				g.board.arrange()
			}
		})
	}
	g.shape = s
}

// PreviewSide is the side in pixels of the pictures that the cells want.
func (g *Grid) PreviewSide() int {
	side := g.shape.side
	if g.shape.width == 0 {
		side = g.cellSize
	}
	return int(side*g.scale() + 0.999)
}

// reducedFor is the side of the cells that a picture of the engine's is made for.
func reducedFor(img *image.RGBA, c *model.Cell) int {
	longest := max(img.Rect.Dx(), img.Rect.Dy())
	if thumb := max(c.ThumbSize.X, c.ThumbSize.Y); thumb > 0 && thumb <= longest {
		return picture.Whole
	}
	return longest
}

// natural is the size of a thumbnail in pixels; zero when it is not known.
func (g *Grid) natural(k picture.Key, img *image.RGBA, c *model.Cell) image.Point {
	if g.store.IsWhole(k) {
		return img.Rect.Size()
	}
	return c.ThumbSize
}

// anchor is a cell that stays in its place while the rows change.
type anchor struct {
	id     int     // or -1
	offset float32 // from the top of what is in sight, when it was taken for this
	pitch  float32 // of the rows then
	at     float32 // where it came to be
}

// nothing is the anchor when the first row is at the top: it stays there.
var nothing = anchor{id: -1}

// keepPlace calls change, after which the cells may be elsewhere, and keeps the
// selected cell in its place, or the first in sight if that is not. A cell that
// is kept through a drag of the slider is the same all the time, so that what is
// in sight does not wander.
func (g *Grid) keepPlace(change func()) {
	a := g.anchor()
	change()
	if place := g.source.Place(a.id); place >= 0 {
		g.scrollTo(g.shape.position(place).Y - a.in(g.shape, g.scroll.Size().Height))
	}
	g.relayout()
	g.held = a
	if place := g.source.Place(a.id); place >= 0 {
		g.held.at = g.shape.position(place).Y - g.scroll.Offset.Y
	}
}

// anchor is what keepPlace keeps, of the cells as they stand: the order may be
// another one already.
func (g *Grid) anchor() anchor {
	top, height := g.scroll.Offset.Y, g.scroll.Size().Height
	if y, there := g.board.stands(g.held.id); there && near(y-top, g.held.at) {
		return g.held // nothing has been scrolled
	}
	id := g.selected
	if y, there := g.board.stands(id); !there || y+g.shape.side <= top || y >= top+height {
		id = -1
	}
	if id < 0 && top > topMargin {
		row := int((top-topMargin)/g.shape.pitch() + 0.5)
		id = g.board.first(g.shape.position(row * g.shape.columns).Y)
	}
	y, there := g.board.stands(id)
	if !there {
		return nothing
	}
	return anchor{id: id, offset: y - top, pitch: g.shape.pitch()}
}

// in is where the anchor should be in rows of another size: as much of it is in
// sight as was, if there is room.
func (a anchor) in(s shape, height float32) float32 {
	if a.offset < 0 {
		return a.offset * s.pitch() / a.pitch
	}
	return max(min(a.offset, height-s.side-outlineRoom), 0)
}

func near(a, b float32) bool { return a-b < 0.5 && b-a < 0.5 }
