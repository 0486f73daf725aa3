// Package foot is the strip under the grid: how far a run is, and its outcome.
// It belongs to the UI thread.
package foot

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// Measures in dp.
const (
	// Height of the foot, the same in every state.
	Height = 88

	margin      = 24
	gap         = 24 // between figures and between buttons
	barAt       = 20
	rowAt       = 36
	buttonWidth = 88
)

// Actions is what the foot asks for.
type Actions struct {
	Pause, Resume, Stop, Retry, Compare, Open func()
}

// Foot is the widget.
type Foot struct {
	widget.BaseWidget
	view  model.Foot
	title *control.Label
	facts []*control.Label
	file  *control.Label
	note  *control.Label
	bar   *control.Progress

	pause, resume, stop, retry, compare, open *control.Button
}

// maxFacts is how many figures a foot has at most.
const maxFacts = 4

// New returns a foot that shows nothing yet.
func New(a Actions) *Foot {
	f := &Foot{bar: control.NewProgress()}
	f.ExtendBaseWidget(f)
	f.title = control.NewLabel("", look.TextBody, look.Text).Bold().Cuttable()
	f.file = control.NewLabel("", look.TextBody, look.Secondary).Cuttable()
	f.note = control.NewLabel("", look.TextBody, look.Secondary).Cuttable()
	for range maxFacts {
		f.facts = append(f.facts, control.NewLabel("", look.TextBody, look.Secondary))
	}
	f.pause = button(control.Quiet, "foot.pause", "hint.pause", a.Pause)
	f.resume = button(control.Quiet, "foot.resume", "hint.resume", a.Resume)
	f.stop = button(control.Quiet, "foot.stop", "hint.stop", a.Stop)
	f.retry = button(control.Quiet, "foot.retry", "hint.retry", a.Retry)
	f.compare = button(control.Quiet, "foot.compare", "hint.compare", a.Compare)
	f.open = button(control.Primary, "foot.open", "hint.open", a.Open)
	return f
}

func button(k control.Kind, label, hint string, tapped func()) *control.Button {
	b := control.NewButton(k, words.Of(label), tapped)
	b.SetHint(words.Of(hint))
	return b
}

// Parts names the controls.
func (f *Foot) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"pause": f.pause, "resume": f.resume, "stop": f.stop, "retry": f.retry, "compare": f.compare, "openFolder": f.open, "progress": f.bar,
	}
}

// InPlaceOf is the button that has taken the place of one that is hidden now,
// or nil.
func (f *Foot) InPlaceOf(gone fyne.Focusable) fyne.Focusable {
	switch {
	case gone == fyne.Focusable(f.pause) && f.resume.Visible():
		return f.resume
	case gone == fyne.Focusable(f.resume) && f.pause.Visible():
		return f.pause
	}
	return nil
}

// Set shows v.
func (f *Foot) Set(v model.Foot) {
	f.view = v
	f.title.SetText(words.Say(v.Title.Text))
	f.title.KeepRoom(words.Say(v.Title.Widest))
	f.title.SetColor(tone(v.Title.Tone, look.Text))
	for i, l := range f.facts {
		var fact model.Fact
		if i < len(v.Facts) {
			fact = v.Facts[i]
		}
		l.SetText(words.Say(fact.Text))
		l.KeepRoom(words.Say(fact.Widest))
		l.SetColor(tone(fact.Tone, look.Secondary))
	}
	f.file.SetText(v.File)
	f.note.SetText(words.Say(v.Advice))
	f.bar.SetPart(v.Progress)
	f.pause.SetEnabled(v.StopEnabled)
	f.stop.SetEnabled(v.StopEnabled)
	for _, b := range []struct {
		button *control.Button
		shown  bool
	}{{f.pause, v.Pause}, {f.resume, v.Resume}, {f.stop, v.Stop}, {f.retry, v.Retry}, {f.compare, v.Compare}, {f.open, v.Open}} {
		if b.button.Visible() != b.shown {
			show(b.button, b.shown)
		}
	}
	f.layout(f.Size())
}

func tone(t model.Tone, plain fyne.ThemeColorName) fyne.ThemeColorName {
	if t == model.Bad {
		return look.Failure
	}
	return plain
}

func show(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

func (f *Foot) layout(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	advice := !f.view.Advice.None()
	show(f.bar, !advice)
	show(f.note, advice)
	top := s.Height - Height
	place(f.bar, margin, top+barAt, s.Width-2*margin, 4)
	show(f.compare, f.view.Compare)
	right := f.layoutButtons(s.Width-margin, top+rowAt)
	if f.view.Compare && f.least() > right-margin {
		show(f.compare, false) // the outcome matters more
		right = f.layoutButtons(s.Width-margin, top+rowAt)
	}
	if advice {
		f.title.SetSize(look.TextBody, true)
		place(f.title, margin, top+22, right-margin, 20)
		place(f.note, margin, top+44, right-margin, 20)
		for _, l := range f.facts {
			l.Hide()
		}
		f.file.Hide()
		return
	}
	f.layoutFigures(margin, right, top+rowAt)
}

// layoutButtons places the buttons from the right and returns what is free.
func (f *Foot) layoutButtons(right, y float32) float32 {
	for _, b := range []*control.Button{f.open, f.compare, f.stop, f.pause, f.resume, f.retry} {
		if !b.Visible() {
			continue
		}
		w := max(b.MinSize().Width, buttonWidth)
		right -= w
		place(b, right, y, w, look.ControlSize)
		right -= gap
	}
	return right
}

// least is the width of what must be seen: the title, though not large, and the
// figures that are bad news.
func (f *Foot) least() float32 {
	f.title.SetSize(look.TextBody, true)
	width := f.title.Natural()
	for i, fact := range f.view.Facts {
		if fact.Tone != model.Plain {
			width += gap + f.facts[i].MinSize().Width
		}
	}
	return width
}

// layoutFigures places title, figures and file between left and right. When
// they do not fit, plain figures go, the last first, and a large title shrinks.
func (f *Foot) layoutFigures(left, right, y float32) {
	size := float32(look.TextBody)
	if f.view.Large {
		size = look.TextLarge
	}
	shown := make([]bool, len(f.facts))
	need := float32(0)
	for i := range f.view.Facts {
		shown[i] = true
		need += gap + f.facts[i].MinSize().Width
	}
	f.title.SetSize(size, true)
	title := f.title.Natural()
	for i := len(f.view.Facts) - 1; i >= 0 && title+need > right-left; i-- {
		if f.view.Facts[i].Tone == model.Plain {
			shown[i] = false
			need -= gap + f.facts[i].MinSize().Width
		}
	}
	if title+need > right-left {
		f.title.SetSize(look.TextBody, true)
		title = min(f.title.Natural(), right-left-need)
	}
	x := left
	place(f.title, x, y, title, look.ControlSize)
	x += title
	for i, l := range f.facts {
		show(l, shown[i])
		if shown[i] {
			x += gap
			w := l.MinSize().Width
			place(l, x, y, w, look.ControlSize)
			x += w
		}
	}
	show(f.file, x+gap+40 < right && f.view.File != "")
	place(f.file, x+gap, y, max(0, right-x-gap), look.ControlSize)
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// CreateRenderer is Fyne's.
func (f *Foot) CreateRenderer() fyne.WidgetRenderer {
	d := &control.Drawing{Parts: []fyne.CanvasObject{f.bar, f.title, f.note}}
	for _, l := range f.facts {
		d.Parts = append(d.Parts, l)
	}
	d.Parts = append(d.Parts, f.file, f.retry, f.resume, f.pause, f.stop, f.compare, f.open)
	d.Arrange = f.layout
	d.Smallest = func() fyne.Size { return fyne.NewSize(420, Height) }
	d.Paint = func() {}
	return d
}
