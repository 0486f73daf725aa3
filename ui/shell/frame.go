package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/foot"
	"thumbpool/ui/header"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/timeline"
)

// targetTop is where the drop target begins, dp from the top.
const targetTop = 60

// timelineGap is the room above the timeline, which stands on the foot.
const timelineGap = 18

// frame places the parts of the window: the rail at the left, and at its right
// the header, the grid or what stands for it, and the foot with the timeline on
// it. The viewer covers all that is at the right.
type frame struct {
	parts Parts
	line  *hairline
	strip *strip
	foot  bool // is shown
	lanes int  // of the timeline; 0 when it is not shown
}

func newFrame(p Parts) *frame { return &frame{parts: p, line: newHairline(), strip: newStrip()} }

// content holds the parts. In this order the keyboard goes through them.
func (f *frame) content() fyne.CanvasObject {
	p := f.parts
	return &fyne.Container{Layout: f, Objects: []fyne.CanvasObject{
		p.Rail, f.line, p.Header, p.Grid, p.Welcome, f.strip, p.Timeline, p.Foot, p.Viewer,
	}}
}

// MinSize is the smallest window.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(model.LeastWidth, model.LeastHeight)
}

// Layout places the parts.
func (f *frame) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	control.Place(f.parts.Rail, 0, 0, look.RailWidth-1, s.Height)
	control.Place(f.line, look.RailWidth-1, 0, 1, s.Height)
	x := float32(look.RailWidth)
	width := s.Width - x
	control.Place(f.parts.Header, x, 0, width, header.Height)
	control.Place(f.parts.Viewer, x, 0, width, s.Height)
	bottom, high := s.Height, float32(foot.Height)
	if f.lanes > 0 {
		lanes := timeline.Height(f.lanes)
		high += lanes + timelineGap - 8 // the progress bar is closer to it than to the edge
		control.Place(f.parts.Timeline, x+look.GridMargin, s.Height-high+timelineGap, width-2*look.GridMargin, lanes)
	}
	control.Place(f.strip, x, s.Height-high, width, high)
	control.Place(f.parts.Foot, x, s.Height-foot.Height, width, foot.Height)
	if f.foot {
		bottom -= high
	}
	control.Place(f.parts.Grid, x, header.Height, width, bottom-header.Height)
	control.Place(f.parts.Welcome, x+look.GridMargin, targetTop, width-2*look.GridMargin, bottom-targetTop-look.GridMargin)
}

// stack gives every object the whole room.
type stack struct {
	resized func(width, height float32) // is told how much that is; may be nil
}

func (stack) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l stack) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		control.Place(o, 0, 0, s.Width, s.Height)
	}
	if l.resized != nil {
		l.resized(s.Width, s.Height)
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
	return control.Drawn(d)
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
		Arrange:  r.Resize,
		Smallest: func() fyne.Size { return fyne.NewSize(1, 1) },
		Paint:    func() { r.FillColor = look.Color(look.Hairline) },
	}
}
