package control

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Setting is a number to choose: a heading, a figure to type over, and a slider
// under them, with values that are used often. What cannot be is explained
// under the slider.
type Setting struct {
	widget.BaseWidget
	Number *Number
	Slider *Slider
	Chips  *Chips // the values that are used often, or nil

	beside  *Choice // what the figure is of, or nil
	caption *Label
	problem *Label
	figures Range
	value   float64
	changed func(float64)
	checked func() // a problem came or went
}

// Range is which numbers a setting may be.
type Range struct {
	Min, Max float64
	Decimals int
	Scale    Scale
	Problem  string    // key of what to say about a wrong number
	Usual    []float64 // values that are used often, ascending
}

func (r Range) format(v float64) string { return words.Figure(v, r.Decimals) }

// parse reads a number; false when it cannot be one of these.
func (r Range) parse(s string) (float64, bool) {
	v, err := words.ParseFigure(s, r.Decimals)
	if err != nil || v < r.Min || v > r.Max || (r.Decimals == 0 && v != math.Trunc(v)) {
		return 0, false
	}
	return r.round(v), true
}

func (r Range) round(v float64) float64 {
	p := math.Pow(10, float64(r.Decimals))
	return math.Round(v*p) / p
}

// NewSetting returns a setting that calls changed for a new value and checked
// when a wrong one came or went. Its figure is followed by unit.
func NewSetting(r Range, caption *Label, unit string, value float64, changed func(float64), checked func()) *Setting {
	s := &Setting{figures: r, caption: caption, value: value, changed: changed, checked: checked}
	s.ExtendBaseWidget(s)
	s.problem = NewLabel("", look.TextSmall, look.Failure).Cuttable()
	s.Number = NewNumber(r.format(value), unit, s.typed, func(d int) { s.set(r.round(r.Scale.Step(s.value, d))) })
	s.Number.OnChanged = func(string) { s.placeNumber() } // it is as wide as what is typed
	s.Slider = NewSlider(r.Scale, value, func(v float64) { s.set(r.round(v)) })
	name := Sentence(caption.Text())
	s.Number.SetName(name)
	s.Slider.SetName(name)
	s.Slider.SayValue(func(v float64) string { return r.format(v) + " " + s.Number.Unit() })
	if len(r.Usual) > 0 {
		s.Chips = NewChips(r.Usual, value, s.set)
		s.Chips.SetName(name)
	}
	return s
}

// Beside puts a choice beside the heading: what the figure is of.
func (s *Setting) Beside(c *Choice) *Setting {
	s.beside = c
	c.SetName(Sentence(s.caption.Text()))
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

// Heights of a setting, dp: of one with the line for a problem under its
// slider, and of one with chips in that place.
const (
	SettingSize = 61
	ChipsSize   = 67
)

const (
	besideGap = 12 // before what is beside the heading, dp
	numberGap = 6  // before the figure
)

// CreateRenderer is Fyne's.
func (s *Setting) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawing{Parts: []fyne.CanvasObject{s.caption}, Arrange: s.arrange} // in the order of the keyboard
	if s.beside != nil {
		d.Parts = append(d.Parts, s.beside)
	}
	d.Parts = append(d.Parts, s.Number, s.Slider)
	d.Smallest = func() fyne.Size { return fyne.NewSize(0, SettingSize) }
	if s.Chips != nil {
		d.Parts = append(d.Parts, s.Chips)
		d.Smallest = func() fyne.Size { return fyne.NewSize(0, ChipsSize) }
	}
	d.Parts = append(d.Parts, s.problem)
	return d
}

func (s *Setting) arrange(size fyne.Size) {
	width := size.Width
	caption := min(s.caption.Natural(), width/2)
	Place(s.caption, 0, 0, caption, 20)
	s.placeNumber()
	if s.beside != nil {
		at := caption + besideGap
		Place(s.beside, at, 0, min(s.beside.Natural(), width-at-s.widest()-numberGap), 20)
	}
	Place(s.Slider, 0, 24, width, 20)
	Place(s.problem, 0, 43, width, 16)
	if s.Chips != nil {
		Place(s.problem, 0, 47, width, 20)
		Place(s.Chips, 0, 47, width, 20)
	}
}

// placeNumber puts the figure as wide as it is now into its corner.
func (s *Setting) placeNumber() {
	n := s.Number.MinSize().Width
	Place(s.Number, s.Size().Width-n, 0, n, 20)
}

// widest is the width of the longest figure, so that nothing moves as it
// grows.
func (s *Setting) widest() float32 {
	return body(s.figures.format(s.figures.Max) + " " + s.Number.Unit()).Width
}

// SetUnit changes the words after the figure.
func (s *Setting) SetUnit(unit string) {
	s.Number.SetUnit(unit)
	s.placeNumber()
}

// set takes a value that is right and shows it.
func (s *Setting) set(v float64) {
	s.SetValue(v)
	s.changed(v)
}

// SetValue shows a value that is right.
func (s *Setting) SetValue(v float64) {
	s.value = v
	s.Number.SetFigure(s.figures.format(v))
	s.placeNumber()
	s.Slider.SetValue(v)
	if s.Chips != nil {
		s.Chips.SetValue(v)
	}
	s.mark("")
}

// typed takes what was typed, which may be wrong.
func (s *Setting) typed(text string) {
	v, ok := s.figures.parse(text)
	if !ok {
		s.mark(words.Of(s.figures.Problem, "Min", s.figures.format(s.figures.Min), "Max", s.figures.format(s.figures.Max)))
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
		SetVisible(s.Chips, problem == "")
	}
	if had != s.Wrong() {
		s.checked()
	}
}

// Wrong says whether a number was typed that cannot be.
func (s *Setting) Wrong() bool { return s.problem.Text() != "" }

// Value returns the last value that was right.
func (s *Setting) Value() float64 { return s.value }
