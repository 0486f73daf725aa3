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
	nameAt     = 9
	nameHeight = 20
	factsAt    = 29 // of the line under the name
	factsSize  = 16
	footHeight = 64
	headGap    = 16
	zoomWidth  = 64
)

// CreateRenderer is Fyne's.
func (v *Viewer) CreateRenderer() fyne.WidgetRenderer {
	back, foot, line := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	d := &control.Drawing{Parts: []fyne.CanvasObject{
		back, foot, line, v.name, v.sizes, v.place, v.zoom, v.previous, v.next, v.closing, v.stage,
		v.facts, v.problem, v.file, v.folder,
	}}
	signs := newSigns(v.previous, v.next)
	d.Parts = append(d.Parts, signs.lines()...)
	d.Arrange = func(s fyne.Size) {
		back.Resize(s)
		bottom := s.Height - footHeight
		control.Place(foot, 0, bottom, s.Width, footHeight)
		control.Place(line, 0, bottom, s.Width, 1)
		control.Place(v.stage, 0, headHeight, s.Width, max(0, bottom-headHeight))
		v.layoutHead(s)
		v.layoutFoot(s)
		signs.arrange()
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(480, 320) }
	d.Paint = func() {
		back.FillColor = look.Color(theme.ColorNameBackground)
		foot.FillColor = look.Color(look.Surface)
		line.FillColor = look.Color(look.Hairline)
		signs.arrange()
	}
	return control.Drawn(d)
}

// signs are the angles on the buttons for the previous and the next photo.
type signs struct {
	previous, next *control.Button
	line           [4]*canvas.Line
}

func newSigns(previous, next *control.Button) *signs {
	s := &signs{previous: previous, next: next}
	for i := range s.line {
		s.line[i] = &canvas.Line{StrokeWidth: 1.75}
	}
	return s
}

func (s *signs) lines() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.line[0], s.line[1], s.line[2], s.line[3]}
}

func (s *signs) arrange() {
	angle(s.line[0], s.line[1], middleOf(s.previous), -2.5)
	angle(s.line[2], s.line[3], middleOf(s.next), 2.5)
	for i, l := range s.line {
		b := s.previous
		if i >= 2 {
			b = s.next
		}
		l.StrokeColor = look.Color(look.Secondary)
		control.SetVisible(l, b.Visible())
	}
}

func middleOf(o fyne.CanvasObject) fyne.Position {
	return o.Position().AddXY(o.Size().Width/2, o.Size().Height/2)
}

// angle makes two lines an angle around a place: its tip is so far to the
// right of it, or to the left if less than zero.
func angle(a, b *canvas.Line, at fyne.Position, tip float32) {
	a.Position1, b.Position1 = at.AddXY(tip, 0), at.AddXY(tip, 0)
	a.Position2, b.Position2 = at.AddXY(-tip, -2*tip), at.AddXY(-tip, 2*tip)
}

// layoutHead places what is over the stage: at the left what is shown, at the
// right how. A path that is too long loses folders at its beginning.
func (v *Viewer) layoutHead(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	right := s.Width - look.GridMargin + 7 // the icon, not its field, is in line with the rest
	for _, b := range []*control.Button{v.closing, v.next, v.previous} {
		right -= look.ControlSize
		control.Place(b, right, headMiddle-look.ControlSize/2, look.ControlSize, look.ControlSize)
		if b == v.closing {
			right -= 8
		}
	}
	right -= zoomWidth + 8
	control.Place(v.zoom, right, headMiddle-look.ControlSize/2, zoomWidth, look.ControlSize)
	x, room := float32(look.GridMargin), right-headGap-look.GridMargin
	control.Place(v.name, x, nameAt, room, nameHeight)
	v.name.SetText(control.FitPath(v.item.Name, room, look.TextBody, fyne.TextStyle{Bold: true}))
	for _, l := range []*control.Label{v.place, v.sizes} {
		w := max(0, min(l.Natural(), look.GridMargin+room-x))
		control.Place(l, x, factsAt, w, factsSize)
		if w > 0 {
			x += w + headGap
		}
	}
}

// layoutFoot places what is under the stage.
func (v *Viewer) layoutFoot(s fyne.Size) {
	y := s.Height - footHeight + (footHeight-look.ControlSize)/2
	right := s.Width - look.GridMargin
	for _, b := range []*control.Button{v.folder, v.file} {
		w := b.MinSize().Width
		control.Place(b, right-w, y, w, look.ControlSize)
		right -= w + 8
	}
	room := max(0, right-headGap-look.GridMargin)
	control.Place(v.facts, look.GridMargin, y, room, look.ControlSize)
	control.Place(v.problem, look.GridMargin, y, room, look.ControlSize)
}
