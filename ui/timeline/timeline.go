// Package timeline draws a run while it goes on: a lane for each worker and on
// it a bar for each photo, coloured by what the worker did. It shows at a
// glance what runs side by side, where workers wait, and the one slow file.
//
//	batch of events ──► chart: bars by lane, bounded ──► painter ──► one picture
//
// The chart keeps every photo as long as there is room on the screen to tell it
// from its neighbours and joins those that are shorter, so that 20,000 photos
// cost no more than the pixels. All of it belongs to the UI thread; it knows no
// engine but its events.
package timeline

import (
	"image"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor"
	"thumbpool/ui/look"
)

const (
	gutter = 24 // room for the numbers of the lanes, dp
	reach  = 3  // how far from a bar the pointer may be, dp
	pitch  = 16 // from lane to lane where there is room, dp
)

// Timeline is the widget.
type Timeline struct {
	widget.BaseWidget
	// OnSelect, if not nil, is called with the ID of a photo whose bar is
	// clicked.
	OnSelect func(photo int)

	chart   chart
	painter painter
	plot    *canvas.Raster
	tip     *tip
	name    func(id int) string
	pointer fyne.Position
	inside  bool
	focused bool
	ring    *canvas.Rectangle // the keyboard is here
}

// New returns an empty timeline; name says what a photo is called.
func New(name func(id int) string) *Timeline {
	t := &Timeline{chart: newChart(), name: name, tip: newTip()}
	t.ring = &canvas.Rectangle{StrokeWidth: 2, CornerRadius: look.Radius + 3}
	t.ring.Hide()
	t.plot = canvas.NewRaster(t.paint)
	t.plot.ScaleMode = canvas.ImageScaleFastest
	t.ExtendBaseWidget(t)
	return t
}

// Height is the height in dp that suits a number of workers. Where there are
// more than nine, lanes get thinner instead.
func Height(workers int) float32 { return float32(min(max(workers, 3), 9) * pitch) }

// Reset forgets the run, for a new one. The selected photo stays selected.
func (t *Timeline) Reset() {
	selected, pointed := t.chart.selected, t.chart.pointed
	t.chart = newChart()
	t.chart.selected, t.chart.pointed = selected, pointed
	t.Refresh()
}

// Apply takes in a batch of events that came until now. It may be empty: then
// the photos in hand get longer.
func (t *Timeline) Apply(batch []processor.Event, now time.Time) {
	rows := t.chart.rows
	t.chart.apply(batch, now)
	if t.chart.rows != rows {
		t.Refresh()
		return
	}
	t.plot.Refresh()
	t.point()
}

// Select marks the bar of a photo; -1 marks none. It calls nobody.
func (t *Timeline) Select(photo int) {
	if photo != t.chart.selected {
		t.chart.choose(photo)
		t.plot.Refresh()
	}
}

// At returns the bar at a place in the widget.
func (t *Timeline) At(pos fyne.Position) (Bar, bool) {
	width := t.Size().Width - gutter
	if width <= 0 || pos.X < gutter-reach {
		return Bar{}, false
	}
	lane := t.rows().at(float64(pos.Y * t.scale()))
	perDp := float64(t.chart.span) / float64(width)
	return t.chart.at(lane+1, time.Duration(float64(pos.X-gutter)*perDp), time.Duration(reach*perDp))
}

func (t *Timeline) rows() rows {
	scale := t.scale()
	return rowsFor(t.chart.rows, int(t.Size().Height*scale+0.5), scale)
}

// scale is how many pixels there are to a dp.
func (t *Timeline) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		return c.Scale()
	}
	return 1
}

func (t *Timeline) paint(w, h int) image.Image { return t.painter.paint(&t.chart, w, h, t.scale()) }

// Tapped selects the photo under the pointer.
func (t *Timeline) Tapped(ev *fyne.PointEvent) {
	b, ok := t.At(ev.Position)
	if !ok {
		return
	}
	t.chart.cursor = b
	t.pick(b)
}

// MouseIn is called when the pointer comes.
func (t *Timeline) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved names the photo under the pointer.
func (t *Timeline) MouseMoved(ev *desktop.MouseEvent) {
	t.pointer, t.inside = ev.Position, true
	t.point()
}

// MouseOut is called when the pointer goes.
func (t *Timeline) MouseOut() {
	t.inside = false
	t.point()
}

// point brings the tip up to date with the pointer and the bars under it.
func (t *Timeline) point() {
	b, x, ok := t.named()
	if !ok {
		t.tip.hide()
		return
	}
	r, scale := t.rows(), t.scale()
	t.tip.show(describe(b, t.name(b.Photo)), x, float32(r.y(b.Worker-1))/scale, t.Size().Width)
}

// named is the bar that the tip is about, and where that stands: the one under
// the pointer, else the one that the keys are on.
func (t *Timeline) named() (b Bar, x float32, ok bool) {
	if t.inside {
		b, ok = t.At(t.pointer)
		return b, t.pointer.X, ok
	}
	if !t.focused {
		return Bar{}, 0, false
	}
	b, ok = t.chart.current()
	middle := float64(b.Start+b.End) / 2 / float64(t.chart.span)
	return b, gutter + float32(middle)*(t.Size().Width-gutter), ok
}

// CreateRenderer is Fyne's.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{line: t}
	d.Refresh()
	return d
}

// drawing draws a timeline: the picture, a number for each lane, the tip.
type drawing struct {
	line    *Timeline
	numbers []*canvas.Text
}

func (d *drawing) Destroy()           {}
func (d *drawing) MinSize() fyne.Size { return fyne.NewSize(160, Height(1)) }

// Objects are the picture, the numbers and, over them, the tip.
func (d *drawing) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{d.line.plot, d.line.ring}
	for _, n := range d.numbers {
		objects = append(objects, n)
	}
	return append(objects, d.line.tip.objects()...)
}

// Layout places the parts.
func (d *drawing) Layout(s fyne.Size) {
	t := d.line
	t.plot.Move(fyne.NewPos(gutter, 0))
	t.plot.Resize(fyne.NewSize(max(0, s.Width-gutter), s.Height))
	t.ring.Move(fyne.NewPos(gutter-5, -5))
	t.ring.Resize(fyne.NewSize(max(0, s.Width-gutter+10), s.Height+10))
	d.number()
	t.point()
}

// number puts its number beside each lane that gets one.
func (d *drawing) number() {
	t := d.line
	r, scale := t.rows(), t.scale()
	every := r.every(scale)
	need := 0
	if t.chart.rows > 0 {
		need = (t.chart.rows-1)/every + 1
	}
	for len(d.numbers) < need {
		d.numbers = append(d.numbers, &canvas.Text{TextSize: look.TextSmall})
	}
	for i, n := range d.numbers {
		n.Hidden = i >= need
		if n.Hidden {
			continue
		}
		n.Text, n.Color = strconv.Itoa(i*every+1), look.Color(look.Faint)
		m := n.MinSize()
		middle := (float32(r.y(i*every)) + float32(r.bar)/2) / scale
		n.Move(fyne.NewPos(0, middle-m.Height/2))
		n.Resize(m)
	}
}

// Refresh draws all of it anew: the theme or the lanes may have changed.
func (d *drawing) Refresh() {
	d.line.tip.paint()
	d.line.ring.StrokeColor, d.line.ring.FillColor = look.Color(look.Accent), look.Color(look.Clear)
	d.Layout(d.line.Size())
	for _, o := range d.Objects() {
		o.Refresh()
	}
}
