// Package setting is a number to choose: a heading, a figure to type over, and
// a slider under them, with values that are used often. What cannot be is
// explained under the slider. It belongs to the UI thread.
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
	Chips  *control.Chips // the values that are used often, or nil

	beside  *control.Choice // what the figure is of, or nil
	caption *control.Label
	problem *control.Label
	corner  fyne.Position // the upper right one
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
	Problem  string    // key of what to say about a wrong number
	Usual    []float64 // values that are used often, ascending
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
type Words struct {
	Caption    *control.Label
	Unit, Hint string
}

// New returns a setting that calls changed for a new value and checked when a
// wrong one came or went.
func New(k Kind, w Words, value float64, changed func(float64), checked func()) *Setting {
	s := &Setting{kind: k, value: value, changed: changed, checked: checked}
	s.caption = w.Caption
	s.problem = control.NewLabel("", look.TextSmall, look.Failure).Cuttable()
	s.Number = control.NewNumber(k.format(value), w.Unit, s.typed, func(d int) { s.set(k.round(k.Scale.Step(s.value, d))) })
	s.Number.OnChanged = func(string) { s.placeNumber() } // it is as wide as what is typed
	s.Slider = control.NewSlider(k.Scale, value, func(v float64) { s.set(k.round(v)) })
	name := control.Sentence(w.Caption.Text())
	s.Number.SetName(name)
	s.Slider.SetName(name)
	s.Slider.SayValue(func(v float64) string { return k.format(v) + " " + s.Number.Unit() })
	if len(k.Usual) > 0 {
		s.Chips = control.NewChips(k.Usual, value, func(v float64) { s.set(v) })
		s.Chips.SetName(name)
	}
	s.SetHint(w.Hint)
	return s
}

// Beside puts a choice beside the heading: what the figure is of.
func (s *Setting) Beside(c *control.Choice) *Setting {
	s.beside = c
	c.SetName(control.Sentence(s.caption.Text()))
	return s
}

// SetHint sets what the setting says about itself.
func (s *Setting) SetHint(hint string) {
	s.Number.SetHint(hint)
	s.Slider.SetHint(hint)
	if s.Chips != nil {
		s.Chips.SetHint(hint)
	}
}

// Objects are the parts, in the order of the keyboard.
func (s *Setting) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.caption}
	if s.beside != nil {
		objects = append(objects, s.beside)
	}
	objects = append(objects, s.Number, s.Slider)
	if s.Chips != nil {
		objects = append(objects, s.Chips)
	}
	return append(objects, s.problem)
}

// Heights of a setting, dp: of one with the line for a problem under its
// slider, and of one with chips in that place.
const (
	Size      = 61
	ChipsSize = 67
)

const (
	besideGap = 12 // before what is beside the heading, dp
	numberGap = 6  // before the figure
)

// Layout places the setting with its top at y.
func (s *Setting) Layout(x, y, width float32) {
	caption := min(s.caption.Natural(), width/2)
	control.Place(s.caption, x, y, caption, 20)
	s.corner = fyne.NewPos(x+width, y)
	s.placeNumber()
	if s.beside != nil {
		at := caption + besideGap
		control.Place(s.beside, x+at, y, min(s.beside.Natural(), width-at-s.widest()-numberGap), 20)
	}
	control.Place(s.Slider, x, y+24, width, 20)
	control.Place(s.problem, x, y+43, width, 16)
	if s.Chips != nil {
		control.Place(s.problem, x, y+47, width, 20)
		control.Place(s.Chips, x, y+47, width, 20)
	}
}

// placeNumber puts the figure as wide as it is now into its corner.
func (s *Setting) placeNumber() {
	n := s.Number.MinSize().Width
	control.Place(s.Number, s.corner.X-n, s.corner.Y, n, 20)
}

// widest is the width of the longest figure, so that nothing moves as it
// grows.
func (s *Setting) widest() float32 {
	longest := s.kind.format(s.kind.Max) + " " + s.Number.Unit()
	return fyne.MeasureText(longest, look.TextBody, fyne.TextStyle{}).Width
}

// SetUnit changes the words after the figure.
func (s *Setting) SetUnit(unit string) {
	s.Number.SetUnit(unit)
	s.placeNumber()
}

// set takes a value that is right and shows it.
func (s *Setting) set(v float64) {
	s.Show(v)
	s.changed(v)
}

// Show shows a value that is right.
func (s *Setting) Show(v float64) {
	s.value = v
	s.Number.SetFigure(s.kind.format(v))
	s.placeNumber()
	s.Slider.SetValue(v)
	if s.Chips != nil {
		s.Chips.SetValue(v)
	}
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
	s.placeNumber()     // what is wrong may be longer
	if s.Chips != nil { // the problem takes their place
		if problem == "" {
			s.Chips.Show()
		} else {
			s.Chips.Hide()
		}
	}
	if had != s.Wrong() {
		s.checked()
	}
}

// Wrong says whether a number was typed that cannot be.
func (s *Setting) Wrong() bool { return s.problem.Text() != "" }

// Value returns the last value that was right.
func (s *Setting) Value() float64 { return s.value }
