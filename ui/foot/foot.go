// Package foot is the strip under the grid: how far a run is, and its outcome.
// It belongs to the UI thread.
package foot

import (
	"time"

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
	gap         = 24 // between figures
	buttonGap   = 16
	barAt       = 20
	rowAt       = 36
	fileLeast   = 72 // room for a name that says something
	buttonWidth = 88
)

// Actions is what the foot asks for.
type Actions struct {
	Pause, Resume, Stop                          func()
	ShowFailed, Retry, CopyReport, Compare, Open func()
	Settings                                     func()
}

// Foot is the widget.
type Foot struct {
	widget.BaseWidget
	view  model.Foot
	title *control.Label
	facts []*control.Label
	file  *control.Label
	notes []*control.Label // lines of advice
	bar   *control.Progress

	pause, resume, stop                      *control.Button
	failed, retry, copyReport, compare, open *control.Button
	settings                                 *control.Button

	pressed   *control.Button // the last one
	pressedAt time.Time
	now       func() time.Time
}

// doubleClick is within which time a second click is taken to be for the button
// that the first one pressed.
const doubleClick = 400 * time.Millisecond

// noteLines is how many lines advice has at most.
const noteLines = 2

// maxFacts is how many figures a foot has at most.
const maxFacts = 5

// New returns a foot that shows nothing yet.
func New(a Actions) *Foot {
	f := &Foot{bar: control.NewProgress(), now: time.Now}
	f.ExtendBaseWidget(f)
	f.title = control.NewLabel("", look.TextBody, look.Text).Bold().Cuttable()
	f.file = control.NewLabel("", look.TextBody, look.Secondary).Cuttable()
	for range noteLines {
		f.notes = append(f.notes, control.NewLabel("", look.TextBody, look.Secondary).Cuttable())
	}
	for range maxFacts {
		f.facts = append(f.facts, control.NewLabel("", look.TextBody, look.Secondary))
	}
	f.pause = f.button(control.Quiet, "foot.pause", "hint.pause", a.Pause)
	f.resume = f.button(control.Quiet, "foot.resume", "hint.resume", a.Resume)
	f.stop = f.button(control.Quiet, "foot.stop", "hint.stop", a.Stop)
	f.failed = f.button(control.Quiet, "foot.showFailed", "hint.showFailed", a.ShowFailed)
	f.retry = f.button(control.Quiet, "foot.retry", "hint.retry", a.Retry)
	f.copyReport = f.button(control.Quiet, "foot.copyReport", "hint.copyReport", a.CopyReport)
	f.compare = f.button(control.Quiet, "foot.compare", "hint.compare", a.Compare)
	f.settings = f.button(control.Quiet, "menu.settings", "hint.output", a.Settings)
	f.open = f.button(control.Primary, "foot.open", "hint.open", a.Open)
	return f
}

func (f *Foot) button(k control.Kind, label, hint string, pressed func()) *control.Button {
	var b *control.Button
	b = control.ButtonOf(k, label, hint, func() { f.press(b, pressed) })
	return b
}

// press does what b is for, unless b has just come to where another button was:
// the second click of a double click on Stop opens no folder. Pause and Resume
// may follow each other at once, since each takes back the other.
func (f *Foot) press(b *control.Button, pressed func()) {
	last, since := f.pressed, f.now().Sub(f.pressedAt)
	f.pressed, f.pressedAt = b, f.now()
	if last == nil || last == b || since >= doubleClick || f.InPlaceOf(last) == fyne.Focusable(b) {
		pressed()
	}
}

// Parts names the controls.
func (f *Foot) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"pause": f.pause, "resume": f.resume, "stop": f.stop, "progress": f.bar,
		"showFailed": f.failed, "retry": f.retry, "copyReport": f.copyReport, "compare": f.compare, "openFolder": f.open, "footSettings": f.settings,
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
	f.bar.SetPart(v.Progress)
	f.pause.SetEnabled(v.StopEnabled)
	f.stop.SetEnabled(v.StopEnabled)
	f.layout(f.Size())
}

func tone(t model.Tone, plain fyne.ThemeColorName) fyne.ThemeColorName {
	if t == model.Bad {
		return look.Failure
	}
	return plain
}

// CreateRenderer is Fyne's.
func (f *Foot) CreateRenderer() fyne.WidgetRenderer {
	d := &control.Drawing{Parts: []fyne.CanvasObject{f.bar, f.title}}
	for _, l := range f.notes {
		d.Parts = append(d.Parts, l)
	}
	for _, l := range f.facts {
		d.Parts = append(d.Parts, l)
	}
	d.Parts = append(d.Parts, f.file, f.failed, f.retry, f.resume, f.pause, f.stop, f.copyReport, f.compare, f.settings, f.open)
	d.Arrange = f.layout
	d.Smallest = func() fyne.Size { return fyne.NewSize(420, Height) }
	return d
}
