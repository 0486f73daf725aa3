package control

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"thumbpool/ui/look"
)

// Number is a figure that can be typed over, with words after it: “256 px”.
// It looks like plain text until the pointer or the keyboard is on it. Its
// Text is what is being typed; [Number.Figure] is what counts.
type Number struct {
	field
	figure  string // the figure as it stands
	right   string // the last one that is not wrong
	unit    string
	focused bool
	pressed bool // by the press that brings the keyboard
	wrong   bool
	entered func(string)
	step    func(direction int)
}

// space is between a figure and its unit, dp.
const space = 3

// numberLength is the longest figure that can be typed.
const numberLength = 7

// NewNumber returns a field that calls entered with what was typed and step
// for the arrow keys.
func NewNumber(text, unit string, entered func(string), step func(direction int)) *Number {
	n := &Number{unit: unit, entered: entered, step: step}
	n.begin(n)
	n.Scroll = container.ScrollNone // the field is as wide as its figure
	n.SetFigure(text)
	return n
}

// Figure returns the figure as it stands: what is being typed does not count yet.
func (n *Number) Figure() string { return n.figure }

// SetFigure shows a figure that is right.
func (n *Number) SetFigure(s string) {
	n.figure, n.right = s, s
	if s != n.Text {
		n.SetText(s)
	}
}

// Unit returns the words after the figure.
func (n *Number) Unit() string { return n.unit }

// SetUnit changes the words after the figure.
func (n *Number) SetUnit(s string) {
	if s != n.unit {
		n.unit = s
		n.Refresh()
	}
}

// SetWrong marks the figure as one that cannot be.
func (n *Number) SetWrong(wrong bool) {
	if wrong != n.wrong {
		n.wrong = wrong
		n.Refresh()
	}
}

// FocusGained begins typing with the whole figure selected.
func (n *Number) FocusGained() {
	n.focused = true
	n.field.FocusGained()
	n.selectAll()
}

// FocusLost ends typing.
func (n *Number) FocusLost() {
	n.focused = false
	n.field.FocusLost()
	n.commit()
}

// commit has what was typed count.
func (n *Number) commit() {
	if n.Text != n.figure {
		n.figure = n.Text
		if n.entered != nil {
			n.entered(n.figure)
		}
	}
	if n.focused {
		n.selectAll()
	}
}

// MouseDown puts the caret where the pointer is.
func (n *Number) MouseDown(ev *desktop.MouseEvent) {
	n.pressed = !n.focused
	inset := n.Theme().Size(theme.SizeNameInnerPadding) // of the text in a field of Fyne's
	at := *ev
	at.Position = fyne.NewPos(ev.Position.X-n.begins(n.Size())+inset, inset)
	n.field.MouseDown(&at)
}

// MouseUp selects the whole figure after the press that brought the keyboard,
// so that the next key replaces it, unless a part was selected with it.
func (n *Number) MouseUp(ev *desktop.MouseEvent) {
	n.field.MouseUp(ev)
	if n.pressed && n.SelectedText() == "" {
		n.selectAll()
	}
	n.pressed = false
}

// DoubleTapped selects the whole figure, not only what is before or after its
// decimal sign.
func (n *Number) DoubleTapped(*fyne.PointEvent) { n.selectAll() }

// TypedRune types a digit or a decimal sign.
func (n *Number) TypedRune(r rune) {
	if n.fitting(string(r)) != "" {
		n.field.TypedRune(r)
	}
}

// fitting is what of a text can come in the place of what is selected: digits
// and decimal signs, as far as there is room.
func (n *Number) fitting(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789.,", r) {
			return r
		}
		return -1
	}, s)
	return s[:min(len(s), max(0, numberLength-len(n.Text)+len(n.SelectedText())))]
}

// TypedKey edits, has what was typed count with Enter, takes it back with
// Escape, and steps with the arrows up and down.
func (n *Number) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		n.field.TypedKey(ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		n.commit()
	case fyne.KeyEscape:
		if n.Text == n.right {
			n.pass(ev)
			return
		}
		n.SetText(n.right)
		n.commit()
	case fyne.KeyUp, fyne.KeyDown:
		n.commit()
		if n.step != nil {
			n.step(map[fyne.KeyName]int{fyne.KeyUp: 1, fyne.KeyDown: -1}[ev.Name])
		}
		n.selectAll()
	case fyne.KeySpace:
	default:
		n.pass(ev)
	}
}

// TypedShortcut edits, pasting of a text what can be in a figure, or gives the
// shortcut to the window.
func (n *Number) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		text := n.fitting(paste.Clipboard.Content())
		if text == "" {
			return
		}
		s = &fyne.ShortcutPaste{Clipboard: holding{paste.Clipboard, text}}
	}
	n.field.TypedShortcut(s)
}

// holding is a clipboard with another text.
type holding struct {
	fyne.Clipboard
	text string
}

// Content returns the text.
func (h holding) Content() string { return h.text }

func body(s string) fyne.Size { return fyne.MeasureText(s, look.TextBody, fyne.TextStyle{}) }

// after is the width of the unit and the space before it.
func (n *Number) after() float32 {
	if n.unit == "" {
		return 0
	}
	return space + body(n.unit).Width
}

// begins is where the figure begins in a field of a size: it ends, with its
// unit, at the right.
func (n *Number) begins(s fyne.Size) float32 { return s.Width - n.after() - body(n.Text).Width }

// MinSize is the size of the figure, as it is being typed, and its unit.
func (n *Number) MinSize() fyne.Size { return fyne.NewSize(body(n.Text).Width+n.after(), 20) }

// CreateRenderer is Fyne's.
func (n *Number) CreateRenderer() fyne.WidgetRenderer {
	typed := n.Entry.CreateRenderer()
	text := typed.Objects()[2] // after a box and a border that are as large as the field
	l := &numberLook{
		WidgetRenderer: typed, number: n,
		box:    plate(),
		figure: container.NewThemeOverride(text, figureTheme{number: n}),
		unit:   &canvas.Text{TextSize: look.TextBody},
	}
	l.paint()
	return l
}

// numberLook is Fyne's drawing of a figure being typed, with the unit, and in a
// box that is there only while the pointer or the keyboard is.
type numberLook struct {
	fyne.WidgetRenderer
	number *Number
	box    *canvas.Rectangle
	figure *container.ThemeOverride
	unit   *canvas.Text
}

// Objects are the parts.
func (l *numberLook) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.box, l.figure, l.unit}
}

// MinSize is the field's.
func (l *numberLook) MinSize() fyne.Size { return l.number.MinSize() }

// Layout places the parts.
func (l *numberLook) Layout(s fyne.Size) {
	th := l.number.Theme()
	inset, border := th.Size(theme.SizeNameInnerPadding), th.Size(theme.SizeNameInputBorder)
	x, unit := l.number.begins(s), l.unit.MinSize()
	y := (s.Height - body("0").Height) / 2
	Place(l.figure, x-inset, y-inset+border, s.Width-x+2*inset, l.figure.MinSize().Height) // under the unit, too, for a press there
	Place(l.unit, s.Width-unit.Width, y, unit.Width, unit.Height)
	placePlate(l.box, x, s.Width-x, s.Height)
}

// Refresh takes in what is typed, and colours.
func (l *numberLook) Refresh() {
	l.WidgetRenderer.Refresh()
	l.paint()
	l.Layout(l.number.Size())
	l.box.Refresh()
	l.unit.Refresh()
}

func (l *numberLook) paint() {
	l.unit.Text, l.unit.Color = l.number.unit, look.Color(look.Text)
	paintPlate(l.box, l.number.hovered, l.number.focused)
}

// figureTheme is the theme in use, in which a figure that is wrong has the
// colour of what went wrong.
type figureTheme struct {
	look.Flat
	number *Number
}

// Color returns the named colour.
func (t figureTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameForeground && t.number.wrong {
		name = look.Failure
	}
	return t.Flat.Color(name, v)
}
