package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// field is Fyne's entry as a control: with a tooltip, and the window's
// shortcuts go on to the window.
type field struct {
	widget.Entry
	hinted
}

func (f *field) begin(self fyne.Widget) {
	f.self = self
	f.ExtendBaseWidget(self)
}

// FocusGained begins typing.
func (f *field) FocusGained() {
	f.arrive()
	f.Entry.FocusGained()
}

// FocusLost ends typing.
func (f *field) FocusLost() {
	f.rest(false)
	f.Entry.FocusLost()
}

// TypedRune types a character.
func (f *field) TypedRune(r rune) {
	f.rest(false)
	f.Entry.TypedRune(r)
}

// TypedShortcut edits, or gives the shortcut to the window.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && !edits(custom.KeyName) {
		PassShortcut(f.self, s)
		return
	}
	f.Entry.TypedShortcut(s)
}

// selectAll selects the whole text, with the caret at its end.
func (f *field) selectAll() { f.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// edits says whether a key with Control moves by words or erases them.
func edits(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}
