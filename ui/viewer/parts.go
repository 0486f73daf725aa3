package viewer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

const (
	handleSize = 32  // across, dp
	signAway   = 6.5 // from its middle to that of an angle on it, dp
	signTip    = 2.2 // from there to its tip, dp
	barWidth   = 48  // of the bar for the keyboard, dp
	barHeight  = 3
	messageMax = 420 // width of a reason, dp
)

// stageParts draws a stage: the pixels of the photo, and over them the divider
// and the words.
type stageParts struct {
	stage         *stage
	raster        *canvas.Raster
	shade, line   *canvas.Rectangle
	handle        *canvas.Circle
	bar           *canvas.Rectangle // the keyboard is here, and there is no divider
	signs         [4]*canvas.Line   // ‹ ›
	before, after *control.Tag
	kind          *canvas.Text
	reason        *widget.RichText
	said          *widget.TextSegment
	objects       []fyne.CanvasObject
}

func newStageParts(s *stage) *stageParts {
	p := &stageParts{
		stage:  s,
		raster: canvas.NewRaster(s.paintPixels),
		shade:  &canvas.Rectangle{FillColor: color.NRGBA{A: 0x48}},
		line:   &canvas.Rectangle{FillColor: color.White},
		handle: &canvas.Circle{FillColor: color.NRGBA{R: 0x17, G: 0x18, B: 0x1a, A: 0xa8}, StrokeColor: color.White, StrokeWidth: 2},
		before: control.NewTag(words.Of("pair.before")),
		after:  control.NewTag(words.Of("pair.after")),
		kind:   &canvas.Text{TextSize: look.TextBody, TextStyle: fyne.TextStyle{Bold: true}, Alignment: fyne.TextAlignCenter},
	}
	p.bar = &canvas.Rectangle{CornerRadius: barHeight / 2}
	p.raster.ScaleMode = canvas.ImageScaleFastest
	p.said = &widget.TextSegment{Style: widget.RichTextStyle{ColorName: look.Secondary, Alignment: fyne.TextAlignCenter}}
	p.reason = widget.NewRichText(p.said)
	p.reason.Wrapping = fyne.TextWrapWord
	p.objects = []fyne.CanvasObject{p.raster, p.shade, p.line, p.handle}
	for i := range p.signs {
		p.signs[i] = &canvas.Line{StrokeColor: color.White, StrokeWidth: 2}
		p.objects = append(p.objects, p.signs[i])
	}
	p.objects = append(p.objects, p.before, p.after, p.kind, p.reason, p.bar)
	return p
}

// showFocus marks the handle of the divider, or draws a bar where there is none.
func (p *stageParts) showFocus() {
	focus := look.Color(look.Accent)
	p.handle.StrokeColor = color.White
	if p.stage.focused {
		p.handle.StrokeColor = focus
	}
	p.bar.FillColor = focus
	control.SetVisible(p.bar, p.stage.focused && !p.handle.Visible())
	p.handle.Refresh()
}

// Destroy does nothing: the parts hold no resources.
func (p *stageParts) Destroy() {}

// Objects are the parts.
func (p *stageParts) Objects() []fyne.CanvasObject { return p.objects }

// MinSize is the smallest size.
func (p *stageParts) MinSize() fyne.Size { return fyne.NewSize(200, 150) }

// Layout places the parts.
func (p *stageParts) Layout(size fyne.Size) {
	p.raster.Resize(size)
	control.Place(p.bar, (size.Width-barWidth)/2, size.Height-barHeight-4, barWidth, barHeight)
	p.stage.resized(size)
	p.arrange()
}

// Refresh draws the stage anew.
func (p *stageParts) Refresh() {
	p.paint()
	for _, o := range p.objects {
		if o.Visible() {
			o.Refresh()
		}
	}
}

func (p *stageParts) paint() {
	p.kind.Text, p.kind.Color = p.stage.kind, look.Color(look.Failure)
	if p.said.Text != p.stage.reason {
		p.said.Text = p.stage.reason
		p.reason.Refresh()
	}
	p.arrange()
}

// arrange puts what lies over the photo where the view says.
func (p *stageParts) arrange() {
	p.arrangeMessage()
	s := p.stage
	compare := s.pair && !s.view.empty() && (s.before != nil || s.after != nil)
	for _, o := range p.objects[1 : len(p.objects)-3] {
		control.SetVisible(o, compare)
	}
	p.showFocus()
	if !compare {
		return
	}
	k := float32(1 / s.scale())
	seen := s.view.seen()
	left, right := float32(seen.Min.X)*k, float32(seen.Max.X)*k
	top, bottom := float32(seen.Min.Y)*k, float32(seen.Max.Y)*k
	x := float32(s.view.divider()) * k
	control.Place(p.shade, x-2, top, 4, bottom-top)
	control.Place(p.line, x-1, top, 2, bottom-top)
	p.arrangeHandle(x, (top+bottom)/2)

	size := p.before.MinSize()
	y := bottom - size.Height - control.TagInset
	control.Place(p.before, left+control.TagInset, y, size.Width, size.Height)
	control.SetVisible(p.before, x-left > size.Width+3*control.TagInset)
	size = p.after.MinSize()
	right = min(right, float32(s.thumbFrame().Max.X)*k) // of a thumbnail that was cropped
	control.Place(p.after, right-control.TagInset-size.Width, y, size.Width, size.Height)
	control.SetVisible(p.after, right-x > size.Width+3*control.TagInset)
}

// arrangeHandle puts the handle of the divider around a point.
func (p *stageParts) arrangeHandle(x, y float32) {
	control.Place(p.handle, x-handleSize/2, y-handleSize/2, handleSize, handleSize)
	angle(p.signs[0], p.signs[1], fyne.NewPos(x-signAway, y), -signTip)
	angle(p.signs[2], p.signs[3], fyne.NewPos(x+signAway, y), signTip)
}

// arrangeMessage puts the words about a failed photo in the middle.
func (p *stageParts) arrangeMessage() {
	failed := p.stage.kind != ""
	control.SetVisible(p.kind, failed)
	control.SetVisible(p.reason, failed)
	if !failed {
		return
	}
	size := p.stage.Size()
	width := min(messageMax, size.Width)
	p.reason.Resize(fyne.NewSize(width, size.Height)) // its height follows from its width
	kind, reason := p.kind.MinSize().Height, p.reason.MinSize().Height
	y := (size.Height - kind - reason) / 2
	control.Place(p.kind, 0, y, size.Width, kind)
	control.Place(p.reason, (size.Width-width)/2, y+kind, width, reason)
}
