package timeline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

const (
	tipX, tipY = 10, 6 // padding, dp
	tipAway    = 8     // from the bar, dp
	tipGap     = 12    // between the times, dp
	swatchSize = 7     // side of the square that names a colour, dp
)

// tip is two lines beside the pointer that name a photo and, with the colours
// of the bar, its times.
type tip struct {
	back       *canvas.Rectangle
	who, times *canvas.Text
	swatches   [numParts]*canvas.Rectangle
	parts      [numParts]*canvas.Text
	failed     bool
}

func newTip() *tip {
	p := &tip{
		back:  &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1},
		who:   &canvas.Text{TextSize: look.TextBody},
		times: &canvas.Text{TextSize: look.TextSmall},
	}
	for i := range p.parts {
		p.swatches[i] = &canvas.Rectangle{CornerRadius: 2}
		p.parts[i] = &canvas.Text{TextSize: look.TextSmall}
	}
	p.hide()
	return p
}

func (p *tip) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{p.back, p.who, p.times}
	for i := range p.parts {
		objects = append(objects, p.swatches[i], p.parts[i])
	}
	return objects
}

func (p *tip) hide() { hide(p.objects()...) }

func hide(objects ...fyne.CanvasObject) {
	for _, o := range objects {
		if o.Visible() {
			o.Hide()
		}
	}
}

// show puts the tip over a bar whose upper edge is at top, so that the bars
// under the pointer stay in sight: it may reach out of the widget there, but
// not at the sides, which may be those of the window.
func (p *tip) show(a account, x, top, width float32) {
	p.who.Text = control.Fit(words.Say(a.who), width-2*tipX, p.who.TextSize, p.who.TextStyle)
	p.times.Text = control.Fit(words.Say(a.times), width-2*tipX, p.times.TextSize, p.times.TextStyle)
	p.failed = a.failed
	p.paint()
	who, times := p.who.MinSize(), p.times.MinSize()
	second := times.Width
	for i, t := range a.parts {
		p.parts[i].Text = words.Say(t)
		second += tipGap + swatchSize + 4 + p.parts[i].MinSize().Width
	}
	size := fyne.NewSize(max(who.Width, second)+2*tipX, who.Height+times.Height+2*tipY)
	at := fyne.NewPos(min(max(0, x-size.Width/2), width-size.Width), top-tipAway-size.Height)
	put(p.back, at, size)
	put(p.who, at.AddXY(tipX, tipY), who)
	at = at.AddXY(tipX, tipY+who.Height)
	put(p.times, at, times)
	at.X += times.Width
	for i, t := range p.parts {
		if i >= len(a.parts) {
			hide(p.swatches[i], t)
			continue
		}
		m := t.MinSize()
		at.X += tipGap
		put(p.swatches[i], at.AddXY(0, (m.Height-swatchSize)/2), fyne.NewSquareSize(swatchSize))
		at.X += swatchSize + 4
		put(t, at, m)
		at.X += m.Width
	}
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
	for i, c := range partColors() {
		p.swatches[i].FillColor, p.parts[i].Color = c, look.Color(look.Secondary)
	}
}
