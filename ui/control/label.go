package control

import (
	"image/color"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
)

var transparent = color.Transparent

// Label is one line of text in the middle of its height. What does not fit is
// cut with an ellipsis.
type Label struct {
	widget.BaseWidget
	text   string
	size   float32
	color  fyne.ThemeColorName
	style  fyne.TextStyle
	align  fyne.TextAlign
	widest string // keeps room for this text
	cut    bool   // may be narrower than its text
}

// NewLabel returns a label of the given size in dp and colour.
func NewLabel(text string, size float32, color fyne.ThemeColorName) *Label {
	l := &Label{text: text, size: size, color: color}
	l.ExtendBaseWidget(l)
	return l
}

// NewCaption returns the heading of a section.
func NewCaption(text string) *Label {
	return NewLabel(text, look.TextSmall, look.Secondary).Bold()
}

// Bold makes the label bold.
func (l *Label) Bold() *Label {
	l.style.Bold = true
	return l
}

// Aligned aligns the label.
func (l *Label) Aligned(a fyne.TextAlign) *Label {
	l.align = a
	return l
}

// Cuttable lets the label be narrower than its text.
func (l *Label) Cuttable() *Label {
	l.cut = true
	return l
}

// Text returns what the label says.
func (l *Label) Text() string { return l.text }

// SetText changes what the label says.
func (l *Label) SetText(s string) {
	if s != l.text {
		l.text = s
		l.Refresh()
	}
}

// SetColor changes the label's colour.
func (l *Label) SetColor(c fyne.ThemeColorName) {
	if c != l.color {
		l.color = c
		l.Refresh()
	}
}

// SetSize changes the size of the letters, in dp, and their weight.
func (l *Label) SetSize(size float32, bold bool) {
	if size != l.size || bold != l.style.Bold {
		l.size, l.style.Bold = size, bold
		l.Refresh()
	}
}

// KeepRoom keeps room for a text, so that what follows does not move.
func (l *Label) KeepRoom(s string) { l.widest = s }

// Natural is the width that the label would like to have.
func (l *Label) Natural() float32 {
	return max(l.measure(l.text).Width, l.measure(l.widest).Width)
}

func (l *Label) measure(s string) fyne.Size { return fyne.MeasureText(s, l.size, l.style) }

// CreateRenderer is Fyne's.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	t := &canvas.Text{}
	d := &Drawing{Parts: []fyne.CanvasObject{t}}
	d.Arrange = func(s fyne.Size) {
		text := l.text
		if l.cut {
			text = Fit(l.text, s.Width, l.size, l.style)
		}
		t.Text = text
		h := l.measure("M").Height
		Place(t, 0, (s.Height-h)/2, s.Width, h)
	}
	d.Smallest = func() fyne.Size {
		if l.cut {
			return fyne.NewSize(0, l.measure("M").Height)
		}
		return fyne.NewSize(l.Natural(), l.measure("M").Height)
	}
	d.Paint = func() {
		t.TextSize, t.TextStyle, t.Alignment, t.Color = l.size, l.style, l.align, look.Color(l.color)
	}
	return Drawn(d)
}

// FitMiddle leaves out the middle of s so that it is not wider than width: what
// tells names apart is often at their end.
func FitMiddle(s string, width, size float32, style fyne.TextStyle) string {
	if fyne.MeasureText(s, size, style).Width <= width {
		return s
	}
	runes := []rune(s)
	short := func(n int) string { return string(runes[:(n+1)/2]) + "…" + string(runes[len(runes)-n/2:]) }
	n := sort.Search(len(runes), func(n int) bool { return fyne.MeasureText(short(n+1), size, style).Width > width })
	return short(n)
}

// Fit cuts s with an ellipsis so that it is not wider than width.
func Fit(s string, width, size float32, style fyne.TextStyle) string {
	if s == "" || fyne.MeasureText(s, size, style).Width <= width {
		return s
	}
	runes := []rune(s)
	n := sort.Search(len(runes), func(n int) bool {
		return fyne.MeasureText(string(runes[:n+1])+"…", size, style).Width > width
	})
	if n == 0 {
		return "…"
	}
	return string(runes[:n]) + "…"
}
