package control

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

// Entry is a line to type in. Escape and shortcuts that mean nothing to text
// go on to the window.
type Entry struct {
	field
	entered func(string)
	path    string // as it was shown last, in full
	short   string // what stands for it while nobody types
}

// NewEntry returns a line that calls entered when Enter is pressed.
func NewEntry(hint string, entered func(string)) *Entry {
	e := &Entry{entered: entered}
	e.begin(e)
	e.SetPlaceHolder(hint)
	e.OnSubmitted = func(s string) { e.entered(s) }
	return e
}

// ShowPath shows a path. While nobody types, what does not fit is left out at
// its beginning.
func (e *Entry) ShowPath(path string) {
	e.path = path
	e.shorten()
}

// shorten shows the path as it fits, unless something else is being typed.
func (e *Entry) shorten() {
	e.short = FitPath(e.path, e.Size().Width-pathMargin, look.TextBody, fyne.TextStyle{})
	if e.short != e.Text {
		e.SetText(e.short)
	}
}

// pathMargin is the width of an entry that is not for its text, dp.
const pathMargin = 48

// FitPath leaves out folders at the beginning of a path until it is not wider
// than width, and at last the middle of the name.
func FitPath(path string, width, size float32, style fyne.TextStyle) string {
	if path == "" || width <= 0 {
		return path // nothing to cut, or not laid out yet
	}
	short := path
	for rest := path; fyne.MeasureText(short, size, style).Width > width; {
		i := strings.IndexAny(rest[1:], `/\`)
		if i < 0 {
			return FitMiddle(short, width, size, style)
		}
		rest = rest[1+i:]
		short = "…" + rest
	}
	return short
}

// FocusGained shows the whole path to edit.
func (e *Entry) FocusGained() {
	if e.Text == e.short {
		e.SetText(e.path)
		e.CursorColumn = len([]rune(e.path))
	}
	e.field.FocusGained()
}

// FocusLost shows the path as it fits, unless it was changed.
func (e *Entry) FocusLost() {
	e.field.FocusLost()
	if e.Text == e.path {
		e.shorten()
	}
}

// CreateRenderer is Fyne's.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer { return &entryLook{e.Entry.CreateRenderer(), e} }

// entryLook is the toolkit's drawing of an entry, with its field as large as
// the other controls' and its text in line with theirs.
type entryLook struct {
	fyne.WidgetRenderer
	entry *Entry
}

// textInset moves the text to where a row's label begins, dp.
const textInset = 2

// Layout places the parts: the field, its border, the text and what follows.
func (l *entryLook) Layout(s fyne.Size) {
	l.WidgetRenderer.Layout(s)
	parts := l.Objects()
	for _, part := range parts[:2] {
		if r, ok := part.(*canvas.Rectangle); ok {
			r.Move(fyne.Position{})
			r.Resize(s)
		}
	}
	text := parts[2]
	text.Move(text.Position().AddXY(textInset, 0))
	text.Resize(text.Size().SubtractWidthHeight(textInset, 0))
	if e := l.entry; e.Text == e.short {
		e.shorten()
	}
}

// TypedKey takes back what was typed for Escape and gives it to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		if e.Text != e.path {
			e.SetText(e.path)
		}
		e.pass(ev)
		return
	}
	e.field.TypedKey(ev)
}
