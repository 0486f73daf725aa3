package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// Measures in dp.
const (
	headHeight = 52
	headMiddle = 28
	footHeight = 64
	headGap    = 16
	zoomWidth  = 64
)

// CreateRenderer is Fyne's.
func (v *Viewer) CreateRenderer() fyne.WidgetRenderer {
	back, foot, line := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	d := &control.Drawing{Parts: []fyne.CanvasObject{
		back, foot, line, v.stage, v.name, v.sizes, v.place, v.zoom, v.previous, v.next, v.closing,
		v.facts, v.problem, v.file, v.folder,
	}}
	d.Arrange = func(s fyne.Size) {
		back.Resize(s)
		bottom := s.Height - footHeight
		place(foot, 0, bottom, s.Width, footHeight)
		place(line, 0, bottom, s.Width, 1)
		place(v.stage, 0, headHeight, s.Width, max(0, bottom-headHeight))
		v.layoutHead(s)
		v.layoutFoot(s)
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(480, 320) }
	d.Paint = func() {
		back.FillColor = look.Color(theme.ColorNameBackground)
		foot.FillColor = look.Color(look.Surface)
		line.FillColor = look.Color(look.Hairline)
	}
	d.Paint()
	return d
}

// layoutHead places what is over the stage: at the left what is shown, at the
// right how.
func (v *Viewer) layoutHead(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	right := s.Width - look.GridMargin + 7 // the icon, not its field, is in line with the rest
	for _, b := range []*control.Button{v.closing, v.next, v.previous} {
		right -= look.ControlSize
		place(b, right, headMiddle-look.ControlSize/2, look.ControlSize, look.ControlSize)
		if b == v.closing {
			right -= 8
		}
	}
	right -= zoomWidth + 8
	place(v.zoom, right, headMiddle-look.ControlSize/2, zoomWidth, look.ControlSize)
	x := float32(look.GridMargin)
	rest := v.sizes.Natural() + v.place.Natural() + 3*headGap
	for _, l := range []*control.Label{v.name, v.sizes, v.place} {
		w := l.Natural()
		if l == v.name {
			w = max(0, min(w, right-x-rest))
		}
		place(l, x, headMiddle-look.ControlSize/2, w, look.ControlSize)
		x += w + headGap
	}
}

// layoutFoot places what is under the stage.
func (v *Viewer) layoutFoot(s fyne.Size) {
	y := s.Height - footHeight + (footHeight-look.ControlSize)/2
	right := s.Width - look.GridMargin
	for _, b := range []*control.Button{v.folder, v.file} {
		w := b.MinSize().Width
		place(b, right-w, y, w, look.ControlSize)
		right -= w + 8
	}
	room := max(0, right-headGap-look.GridMargin)
	place(v.facts, look.GridMargin, y, room, look.ControlSize)
	place(v.problem, look.GridMargin, y, room, look.ControlSize)
}
