// Package setting is a number to choose: a heading, a figure to type over, and
// a slider under them. What cannot be is explained under the slider. It belongs
// to the UI thread.
package setting

import (
	"math"

	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Setting is the parts of a number to choose. It is no widget: its parts are
// laid out by what they are in, with [Setting.Layout].
type Setting struct {
	Number *control.Number
	Slider *control.Slider

	caption *control.Label
	problem *control.Label
	kind    Kind
	value   float64
	changed func(float64)
	checked func() // a problem came or went
}

// Kind is which numbers a setting may be.
type Kind struct {
	Min, Max float64
	Decimals int
	Scale    control.Scale
	Problem  string // key of what to say about a wrong number
}

func (k Kind) format(v float64) string { return words.Figure(v, k.Decimals) }

// parse reads a number; false when it cannot be one of this kind.
func (k Kind) parse(s string) (float64, bool) {
	v, err := words.ParseFigure(s, k.Decimals)
	if err != nil || v < k.Min || v > k.Max || (k.Decimals == 0 && v != math.Trunc(v)) {
		return 0, false
	}
	return k.round(v), true
}

func (k Kind) round(v float64) float64 {
	p := math.Pow(10, float64(k.Decimals))
	return math.Round(v*p) / p
}

// Words is what a setting says about itself.
type Words struct{ Caption, Unit, Hint string }

// New returns a setting that calls changed for a new value and checked when a
// wrong one came or went.
func New(k Kind, w Words, value float64, changed func(float64), checked func()) *Setting {
	s := &Setting{kind: k, value: value, changed: changed, checked: checked}
	s.caption = control.NewCaption(w.Caption)
	s.problem = control.NewLabel("", look.TextSmall, look.Failure).Cuttable()
	s.Number = control.NewNumber(k.format(value), w.Unit, s.typed, func(d int) { s.set(k.round(k.Scale.Step(s.value, d))) })
	s.Slider = control.NewSlider(k.Scale, value, func(v float64) { s.set(k.round(v)) })
	name := control.Sentence(w.Caption)
	s.Number.SetName(name)
	s.Slider.SetName(name)
	s.Slider.SayValue(func(v float64) string { return k.format(v) + " " + s.Number.Unit() })
	s.Number.SetHint(w.Hint)
	s.Slider.SetHint(w.Hint)
	return s
}

// Objects are the parts, in the order of the keyboard.
func (s *Setting) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.caption, s.Number, s.Slider, s.problem}
}

// Size is the height of a setting with the gap under it, dp.
const Size = 64

// Layout places the setting with its top at y.
func (s *Setting) Layout(x, y, width float32) {
	place(s.caption, x, y, width/2, 20)
	n := s.Number.MinSize().Width
	place(s.Number, x+width-n, y, n, 20)
	place(s.Slider, x, y+26, width, 20)
	place(s.problem, x, y+45, width, 16)
}

// set takes a value that is right and shows it.
func (s *Setting) set(v float64) {
	s.Show(v)
	s.changed(v)
}

// Show shows a value that is right.
func (s *Setting) Show(v float64) {
	s.value = v
	s.Number.SetText(s.kind.format(v))
	s.Slider.SetValue(v)
	s.mark("")
}

// typed takes what was typed, which may be wrong.
func (s *Setting) typed(text string) {
	v, ok := s.kind.parse(text)
	if !ok {
		s.mark(words.Of(s.kind.Problem, "Min", s.kind.format(s.kind.Min), "Max", s.kind.format(s.kind.Max)))
		return
	}
	s.set(v)
}

func (s *Setting) mark(problem string) {
	had := s.Wrong()
	s.problem.SetText(problem)
	s.Number.SetWrong(problem != "")
	if had != s.Wrong() {
		s.checked()
	}
}

// Wrong says whether a number was typed that cannot be.
func (s *Setting) Wrong() bool { return s.problem.Text() != "" }

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// Value returns the last value that was right.
func (s *Setting) Value() float64 { return s.value }
