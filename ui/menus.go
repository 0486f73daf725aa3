package ui

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/shell"
	"thumbpool/ui/words"
)

// showMenu opens the menu of all that the window can do under its button.
func (w *Window) showMenu() {
	more := w.header.More()
	w.shell.MenuUnder("menu", more, w.mainMenu()...)
	more.MouseOut() // the menu keeps the pointer, and does not say when it goes
}

// mainMenu is made anew each time it opens: what cannot be used now is disabled.
func (w *Window) mainMenu() []*fyne.MenuItem {
	c, m := w.control, w.control.Model()
	f := m.Foot()
	return []*fyne.MenuItem{
		shell.WithKey(shell.Item(words.Of("rail.choose"), w.pickFolder), "ctrl+O"),
		w.recentMenu(),
		shell.Line(),
		shell.When(f.Compare, shell.Item(words.Of("foot.compare"), w.compare)),
		shell.When(f.CopyReport, shell.Item(words.Of("foot.copyReport"), c.CopyReport)),
		shell.When(f.ShowFailed, shell.Item(words.Of("menu.copyReasons"), c.CopyReasons)),
		shell.When(f.CopyReport, shell.Item(words.Of("menu.saveReport"), w.saveReport)),
		shell.When(m.Failures() > 0, shell.WithKey(shell.Item(words.Of("menu.failedFirst"), w.showFailed), "ctrl+3")),
		shell.Line(),
		shell.WithKey(shell.Item(words.Of("menu.settings"), w.showOutput), "ctrl+,"),
		w.lookMenu(),
		shell.Line(),
		shell.WithKey(shell.Item(words.Of("menu.keys"), w.showKeys), "F1"),
		shell.Item(words.Of("menu.about"), c.About),
		shell.WithKey(shell.Item(words.Of("menu.quit"), c.Close), "ctrl+Q"),
	}
}

// recentMenu lists the folders that were opened before.
func (w *Window) recentMenu() *fyne.MenuItem {
	recent := w.control.Recent()
	i := shell.When(len(recent) > 0, shell.Item(words.Of("rail.recent"), nil))
	if i.Disabled {
		return i
	}
	i.ChildMenu = fyne.NewMenu("")
	for _, r := range recent {
		i.ChildMenu.Items = append(i.ChildMenu.Items, shell.Item(model.Shorten(r.Path, w.home), func() { w.control.OpenPath(r.Path) }))
	}
	return i
}

// lookMenu chooses between dark, light and what the desktop says.
func (w *Window) lookMenu() *fyne.MenuItem {
	i := shell.Item(words.Of("menu.appearance"), nil)
	i.ChildMenu = fyne.NewMenu("")
	for _, l := range []struct {
		look  look.Appearance
		label string
	}{{look.Follow, "menu.follow"}, {look.Dark, "menu.dark"}, {look.Light, "menu.light"}} {
		choice := shell.Item(words.Of(l.label), func() { w.control.SetAppearance(l.look) })
		choice.Checked = w.control.Appearance() == l.look
		i.ChildMenu.Items = append(i.ChildMenu.Items, choice)
	}
	return i
}

// showCellMenu opens the menu of the selected photos at a place of the window.
func (w *Window) showCellMenu(at fyne.Position) { w.shell.MenuAt("cell-menu", at, w.cellMenu()...) }

// cellMenu is what can be done with the selected photos. What cannot be done
// with them is disabled; trying again is there for failures only.
func (w *Window) cellMenu() []*fyne.MenuItem {
	current, c := w.grid.Selected(), w.control
	f := c.Model().Files(w.grid.Picked())
	thumbs, files := len(f.Thumbnails), len(f.OnDisk)
	several := func(one, many string, n int) string { return words.Say(model.Several(one, many, n)) }
	items := []*fyne.MenuItem{
		shell.WithKey(shell.Item(words.Of("cell.open"), func() { w.view(current) }), "enter"),
		shell.When(files == 1, shell.Item(words.Of("viewer.file"), func() { c.OpenFile(f.OnDisk[0]) })),
		shell.When(files > 0, shell.Item(words.Of("viewer.folder"), func() { c.Reveal(f.OnDisk) })),
		shell.Line(),
		shell.When(thumbs > 0, shell.WithKey(shell.Item(several("cell.copyFile", "cell.copyFiles", thumbs), func() { c.CopyFiles(f.Thumbnails) }), "ctrl+C")),
		shell.When(files > 0, shell.Item(several("cell.copyPath", "cell.copyPaths", files), func() { c.CopyPaths(f.OnDisk) })),
	}
	if n := len(f.Again); n > 0 {
		items = append(items, shell.Line(), shell.Item(several("cell.retry", "cell.retryAll", n), func() { c.Again(f.Again) }))
	}
	return items
}

// copySelected copies the thumbnails of the selected photos.
func (w *Window) copySelected() {
	if files := w.control.Model().Files(w.grid.Picked()).Thumbnails; len(files) > 0 {
		w.control.CopyFiles(files)
	}
}

// toggleLook changes between dark and light. When that is what the desktop says
// too, the window follows the desktop from then on.
func (w *Window) toggleLook() {
	want := look.Dark
	if look.IsDark() {
		want = look.Light
	}
	if look.New(look.Follow).IsDark(w.app.Settings().ThemeVariant()) == (want == look.Dark) {
		want = look.Follow
	}
	w.control.SetAppearance(want)
}

// cellSizeChanged follows the size of the cells.
func (w *Window) cellSizeChanged(side float32) {
	w.header.SetCellSize(side)
	w.control.SetCellSize(side)
}

// showNever goes to the next photo that cannot be read.
func (w *Window) showNever() {
	if id, ok := w.control.Model().NextNever(w.grid.Selected()); ok {
		w.grid.Choose(id)
		w.win.Canvas().Focus(w.grid)
	}
}

// showFailed puts what failed first and goes there.
func (w *Window) showFailed() {
	m := w.control.Model()
	w.control.Reorder(model.ByFailed)
	if m.Order() == model.ByFailed {
		w.grid.ToTop()
		w.grid.Choose(m.Shown()[0])
		w.win.Canvas().Focus(w.grid)
	}
}
