package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"thumbpool/processor/scan"
	"thumbpool/ui/dragover"
	"thumbpool/ui/latest"
	"thumbpool/ui/words"
)

// watchDrags has the window dimmed while files are dragged over it, where the
// desktop tells.
func (w *Window) watchDrags() {
	native, ok := w.win.(driver.NativeWindow)
	if !ok {
		return
	}
	native.RunNative(func(context any) {
		if x11, ok := context.(driver.X11WindowContext); ok {
			go dragover.Watch(w.control.Context(), x11.WindowHandle, latest.Posted(w.control.Post, w.draggedOver))
		}
	})
}

// draggedOver says what will happen to files that are dragged over the window.
func (w *Window) draggedOver(over bool) {
	if !over || w.control.Closing() {
		w.shell.Clear()
		return
	}
	line := "drag.line"
	if w.control.Model().State().Busy() {
		line = "drag.busy"
	}
	w.shell.Dim(words.Of("drag.title"), words.Of(line))
}

// dropped takes folders and files that were dropped on the window.
func (w *Window) dropped(uris []fyne.URI) {
	w.shell.Clear()
	var paths []string
	for _, u := range uris {
		switch {
		case u.Scheme() == "file":
			paths = append(paths, filepath.Clean(u.Path()))
		case scan.IsURL(u.String()):
			paths = append(paths, u.String())
		}
	}
	w.control.Open(paths)
}
