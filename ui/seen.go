package ui

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"

	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/observe"
	"thumbpool/ui/shell"
	"thumbpool/ui/words"
)

// Facts are what a test from outside may wait for.
func (w *Window) Facts() []observe.Fact {
	o, m, shown := w.control.Options(), w.control.Model(), look.Light
	if look.IsDark() {
		shown = look.Dark
	}
	facts := []observe.Fact{
		{Name: "subfolders", Value: o.Subfolders},
		{Name: "preset", Value: words.Say(w.control.PresetMenu().Label)},
		{Name: "size", Value: o.Size},
		{Name: "shape", Value: words.Say(model.ShapeOf(o).Short())},
		{Name: "blur", Value: o.Blur},
		{Name: "blurUnit", Value: o.BlurUnit},
		{Name: "workers", Value: o.Workers},
		{Name: "format", Value: o.Format},
		{Name: "metadata", Value: o.Metadata},
		{Name: "times", Value: o.Times},
		{Name: "theme", Value: shown},
		{Name: "cell-size", Value: w.grid.CellSize()},
		{Name: "selected", Value: len(w.grid.Picked())},
		{Name: "make", Value: w.rail.Make.Label()},
		{Name: "state", Value: m.State()},
	}
	if w.viewer.Visible() {
		facts = append(facts, observe.Fact{Name: "view", Value: m.Cell(w.opened).Photo.Rel})
	}
	if w.shell.Dimmed() {
		facts = append(facts, observe.Fact{Name: "drag", Value: ""})
	}
	return facts
}

// Places is where the controls in sight are: x, y, width, height in pixels.
func (w *Window) Places() map[string][4]int {
	places := map[string][4]int{}
	scale := float64(w.win.Canvas().Scale())
	driver := fyne.CurrentApp().Driver()
	add := func(name string, o fyne.CanvasObject, at fyne.Position, s fyne.Size) {
		p := driver.AbsolutePositionForObject(o).Add(at)
		px := func(dp float32) int { return int(math.Round(float64(dp) * scale)) }
		places[name] = [4]int{px(p.X), px(p.Y), px(s.Width), px(s.Height)}
	}
	whole := func(name string, o fyne.CanvasObject) {
		if o.Visible() {
			add(name, o, fyne.Position{}, o.Size())
		}
	}
	for _, p := range []shell.Part{w.rail, w.header, w.foot, w.welcome, w.viewer} {
		if p.Visible() {
			for name, o := range p.Parts() {
				whole(name, o)
			}
		}
	}
	w.header.Orders(func(o model.Order, order fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		name := map[model.Order]string{model.ByFinished: "orderFinished", model.ByName: "orderName", model.ByFailed: "orderFailed"}[o]
		add(name, order, at, size)
	})
	whole("timeline", w.timeline)
	whole("preview", w.preview)
	if w.grid.Visible() {
		whole("grid", w.grid)
		w.grid.Visit(func(place int, o fyne.CanvasObject) { whole(fmt.Sprintf("cell:%d", place), o) })
	}
	for name, o := range w.shell.Over() {
		whole(name, o)
	}
	return places
}
