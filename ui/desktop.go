package ui

import (
	"context"

	"thumbpool/ui/clipfile"
	"thumbpool/ui/reveal"
)

// Desktop is what files are handed to; tests put their own here. Its methods may
// wait and are called off the UI thread.
type Desktop interface {
	// Reveal shows files in the file manager; see [reveal.Files].
	Reveal(ctx context.Context, paths []string) error
	// CopyFiles puts files on the clipboard; see [clipfile.Clipboard.Copy].
	CopyFiles(ctx context.Context, paths []string) error
	// Close lets go of the clipboard.
	Close()
}

// realDesktop is this machine's.
type realDesktop struct{ clipboard clipfile.Clipboard }

func (d *realDesktop) Reveal(ctx context.Context, paths []string) error {
	return reveal.Files(ctx, paths)
}

func (d *realDesktop) CopyFiles(ctx context.Context, paths []string) error {
	return d.clipboard.Copy(ctx, paths)
}

func (d *realDesktop) Close() { d.clipboard.Close() }
