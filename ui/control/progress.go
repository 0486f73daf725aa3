package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
)

// progressSize is the height of the bar, dp.
const progressSize = 4

// Progress is a bar that fills from left to right.
type Progress struct {
	widget.BaseWidget
	part float64
}

// NewProgress returns an empty bar.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// SetPart fills the bar, from 0 to 1.
func (p *Progress) SetPart(part float64) {
	if part = unit(part); part != p.part {
		p.part = part
		p.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	back := &canvas.Rectangle{CornerRadius: progressSize / 2}
	fill := &canvas.Rectangle{CornerRadius: progressSize / 2}
	d := &Drawing{Parts: []fyne.CanvasObject{back, fill}}
	d.Arrange = func(s fyne.Size) {
		back.Resize(s)
		fill.Resize(fyne.NewSize(s.Width*float32(p.part), s.Height))
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(40, progressSize) }
	d.Paint = func() {
		back.FillColor, fill.FillColor = look.Color(look.Hairline), look.Color(look.Accent)
		fill.Hidden = p.part == 0
	}
	return Drawn(d)
}
