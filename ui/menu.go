package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/keylist"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// showMenu opens the menu of all that the window can do under its button.
func (w *Window) showMenu() {
	more := w.header.More()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
	w.openMenu("menu", w.mainMenu(), func(size fyne.Size) fyne.Position {
		return at.AddXY(more.Size().Width-size.Width, more.Size().Height+4)
	})
	more.MouseOut() // the menu keeps the pointer, and does not say when it goes
}

// menu is what is open, or was the last.
type menu struct {
	*widget.PopUpMenu
	name string
}

// openMenu opens a menu at the place that is best for its size.
func (w *Window) openMenu(name string, items *fyne.Menu, place func(fyne.Size) fyne.Position) {
	w.tips.Hide()
	w.hideMenu()
	w.menu = &menu{widget.NewPopUpMenu(items, w.win.Canvas()), name}
	w.menu.ShowAtPosition(place(w.menu.MinSize()))
	w.observer.Note(name)
}

// hideMenu takes the menu away, because something else was done than choosing
// from it: what it offers may be about what is gone.
func (w *Window) hideMenu() {
	if w.menu != nil {
		w.menu.Hide()
		w.menu = nil
	}
}

// mainMenu is made anew each time it opens: what cannot be used now is disabled.
func (w *Window) mainMenu() *fyne.Menu {
	f := w.model.Foot()
	return fyne.NewMenu("",
		withKey(item(words.Of("rail.choose"), w.pickFolder), "ctrl+O"),
		w.recentMenu(),
		fyne.NewMenuItemSeparator(),
		when(f.Compare, item(words.Of("foot.compare"), w.compare)),
		when(f.CopyReport, item(words.Of("foot.copyReport"), w.copyReport)),
		when(f.ShowFailed, item(words.Of("menu.copyReasons"), w.copyReasons)),
		when(f.CopyReport, item(words.Of("menu.saveReport"), w.saveReport)),
		when(w.model.Failures() > 0, withKey(item(words.Of("menu.failedFirst"), w.showFailed), "ctrl+3")),
		fyne.NewMenuItemSeparator(),
		withKey(item(words.Of("menu.settings"), w.showOutput), "ctrl+,"),
		w.lookMenu(),
		fyne.NewMenuItemSeparator(),
		withKey(item(words.Of("menu.keys"), w.showKeys), "F1"),
		item(words.Of("menu.about"), w.about),
		withKey(item(words.Of("menu.quit"), w.Close), "ctrl+Q"),
	)
}

func item(label string, chosen func()) *fyne.MenuItem { return fyne.NewMenuItem(label, chosen) }

// when disables an item unless it can be used.
func when(usable bool, i *fyne.MenuItem) *fyne.MenuItem {
	i.Disabled = !usable
	return i
}

// withKey names the key that does the same. It does not use the item's Shortcut:
// Fyne writes that too faintly to be read, and in English.
func withKey(i *fyne.MenuItem, key string) *fyne.MenuItem {
	i.Label += "\u2003" + keylist.Say(key)
	return i
}

// recentMenu lists the folders that were opened before.
func (w *Window) recentMenu() *fyne.MenuItem {
	i := item(words.Of("rail.recent"), nil)
	if len(w.set.Recent) == 0 {
		i.Disabled = true
		return i
	}
	i.ChildMenu = fyne.NewMenu("")
	for _, r := range w.set.Recent {
		i.ChildMenu.Items = append(i.ChildMenu.Items, item(model.Shorten(r.Path, w.home), func() { w.openPath(r.Path) }))
	}
	return i
}

// lookMenu chooses between dark, light and what the desktop says.
func (w *Window) lookMenu() *fyne.MenuItem {
	i := item(words.Of("menu.appearance"), nil)
	i.ChildMenu = fyne.NewMenu("")
	for _, l := range []struct {
		look  look.Appearance
		label string
	}{{look.Follow, "menu.follow"}, {look.Dark, "menu.dark"}, {look.Light, "menu.light"}} {
		choice := item(words.Of(l.label), func() { w.setLook(l.look) })
		choice.Checked = w.appearance() == l.look
		i.ChildMenu.Items = append(i.ChildMenu.Items, choice)
	}
	return i
}
