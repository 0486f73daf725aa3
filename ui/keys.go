package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
)

// addKeys makes the window's keys work wherever the keyboard is. Controls pass
// on the keys that they do not use.
func (w *Window) addKeys() {
	c := w.win.Canvas()
	for _, key := range []fyne.KeyName{fyne.KeyO, fyne.KeyReturn, fyne.KeyEnter, fyne.Key1, fyne.Key2, fyne.Key3, fyne.KeyComma, fyne.KeyQ, fyne.KeyW} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
			w.observer.Intent("shortcut", func() { w.withControl(key) })
		})
	}
	for _, key := range []fyne.KeyName{fyne.KeyPlus, fyne.KeyEqual, fyne.KeyMinus, fyne.Key0} {
		for _, held := range []fyne.KeyModifier{0, fyne.KeyModifierShift} { // + may be on = with Shift
			c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | held}, func(fyne.Shortcut) {
				w.observer.Intent("shortcut", func() { w.zoom(key) })
			})
		}
	}
	c.AddShortcut(&fyne.ShortcutCopy{}, func(fyne.Shortcut) { w.observer.Intent("shortcut", w.copySelected) })
	c.AddShortcut(&fyne.ShortcutSelectAll{}, func(fyne.Shortcut) { w.observer.Intent("shortcut", w.selectAll) })
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { w.observer.Intent("key", func() { w.typed(ev) }) })
	c.SetOnTypedRune(w.viewer.TypedRune)
}

// withControl does what a key with Control means.
func (w *Window) withControl(key fyne.KeyName) {
	w.hideMenu()
	if key == fyne.KeyQ || key == fyne.KeyW {
		w.Close()
		return
	}
	if w.sheet != nil {
		return
	}
	switch key {
	case fyne.KeyComma:
		w.showOutput()
	case fyne.KeyO:
		w.pickFolder()
	case fyne.KeyReturn, fyne.KeyEnter:
		w.makeThumbnails()
	case fyne.Key1:
		w.reorder(model.ByFinished)
	case fyne.Key2:
		w.reorder(model.ByName)
	case fyne.Key3:
		w.reorder(model.ByFailed)
	}
}

// selectAll selects all photos. A field has a meaning of its own for it.
func (w *Window) selectAll() {
	if w.gridInSight() {
		w.grid.SelectAll()
		w.win.Canvas().Focus(w.grid)
	}
}

// gridInSight says whether keys can mean the cells of the grid.
func (w *Window) gridInSight() bool {
	return w.sheet == nil && !w.viewer.Visible() && w.grid.Visible()
}

// zoom changes the size of the cells.
func (w *Window) zoom(key fyne.KeyName) {
	if !w.gridInSight() {
		return
	}
	switch key {
	case fyne.KeyMinus:
		w.grid.StepCellSize(-1)
	case fyne.Key0:
		w.grid.SetCellSize(look.CellSize)
	default:
		w.grid.StepCellSize(1)
	}
}

func (w *Window) typed(ev *fyne.KeyEvent) {
	w.tips.Hide()
	if w.sheet == nil && w.viewer.Key(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		switch {
		case w.sheet != nil:
			w.sheet.Cancel()
		case w.endSamples != nil:
			w.cancelSamples()
		case w.leaveField():
		default:
			w.askStop()
		}
	case fyne.KeyF1:
		w.showKeys()
	case fyne.KeySpace:
		if w.sheet != nil {
			return
		}
		w.pauseOrResume()
	}
}

// leaveField takes the keyboard from a field of the rail, and says whether it
// was in one: whoever takes back what was typed does not mean to stop the run.
func (w *Window) leaveField() bool {
	switch w.win.Canvas().Focused().(type) {
	case *control.Number, *control.Entry:
		w.rail.ShowFolderProblem("")
		w.win.Canvas().Unfocus()
		return true
	}
	return false
}

// pauseOrResume pauses or goes on.
func (w *Window) pauseOrResume() {
	if w.model.State() == model.Paused {
		w.resume()
		return
	}
	w.pause()
}
