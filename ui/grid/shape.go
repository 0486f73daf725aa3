package grid

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/look"
)

// shape is the arithmetic of the rows.
type shape struct {
	width   float32
	columns int
	side    float32
}

// shapeFor fits as many cells of at least the given side into a row as there is
// room for, and makes them fill it.
func shapeFor(width, least float32) shape {
	room := width - 2*look.GridMargin
	columns := max(1, int((room+look.CellGap)/(least+look.CellGap)+rounding))
	return shape{width: width, columns: columns, side: max(1, sideFor(room, columns))}
}

func sideFor(room float32, columns int) float32 {
	return (room - look.CellGap*float32(columns-1)) / float32(columns)
}

// rounding is less than any difference that can be seen.
const rounding = 1e-3

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

// block is a rectangle of places: columns from left to before right, rows from
// top to before bottom. The zero block has none.
type block struct{ left, right, top, bottom int }

// touched are the places of cells that a rectangle between two points touches.
func (s shape) touched(p, q fyne.Position, cells int) block {
	left, right := s.lines(p.X-look.GridMargin, q.X-look.GridMargin, s.columns)
	rows := (cells + s.columns - 1) / s.columns
	top, bottom := s.lines(p.Y-topMargin, q.Y-topMargin, rows)
	if left >= right || top >= bottom || top*s.columns+left >= cells {
		return block{}
	}
	return block{left, right, top, bottom}
}

// lines are the columns or rows, of n that there are, that the way between two
// distances from the first one's edge touches.
func (s shape) lines(a, b float32, n int) (first, end int) {
	if a > b {
		a, b = b, a
	}
	if b < 0 {
		return 0, 0
	}
	if a > s.side {
		first = int((a-s.side)/s.pitch()) + 1
	}
	return first, min(int(b/s.pitch())+1, n)
}

// corner is the cell in a corner of the block, or the nearest to it that there is.
func (b block) corner(columns, cells int, right, bottom bool) int {
	column, row := b.left, b.top
	if right {
		column = b.right - 1
	}
	if bottom {
		row = b.bottom - 1
	}
	switch place := row*columns + column; {
	case place < cells:
		return place
	case row > b.top:
		return place - columns // all rows but the last are full
	}
	return cells - 1
}
