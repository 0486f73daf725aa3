package control

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
)

// Entry is a line to type in. Escape and shortcuts that mean nothing to text
// go on to the window.
type Entry struct {
	widget.Entry
	entered func(string)
	path    string // as it was shown last, in full
	short   string // what stands for it while nobody types
	hint    string
	watch   func(bool)
	hovered bool
}

// NewEntry returns a line that calls entered when Enter is pressed.
func NewEntry(hint string, entered func(string)) *Entry {
	e := &Entry{entered: entered}
	e.ExtendBaseWidget(e)
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

// SetHint sets the tooltip's words.
func (e *Entry) SetHint(s string) { e.hint = s }

// Hint returns the tooltip's words.
func (e *Entry) Hint() string { return e.hint }

// WatchHint sets what is told when the pointer or the keyboard comes and goes.
func (e *Entry) WatchHint(f func(bool)) { e.watch = f }

func (e *Entry) rest(on bool) {
	if e.watch != nil {
		e.watch(on)
	}
}

// MouseIn is called when the pointer comes.
func (e *Entry) MouseIn(*desktop.MouseEvent) {
	e.hovered = true
	e.rest(true)
}

// MouseMoved is called when the pointer moves.
func (e *Entry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called when the pointer goes.
func (e *Entry) MouseOut() {
	e.hovered = false
	e.rest(false)
}

// TypedRune types a character.
func (e *Entry) TypedRune(r rune) {
	e.rest(false)
	e.Entry.TypedRune(r)
}

// FocusGained shows the whole path to edit.
func (e *Entry) FocusGained() {
	if !e.hovered {
		e.rest(true)
	}
	if e.Text == e.short {
		e.SetText(e.path)
		e.CursorColumn = len([]rune(e.path))
	}
	e.Entry.FocusGained()
}

// FocusLost shows the path as it fits, unless it was changed.
func (e *Entry) FocusLost() {
	e.rest(false)
	e.Entry.FocusLost()
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
		PassKey(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedShortcut gives the window's shortcuts to the window.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && !edits(custom.KeyName) {
		PassShortcut(e, s)
		return
	}
	e.Entry.TypedShortcut(s)
}

// edits says whether a key with Control moves by words or erases them.
func edits(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}
