package grid

import (
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

// outlineGap is the room between a cell and the outline that selects it, dp.
const outlineGap = 5

// placeOutlines puts an outline around each selected cell in sight.
func (b *board) placeOutlines() {
	used := 0
	for id, c := range b.cells {
		if !b.grid.picks.has(id) {
			continue
		}
		if used == len(b.outlines) {
			b.outlines = append(b.outlines, &canvas.Rectangle{CornerRadius: look.TargetRound})
		}
		o := b.outlines[used]
		used++
		b.paintOutline(o, id == b.grid.selected)
		o.Move(c.Position().SubtractXY(outlineGap, outlineGap))
		o.Resize(c.Size().AddWidthHeight(2*outlineGap, 2*outlineGap))
		o.Show()
		o.Refresh()
	}
	for _, o := range b.outlines[used:] {
		o.Hide()
	}
	if b.outlined != used {
		b.outlined = used
		b.collect()
	}
}

// paintOutline colours the outline of a selected cell; that of the current one is
// stronger.
func (b *board) paintOutline(o *canvas.Rectangle, current bool) {
	o.StrokeWidth = 1
	if current {
		o.StrokeWidth = 2
	}
	o.StrokeColor = look.Color(look.Accent)
	if !b.grid.focused {
		o.StrokeColor = look.Color(look.Secondary)
	}
	o.FillColor = look.Color(look.Clear)
	if b.grid.picks.n > 1 {
		o.FillColor = look.Color(look.Picked)
	}
}
