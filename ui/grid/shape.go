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
