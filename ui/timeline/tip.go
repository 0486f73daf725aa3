package timeline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

const (
	tipX, tipY = 10, 6 // padding, dp
	tipAway    = 8     // from the bar, dp
	tipWidth   = 420   // the most, dp
)

// tip is two lines beside the pointer that name a photo.
type tip struct {
	back       *canvas.Rectangle
	who, times *canvas.Text
	failed     bool
}

func newTip() *tip {
	p := &tip{
		back:  &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1},
		who:   &canvas.Text{TextSize: look.TextBody},
		times: &canvas.Text{TextSize: look.TextSmall},
	}
	p.hide()
	return p
}

func (p *tip) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.back, p.who, p.times} }

func (p *tip) hide() {
	for _, o := range p.objects() {
		if o.Visible() {
			o.Hide()
		}
	}
}

// show puts the tip over a bar whose upper edge is at top, so that the
// bars under the pointer stay in sight: it may reach out of the widget at its
// upper edge, but not at the sides, which may be those of the window.
func (p *tip) show(who, times string, failed bool, x, top, width float32) {
	room := min(width, tipWidth) - 2*tipX
	p.who.Text = control.Fit(who, room, p.who.TextSize, p.who.TextStyle)
	p.times.Text = control.Fit(times, room, p.times.TextSize, p.times.TextStyle)
	p.failed = failed
	p.paint()
	a, b := p.who.MinSize(), p.times.MinSize()
	size := fyne.NewSize(max(a.Width, b.Width)+2*tipX, a.Height+b.Height+2*tipY)
	at := fyne.NewPos(min(max(0, x-size.Width/2), width-size.Width), top-tipAway-size.Height)
	put(p.back, at, size)
	put(p.who, at.AddXY(tipX, tipY), a)
	put(p.times, at.AddXY(tipX, tipY+a.Height), b)
}

func put(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	o.Move(at)
	o.Resize(size)
	o.Show()
	o.Refresh()
}

// paint takes the colours from the theme.
func (p *tip) paint() {
	p.back.FillColor, p.back.StrokeColor = look.Color(look.Raised), look.Color(look.Dash)
	p.who.Color, p.times.Color = look.Color(look.Text), look.Color(look.Secondary)
	if p.failed {
		p.times.Color = look.Color(look.Failure)
	}
}
