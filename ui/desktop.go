package ui

import (
	"context"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"

	"thumbpool/ui/clipfile"
	"thumbpool/ui/reveal"
)

// machine is this machine: its programs, file manager and clipboard.
type machine struct {
	app       fyne.App
	clipboard clipfile.Clipboard
}

// Open is the controller's.
func (d *machine) Open(path string) {
	u := fileURL(path)
	go func() {
		if err := d.app.OpenURL(u); err != nil {
			fyne.LogError("cannot open "+path, err)
		}
	}()
}

// Browse is the controller's.
func (d *machine) Browse(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return // it is one of the program's own
	}
	go func() {
		if err := d.app.OpenURL(u); err != nil {
			fyne.LogError("cannot open "+address, err)
		}
	}()
}

// Reveal is the controller's.
func (d *machine) Reveal(ctx context.Context, paths []string) error {
	return reveal.Files(ctx, paths)
}

// CopyFiles is the controller's.
func (d *machine) CopyFiles(ctx context.Context, paths []string) error {
	err := d.clipboard.Copy(ctx, paths)
	if err != nil {
		fyne.LogError("cannot copy files", err)
	}
	return err
}

// CopyText is the controller's.
func (d *machine) CopyText(text string) { d.app.Clipboard().SetContent(text) }

// Close is the controller's.
func (d *machine) Close() { d.clipboard.Close() }

func fileURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}
