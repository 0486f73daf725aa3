package viewer

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

const (
	dotSize = 8 // dp
	factGap = 20
)

// facts is a line that says how long each step of a photo took: a dot in the
// colour that the step has in the timeline, its name, its time.
type facts struct {
	widget.BaseWidget
	list []fact
}

type fact struct {
	took  time.Duration
	color fyne.ThemeColorName
	dot   *canvas.Rectangle
	name  *canvas.Text
	time  *canvas.Text
}

// step is how a step is shown.
type step struct {
	step  processor.Step
	name  string
	color fyne.ThemeColorName
}

// steps are those that belong to a photo, in their order.
func steps() []step {
	const decode, reduce, save = look.Accent, theme.ColorNameSuccess, theme.ColorNameWarning
	return []step{
		{processor.StepRead, "step.read", decode},
		{processor.StepDecode, "step.decode", decode},
		{processor.StepReduce, "step.reduce", reduce},
		{processor.StepOrient, "step.orient", reduce},
		{processor.StepEncode, "step.encode", save},
		{processor.StepSave, "step.save", save},
	}
}

func newFacts() *facts {
	f := &facts{}
	f.ExtendBaseWidget(f)
	return f
}

// set shows the steps that took a time worth telling.
func (f *facts) set(times processor.Times) {
	f.list = nil
	for _, s := range steps() {
		if took := times[s.step]; took >= 50*time.Microsecond {
			f.list = append(f.list, fact{
				took: took, color: s.color,
				dot:  &canvas.Rectangle{CornerRadius: 2},
				name: &canvas.Text{Text: words.Of(s.name), TextSize: look.TextBody},
				time: &canvas.Text{Text: words.Say(model.Exactly(took)), TextSize: look.TextBody},
			})
		}
	}
	f.Refresh()
}

func (t fact) width() float32 {
	return dotSize + 6 + t.name.MinSize().Width + 6 + t.time.MinSize().Width
}

// fitting are the facts that there is room for: the shortest steps are left
// out first.
func (f *facts) fitting(room float32) []fact {
	list := append([]fact(nil), f.list...)
	for len(list) > 0 {
		width, shortest := -float32(factGap), 0
		for i, t := range list {
			width += t.width() + factGap
			if t.took < list[shortest].took {
				shortest = i
			}
		}
		if width <= room {
			break
		}
		list = append(list[:shortest], list[shortest+1:]...)
	}
	return list
}

// CreateRenderer is Fyne's.
func (f *facts) CreateRenderer() fyne.WidgetRenderer { return &factsDrawing{facts: f} }

// factsDrawing draws facts. Its objects change with them.
type factsDrawing struct {
	facts   *facts
	objects []fyne.CanvasObject
}

func (d *factsDrawing) Destroy()                     {}
func (d *factsDrawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *factsDrawing) MinSize() fyne.Size           { return fyne.NewSize(0, look.ControlSize) }

// Refresh takes the colours of the theme anew.
func (d *factsDrawing) Refresh() {
	d.Layout(d.facts.Size())
	canvas.Refresh(d.facts)
}

// Layout puts the facts in a line.
func (d *factsDrawing) Layout(s fyne.Size) {
	d.objects = d.objects[:0]
	x := float32(0)
	put := func(o fyne.CanvasObject, w, h, gap float32) {
		control.Place(o, x, (s.Height-h)/2, w, h)
		d.objects = append(d.objects, o)
		x += w + gap
	}
	word := func(t *canvas.Text, c color.Color, gap float32) {
		t.Color = c
		m := t.MinSize()
		put(t, m.Width, m.Height, gap)
		t.Refresh()
	}
	for _, t := range d.facts.fitting(s.Width) {
		t.dot.FillColor = look.Color(t.color)
		put(t.dot, dotSize, dotSize, 6)
		word(t.name, look.Color(look.Secondary), 6)
		word(t.time, look.Color(look.Text), factGap)
	}
}
