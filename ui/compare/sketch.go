package compare

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor/option"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// sketch is a widget that is drawn anew, from lines and words, whenever its
// size or what it shows changes.
type sketch struct {
	widget.BaseWidget
	draw func(*pen, fyne.Size)
}

func newSketch(draw func(*pen, fyne.Size)) *sketch {
	s := &sketch{draw: draw}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *sketch) CreateRenderer() fyne.WidgetRenderer {
	d := &control.Drawing{}
	d.Arrange = func(size fyne.Size) {
		var p pen
		s.draw(&p, size)
		d.Parts = p.objects
	}
	return d
}

// pen gathers what is drawn. All measures are in dp.
type pen struct{ objects []fyne.CanvasObject }

func (p *pen) put(o fyne.CanvasObject, x, y, w, h float32) {
	control.Place(o, x, y, w, h)
	p.objects = append(p.objects, o)
}

func (p *pen) box(x, y, w, h, radius float32, c color.Color) {
	p.put(&canvas.Rectangle{FillColor: c, CornerRadius: radius}, x, y, w, h)
}

func (p *pen) line(x0, y0, x1, y1, width float32, c color.Color) {
	l := &canvas.Line{StrokeColor: c, StrokeWidth: width, Position1: fyne.NewPos(x0, y0), Position2: fyne.NewPos(x1, y1)}
	p.objects = append(p.objects, l)
}

// dashes draws a line of dashes of 4 dp with gaps of 4 dp.
func (p *pen) dashes(x0, y0, x1, y1 float32, c color.Color) {
	w, h := x1-x0, y1-y0
	length := float32(math.Hypot(float64(w), float64(h)))
	for at := float32(0); at < length; at += 8 {
		end := min(at+4, length)
		p.line(x0+w*at/length, y0+h*at/length, x0+w*end/length, y0+h*end/length, 1, c)
	}
}

func (p *pen) dot(x, y, radius float32, fill, stroke color.Color, width float32) {
	p.put(&canvas.Circle{FillColor: fill, StrokeColor: stroke, StrokeWidth: width}, x-radius, y-radius, 2*radius, 2*radius)
}

// style is how words look.
type style struct {
	size  float32
	color fyne.ThemeColorName
	bold  bool
	align fyne.TextAlign
}

// words writes s into a box of the given width, in the middle of its height.
func (p *pen) words(s string, x, y, w, h float32, st style) {
	t := &canvas.Text{Text: s, TextSize: st.size, Color: look.Color(st.color), Alignment: st.align, TextStyle: fyne.TextStyle{Bold: st.bold}}
	t.Text = control.Fit(s, w, st.size, t.TextStyle)
	m := t.MinSize()
	p.put(t, x, y+(h-m.Height)/2, w, m.Height)
}

// colorOf is the colour of a pool's bars and line.
func colorOf(pool option.Pool) color.Color {
	switch pool {
	case option.PoolGoroutines:
		return look.Color(look.Accent)
	case option.PoolProcesses:
		return look.Color(theme.ColorNameSuccess)
	}
	return look.Color(look.Faint)
}
