// Package picker asks the user for a folder with the desktop's own dialog
// where there is one, and with the toolkit's where there is none.
package picker

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// FolderPicker asks for a folder.
type FolderPicker interface {
	// Pick shows the dialog and returns at once. picked is called on the UI
	// thread with the folder, unless the user chose none. start is the folder
	// that is shown first; it may be empty.
	Pick(title, start string, picked func(path string))
}

// errNone says that the desktop has no dialog of its own.
var errNone = errors.New("the desktop has no folder dialog to offer")

// desktopDialog shows the desktop's dialog and returns the folder, or "" when
// the user chose none. It does not return before that.
type desktopDialog func(ctx context.Context, title, start string) (string, error)

type picker struct {
	ctx    context.Context
	window fyne.Window
	post   func(func())
	ask    desktopDialog
	open   bool
}

// New returns the picker for a window. post leads to the UI thread; ctx ends
// with the window.
func New(ctx context.Context, w fyne.Window, post func(func())) FolderPicker {
	return &picker{ctx: ctx, window: w, post: post, ask: askDesktop}
}

// Pick shows the dialog.
func (p *picker) Pick(title, start string, picked func(string)) {
	if p.open {
		return
	}
	p.open = true
	go func() {
		path, err := p.ask(p.ctx, title, start)
		var first fyne.ListableURI
		if errors.Is(err, errNone) && start != "" {
			first, _ = storage.ListerForURI(storage.NewFileURI(start)) // looks at the disk
		}
		p.post(func() {
			p.open = false
			switch {
			case errors.Is(err, errNone):
				p.ownDialog(first, picked)
			case err == nil && path != "":
				picked(path)
			}
		})
	}()
}

// ownDialog is the toolkit's.
func (p *picker) ownDialog(first fyne.ListableURI, picked func(string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			picked(folder.Path())
		}
	}, p.window)
	if first != nil {
		d.SetLocation(first)
	}
	d.Show()
	size := p.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(800, size.Width-80), min(560, size.Height-80))) // not before Show: it would panic
}
