package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is a line to type in. Escape and shortcuts that mean nothing to text
// go on to the window.
type Entry struct {
	widget.Entry
	entered func(string)
}

// NewEntry returns a line that calls entered when Enter is pressed.
func NewEntry(hint string, entered func(string)) *Entry {
	e := &Entry{entered: entered}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	e.OnSubmitted = func(s string) { e.entered(s) }
	return e
}

// ShowText shows s, with its end in sight.
func (e *Entry) ShowText(s string) {
	if s != e.Text {
		e.SetText(s)
		e.CursorColumn = len([]rune(s))
		e.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer { return &entryLook{e.Entry.CreateRenderer()} }

// entryLook is the toolkit's drawing of an entry, with its field as large as
// the other controls' and its text in line with theirs.
type entryLook struct{ fyne.WidgetRenderer }

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
}

// TypedKey gives Escape to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
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
