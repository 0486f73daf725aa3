package control

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Reading is a long text to read: it can be scrolled, selected and copied, with the
// pointer and with the keyboard, and not changed.
type Reading struct {
	field
}

// NewReading returns an empty text that is called name.
func NewReading(name, hint string) *Reading {
	r := &Reading{}
	r.begin(r)
	r.SetName(name)
	r.SetHint(hint)
	r.MultiLine = true
	r.Wrapping = fyne.TextWrapWord
	return r
}

// SetText shows another text from its beginning.
func (r *Reading) SetText(text string) {
	r.CursorRow, r.CursorColumn = 0, 0
	r.field.SetText(text)
	r.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp}) // which scrolls
}

// page is how many lines a page key goes.
const page = 16

// TypedRune does nothing: the text is not the reader's.
func (r *Reading) TypedRune(rune) {}

// AcceptsTab lets Tab go on to the next control.
func (r *Reading) AcceptsTab() bool { return false }

// TypedKey moves the caret, which the text follows.
func (r *Reading) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyPageUp:
		r.CursorRow = max(r.CursorRow-page, 0) // the toolkit's goes to the very ends
		r.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	case fyne.KeyPageDown:
		r.CursorRow = min(r.CursorRow+page, max(strings.Count(r.Text, "\n"), r.CursorRow)) // lines that were broken come in addition
		r.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		r.field.TypedKey(ev)
	default:
		r.pass(ev)
	}
}

// TypedShortcut copies and selects, and leaves what would change the text.
func (r *Reading) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
	case *desktop.CustomShortcut:
		if s.KeyName != fyne.KeyBackspace && s.KeyName != fyne.KeyDelete {
			r.field.TypedShortcut(s)
		}
	default:
		r.field.TypedShortcut(s)
	}
}

// TappedSecondary would open a menu that offers to paste.
func (r *Reading) TappedSecondary(*fyne.PointEvent) {}

// AccessibilityLabel says what the text is, and reads it.
func (r *Reading) AccessibilityLabel() string { return Spoken(r.named(), r.Text) }
