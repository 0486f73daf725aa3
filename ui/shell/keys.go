package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/control"
)

// Keys is what the window's keys do.
type Keys struct {
	// Intent runs what answers a key.
	Intent func(name string, f func())

	Quit     func()
	Choose   func()      // Ctrl+O
	Make     func()      // Ctrl+Enter
	Settings func()      // Ctrl+,
	Order    func(n int) // Ctrl+1, 2 or 3
	Help     func()      // F1
	Pause    func()      // the space bar
	// Cancel, Left and Stop are what Escape does when there is no sheet to leave:
	// it cancels what can be, if there is anything, or leaves a field, or else
	// stops.
	Cancel     func() bool
	Left, Stop func()

	// What the keys of the grid do while it is in sight.
	Zoom            func(by int) // Ctrl with + or -, and 0 for the usual size
	Copy, SelectAll func()

	// Viewer has a use for keys while it is open.
	Viewer interface {
		Key(name fyne.KeyName) bool
		TypedRune(r rune)
	}
}

// AddKeys makes the window's keys work wherever the keyboard is. Controls pass on
// the keys that they do not use.
func (s *Shell) AddKeys(k Keys) {
	c := s.given.Window.Canvas()
	add := func(shortcut fyne.Shortcut, f func()) {
		s.shortcuts.AddShortcut(shortcut, func(fyne.Shortcut) { k.Intent("shortcut", f) })
		c.AddShortcut(shortcut, s.TypedShortcut)
	}
	for _, key := range []fyne.KeyName{fyne.KeyO, fyne.KeyReturn, fyne.KeyEnter, fyne.Key1, fyne.Key2, fyne.Key3, fyne.KeyComma, fyne.KeyQ, fyne.KeyW} {
		add(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, func() { s.withControl(k, key) })
	}
	for _, key := range []fyne.KeyName{fyne.KeyPlus, fyne.KeyEqual, fyne.KeyMinus, fyne.Key0} {
		for _, held := range []fyne.KeyModifier{0, fyne.KeyModifierShift} { // + may be on = with Shift
			add(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | held}, func() { s.zoom(k, key) })
		}
	}
	inGrid := func(f func()) func() {
		return func() {
			if s.gridInSight() {
				f()
			}
		}
	}
	add(&fyne.ShortcutCopy{}, inGrid(k.Copy))
	add(&fyne.ShortcutSelectAll{}, inGrid(func() {
		k.SelectAll()
		c.Focus(s.parts.Grid)
	}))
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { k.Intent("key", func() { s.typed(k, ev) }) })
	c.SetOnTypedRune(k.Viewer.TypedRune)
}

// TypedShortcut does what a shortcut means that no control has a use for.
func (s *Shell) TypedShortcut(shortcut fyne.Shortcut) { s.shortcuts.TypedShortcut(shortcut) }

// withControl does what a key with Control means.
func (s *Shell) withControl(k Keys, key fyne.KeyName) {
	s.HideMenu()
	switch {
	case key == fyne.KeyQ || key == fyne.KeyW:
		k.Quit()
		return
	case s.sheet != nil:
		return
	}
	switch key {
	case fyne.KeyComma:
		k.Settings()
	case fyne.KeyO:
		k.Choose()
	case fyne.KeyReturn, fyne.KeyEnter:
		k.Make()
	case fyne.Key1:
		k.Order(1)
	case fyne.Key2:
		k.Order(2)
	case fyne.Key3:
		k.Order(3)
	}
}

// gridInSight says whether keys can mean the cells of the grid.
func (s *Shell) gridInSight() bool {
	return s.sheet == nil && !s.parts.Viewer.Visible() && s.parts.Grid.Visible()
}

// zoom changes the size of the cells.
func (s *Shell) zoom(k Keys, key fyne.KeyName) {
	if !s.gridInSight() {
		return
	}
	switch key {
	case fyne.KeyMinus:
		k.Zoom(-1)
	case fyne.Key0:
		k.Zoom(0)
	default:
		k.Zoom(1)
	}
}

func (s *Shell) typed(k Keys, ev *fyne.KeyEvent) {
	s.tips.Hide()
	if s.sheet == nil && k.Viewer.Key(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		s.escape(k)
	case fyne.KeyF1:
		k.Help()
	case fyne.KeySpace:
		if s.sheet == nil {
			k.Pause()
		}
	}
}

// escape leaves the sheet; or else a field: whoever takes back what was typed does
// not mean to stop the run.
func (s *Shell) escape(k Keys) {
	c := s.given.Window.Canvas()
	switch {
	case s.sheet != nil:
		s.sheet.Cancel()
		return
	case k.Cancel():
		return
	}
	switch c.Focused().(type) {
	case *control.Number, *control.Entry:
		k.Left()
		c.Unfocus()
	default:
		k.Stop()
	}
}
