package control

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/look"
)

// Number is a figure that can be typed over, with words after it: “256 px”.
// It looks like plain text until the pointer or the keyboard is on it.
type Number struct {
	touch
	text    string // the figure as it stands
	draft   string // the figure as it is being typed
	right   string // the last one that is not wrong
	unit    string
	all     bool // the whole figure is selected: a key replaces it
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
	n := &Number{text: text, right: text, unit: unit, entered: entered, step: step}
	n.begin(n)
	return n
}

// Text returns the figure.
func (n *Number) Text() string { return n.text }

// SetText changes the figure.
func (n *Number) SetText(s string) {
	n.right = s
	if s != n.text || n.draft != s {
		n.text, n.draft = s, s
		n.Refresh()
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
	n.draft, n.all = n.text, true
	n.touch.FocusGained()
}

// FocusLost ends typing.
func (n *Number) FocusLost() {
	n.touch.FocusLost()
	n.commit()
}

func (n *Number) commit() {
	n.all = n.focused
	if n.draft != n.text {
		n.text = n.draft
		if n.entered != nil {
			n.entered(n.draft)
		}
	}
	n.Refresh()
}

// Tapped begins typing.
func (n *Number) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(n); c != nil {
		c.Focus(n)
	}
}

// TypedRune types a digit or a decimal sign.
func (n *Number) TypedRune(r rune) {
	if !strings.ContainsRune("0123456789.,", r) {
		return
	}
	n.insert(string(r))
}

func (n *Number) insert(s string) {
	n.rest(false)
	if n.all {
		n.draft, n.all = "", false
	}
	if len(n.draft)+len(s) <= numberLength {
		n.draft += s
	}
	n.Refresh()
}

// TypedKey edits: Backspace, Enter, Escape, arrows up and down.
func (n *Number) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyDelete:
		if n.all {
			n.draft, n.all = "", false
		} else if n.draft != "" {
			n.draft = n.draft[:len(n.draft)-1]
		}
		n.Refresh()
	case fyne.KeyReturn, fyne.KeyEnter:
		n.commit()
	case fyne.KeyEscape:
		if n.draft == n.right {
			n.pass(ev)
			return
		}
		n.draft = n.right
		n.commit()
	case fyne.KeyUp, fyne.KeyDown:
		n.commit()
		if n.step != nil {
			n.step(map[fyne.KeyName]int{fyne.KeyUp: 1, fyne.KeyDown: -1}[ev.Name])
		}
		n.all = true
		n.Refresh()
	case fyne.KeySpace:
	default:
		n.pass(ev)
	}
}

// TypedShortcut copies, pastes and selects; all else goes to the window.
func (n *Number) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		for _, r := range s.Clipboard.Content() {
			n.TypedRune(r)
		}
	case *fyne.ShortcutCopy:
		s.Clipboard.SetContent(n.draft)
	case *fyne.ShortcutSelectAll:
		n.all = true
		n.Refresh()
	default:
		PassShortcut(n, s)
	}
}

// Cursor says that the figure can be typed over.
func (n *Number) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer is Fyne's.
func (n *Number) CreateRenderer() fyne.WidgetRenderer {
	box := &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 2}
	mark := &canvas.Rectangle{CornerRadius: 2}
	figure := &canvas.Text{TextSize: look.TextBody}
	unit := &canvas.Text{TextSize: look.TextBody}
	caret := &canvas.Rectangle{}
	d := &Drawing{Parts: []fyne.CanvasObject{box, mark, figure, unit, caret}}
	after := func() float32 { // the unit and the space before it
		if n.unit == "" {
			return 0
		}
		return space + unit.MinSize().Width
	}
	width := func() float32 { return figure.MinSize().Width + after() }
	d.Arrange = func(s fyne.Size) {
		fm, um := figure.MinSize(), unit.MinSize()
		y := (s.Height - fm.Height) / 2
		ux := s.Width - um.Width
		fx := s.Width - after() - fm.Width
		figure.Move(fyne.NewPos(fx, y))
		figure.Resize(fm)
		unit.Move(fyne.NewPos(ux, y))
		unit.Resize(um)
		mark.Move(fyne.NewPos(fx-2, y))
		mark.Resize(fyne.NewSize(fm.Width+4, fm.Height))
		caret.Move(fyne.NewPos(fx+fm.Width+1, y+1))
		caret.Resize(fyne.NewSize(1, fm.Height-2))
		box.Move(fyne.NewPos(fx-8, (s.Height-26)/2))
		box.Resize(fyne.NewSize(s.Width-fx+16, 26))
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(width(), 20) }
	d.Paint = func() {
		figure.Text = n.text
		if n.focused {
			figure.Text = n.draft
		}
		unit.Text = n.unit
		unit.Color = look.Color(look.Text)
		figure.Color = look.Color(look.Text)
		if n.wrong {
			figure.Color = look.Color(look.Failure)
		}
		box.FillColor, box.StrokeColor = look.Color(look.Field), look.Color(look.Field)
		if n.focused {
			box.StrokeColor = look.Color(look.Accent)
		}
		box.Hidden = !n.focused && !n.hovered
		mark.FillColor = fyne.CurrentApp().Settings().Theme().Color("selection", fyne.CurrentApp().Settings().ThemeVariant())
		mark.Hidden = !n.focused || !n.all
		caret.FillColor = look.Color(look.Accent)
		caret.Hidden = !n.focused || n.all
		d.Arrange(n.Size())
	}
	d.Paint()
	return d
}
