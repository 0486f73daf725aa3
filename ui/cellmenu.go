package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// menuMargin is the room between a menu and the edge of the window, dp.
const menuMargin = 8

// showCellMenu opens the menu of the selected photos at a place of the window.
func (w *Window) showCellMenu(at fyne.Position) {
	w.openMenu("cell-menu", w.cellMenu(), func(size fyne.Size) fyne.Position {
		room := w.win.Canvas().Size()
		return fyne.NewPos(max(0, min(at.X, room.Width-size.Width-menuMargin)), max(0, min(at.Y, room.Height-size.Height-menuMargin)))
	})
}

// cellMenu is what can be done with the selected photos. What cannot be done
// with them is disabled; trying again is there for failures only.
func (w *Window) cellMenu() *fyne.Menu {
	current := w.grid.Selected()
	f := w.model.Files(w.grid.Picked())
	thumbs, files := len(f.Thumbnails), len(f.OnDisk)
	menu := fyne.NewMenu("",
		withKey(item(words.Of("cell.open"), func() { w.view(current) }), "enter"),
		when(files == 1, item(words.Of("viewer.file"), func() { w.openFile(f.OnDisk[0]) })),
		when(files > 0, item(words.Of("viewer.folder"), func() { w.reveal(f.OnDisk) })),
		fyne.NewMenuItemSeparator(),
		when(thumbs > 0, withKey(item(several("cell.copyFile", "cell.copyFiles", thumbs), func() { w.copyFiles(f.Thumbnails) }), "ctrl+C")),
		when(files > 0, item(several("cell.copyPath", "cell.copyPaths", files), func() { w.copyPaths(f.OnDisk) })),
	)
	if n := len(f.Again); n > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
			item(several("cell.retry", "cell.retryAll", n), func() { w.again(f.Again) }))
	}
	return menu
}

// several says the text for one thing, or that for a number of them.
func several(one, many string, n int) string {
	if n > 1 {
		return words.Say(model.Count(many, n))
	}
	return words.Of(one)
}

// reveal shows files in the file manager, or their folder if it cannot.
func (w *Window) reveal(paths []string) {
	w.observer.Note("reveal", len(paths))
	ctx := w.ctx
	go func() {
		err := w.desktop.Reveal(ctx, paths)
		if err != nil && ctx.Err() == nil {
			w.post(func() { w.openFile(filepath.Dir(paths[0])) })
		}
	}()
}

// copySelected copies the thumbnails of the selected photos.
func (w *Window) copySelected() {
	if w.gridInSight() {
		if files := w.model.Files(w.grid.Picked()).Thumbnails; len(files) > 0 {
			w.copyFiles(files)
		}
	}
}

// copyFiles puts files on the clipboard and says so.
func (w *Window) copyFiles(paths []string) {
	ctx := w.ctx
	go func() {
		err := w.desktop.CopyFiles(ctx, paths)
		w.post(func() {
			w.observer.Note("copied", len(paths), err == nil)
			if err != nil {
				fyne.LogError("cannot copy files", err)
				w.note(words.Of("cell.notCopied"))
				return
			}
			w.note(several("cell.copiedFile", "cell.copiedFiles", len(paths)))
		})
	}()
}

// copyPaths puts paths on the clipboard, one to a line, and says so.
func (w *Window) copyPaths(paths []string) {
	w.app.Clipboard().SetContent(strings.Join(paths, "\n"))
	w.note(several("cell.copiedPath", "cell.copiedPaths", len(paths)))
}
