// Package picker asks the user for a folder, or for the name of a file to save,
// with the desktop's own dialog where there is one, and with the toolkit's where
// there is none.
package picker

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// Picker asks for a folder or a file.
type Picker interface {
	// Pick shows the dialog and returns at once. picked is called on the UI
	// thread with the folder, unless the user chose none. start is the folder
	// that is shown first; it may be empty.
	Pick(title, start string, picked func(path string))
	// Save is Pick for the name of a file to write. If there is a file of that
	// name, the dialog has asked whether to replace it.
	Save(f File, picked func(path string))
}

// File is a file to save.
type File struct {
	Title  string // of the dialog
	Folder string // that is shown first; it may be empty
	Name   string // that is offered
	Kinds  []Kind // the kinds of file to choose from
}

// Kind is a kind of file: its name for people, and its ending, such as ".csv".
type Kind struct{ Name, Ending string }

// errNone says that the desktop has no dialog of its own.
var errNone = errors.New("the desktop has no dialog to offer")

// question is what a dialog asks: for a folder, or for a file to save.
type question struct {
	title, start string
	save         bool
	name         string
	kinds        []Kind
}

// desktopDialog shows the desktop's dialog and returns the path, or "" when
// the user chose none. It does not return before that.
type desktopDialog func(ctx context.Context, q question) (string, error)

type picker struct {
	ctx    context.Context
	window fyne.Window
	post   func(func())
	ask    desktopDialog
	open   bool
}

// New returns the picker for a window. post leads to the UI thread; ctx ends
// with the window.
func New(ctx context.Context, w fyne.Window, post func(func())) Picker {
	return &picker{ctx: ctx, window: w, post: post, ask: askDesktop}
}

// Pick shows the dialog.
func (p *picker) Pick(title, start string, picked func(string)) {
	p.show(question{title: title, start: start}, picked)
}

// Save shows the dialog.
func (p *picker) Save(f File, picked func(string)) {
	p.show(question{title: f.Title, start: f.Folder, save: true, name: f.Name, kinds: f.Kinds}, picked)
}

func (p *picker) show(q question, picked func(string)) {
	if p.open {
		return
	}
	p.open = true
	go func() {
		path, err := p.ask(p.ctx, q)
		var first fyne.ListableURI
		if errors.Is(err, errNone) && q.start != "" {
			first, _ = storage.ListerForURI(storage.NewFileURI(q.start)) // looks at the disk
		}
		p.post(func() {
			p.open = false
			switch {
			case errors.Is(err, errNone):
				p.ownDialog(q, first, picked)
			case err == nil && path != "":
				picked(path)
			}
		})
	}()
}

// ownDialog is the toolkit's.
func (p *picker) ownDialog(q question, first fyne.ListableURI, picked func(string)) {
	var d *dialog.FileDialog
	if q.save {
		d = dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
			if err == nil && f != nil {
				_ = f.Close() // the dialog has made the file; it is replaced as a whole
				picked(f.URI().Path())
			}
		}, p.window)
		d.SetFileName(q.name)
		var endings []string
		for _, k := range q.kinds {
			endings = append(endings, k.Ending)
		}
		d.SetFilter(storage.NewExtensionFileFilter(endings))
	} else {
		d = dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
			if err == nil && folder != nil {
				picked(folder.Path())
			}
		}, p.window)
	}
	d.SetTitleText(q.title)
	if first != nil {
		d.SetLocation(first)
	}
	d.Show()
	size := p.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(800, size.Width-80), min(560, size.Height-80))) // not before Show: it would panic
}
