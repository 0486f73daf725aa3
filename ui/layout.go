package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/foot"
	"thumbpool/ui/header"
	"thumbpool/ui/look"
	"thumbpool/ui/timeline"
)

// targetTop is where the drop target begins, dp from the top.
const targetTop = 60

// minSize is the smallest window.
var minSize = fyne.NewSize(760, 600)

// timelineGap is the room above the timeline, which stands on the foot.
const timelineGap = 18

// windowLayout places the parts of the window: the rail at the left, and at its
// right the header, the grid or what stands for it, and the foot with the
// timeline on it. The viewer covers all that is at the right.
type windowLayout struct {
	rail, header, grid, welcome, foot, timeline, viewer fyne.CanvasObject
	line                                                *hairline
	strip                                               *strip
	footShown                                           bool
	lanes                                               int // of the timeline; 0 when it is not shown
}

func (w *Window) content() fyne.CanvasObject {
	w.layout = &windowLayout{
		rail: w.rail, header: w.header, grid: w.grid, welcome: w.welcome, foot: w.foot,
		timeline: w.timeline, viewer: w.viewer, line: newHairline(), strip: newStrip(),
	}
	// In this order the keyboard goes through them.
	parts := &fyne.Container{Layout: w.layout, Objects: []fyne.CanvasObject{
		w.rail, w.layout.line, w.header, w.grid, w.welcome, w.layout.strip, w.timeline, w.foot, w.viewer,
	}}
	return &fyne.Container{Layout: stack{}, Objects: []fyne.CanvasObject{parts, w.veil, w.tips.Box, w.observer.Pulse()}}
}

// MinSize is the smallest window.
func (l *windowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return minSize }

// Layout places the parts.
func (l *windowLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	control.Place(l.rail, 0, 0, look.RailWidth-1, s.Height)
	control.Place(l.line, look.RailWidth-1, 0, 1, s.Height)
	x := float32(look.RailWidth)
	width := s.Width - x
	control.Place(l.header, x, 0, width, header.Height)
	control.Place(l.viewer, x, 0, width, s.Height)
	bottom, high := s.Height, float32(foot.Height)
	if l.lanes > 0 {
		lanes := timeline.Height(l.lanes)
		high += lanes + timelineGap - 8 // the progress bar is closer to it than to the edge
		control.Place(l.timeline, x+look.GridMargin, s.Height-high+timelineGap, width-2*look.GridMargin, lanes)
	}
	control.Place(l.strip, x, s.Height-high, width, high)
	control.Place(l.foot, x, s.Height-foot.Height, width, foot.Height)
	if l.footShown {
		bottom -= high
	}
	control.Place(l.grid, x, header.Height, width, bottom-header.Height)
	control.Place(l.welcome, x+look.GridMargin, targetTop, width-2*look.GridMargin, bottom-targetTop-look.GridMargin)
}

// stack gives every object the whole room.
type stack struct{}

func (stack) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (stack) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		control.Place(o, 0, 0, s.Width, s.Height)
	}
}

// strip is the ground of the foot and the timeline.
type strip struct{ widget.BaseWidget }

func newStrip() *strip {
	s := &strip{}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *strip) CreateRenderer() fyne.WidgetRenderer {
	ground, line := &canvas.Rectangle{}, &canvas.Rectangle{}
	d := &control.Drawing{
		Parts: []fyne.CanvasObject{ground, line},
		Arrange: func(s fyne.Size) {
			ground.Resize(s)
			line.Resize(fyne.NewSize(s.Width, 1))
		},
		Smallest: func() fyne.Size { return fyne.NewSize(0, foot.Height) },
		Paint: func() {
			ground.FillColor, line.FillColor = look.Color(look.Surface), look.Color(look.Hairline)
		},
	}
	d.Paint()
	return d
}

// hairline is a line between two parts.
type hairline struct{ widget.BaseWidget }

func newHairline() *hairline {
	l := &hairline{}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's.
func (l *hairline) CreateRenderer() fyne.WidgetRenderer {
	r := canvas.NewRectangle(look.Color(look.Hairline))
	return &control.Drawing{
		Parts:    []fyne.CanvasObject{r},
		Arrange:  func(s fyne.Size) { r.Resize(s) },
		Smallest: func() fyne.Size { return fyne.NewSize(1, 1) },
		Paint:    func() { r.FillColor = look.Color(look.Hairline) },
	}
}
