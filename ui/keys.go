package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/model"
)

// addKeys makes the window's keys work wherever the keyboard is. Controls pass
// on the keys that they do not use.
func (w *Window) addKeys() {
	c := w.win.Canvas()
	for _, k := range []struct {
		key fyne.KeyName
		do  func()
	}{
		{fyne.KeyO, w.pickFolder},
		{fyne.KeyReturn, w.makeThumbnails},
		{fyne.KeyEnter, w.makeThumbnails},
		{fyne.Key1, func() { w.reorder(model.ByFinished) }},
		{fyne.Key2, func() { w.reorder(model.ByName) }},
	} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: k.key, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
			if w.sheet == nil {
				k.do()
			}
		})
	}
	c.SetOnTypedKey(w.typed)
}

func (w *Window) typed(ev *fyne.KeyEvent) {
	w.tips.Hide()
	switch ev.Name {
	case fyne.KeyEscape:
		switch {
		case w.sheet != nil:
			w.sheet.Cancel()
		case w.endSamples != nil:
			w.cancelSamples()
		default:
			w.askStop()
		}
	case fyne.KeySpace:
		if w.sheet != nil {
			return
		}
		w.pauseOrResume()
	}
}

// pauseOrResume pauses or goes on.
func (w *Window) pauseOrResume() {
	if w.model.State() == model.Paused {
		w.resume()
		return
	}
	w.pause()
}
