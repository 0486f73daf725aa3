package render

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
)

// open opens the file, for reading only, and looks at its header.
func (w *work) open(context.Context) error {
	// A pipe or a device would block or never end: look before opening.
	info, err := os.Stat(w.path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("it is no file but %s: %w", describe(info.Mode()), format.ErrNotPicture)
	}
	if w.size = info.Size(); w.size == 0 {
		return &format.NotPictureError{Content: format.Empty}
	}
	if w.file, err = os.Open(w.path); err != nil {
		return err
	}
	head := make([]byte, min(w.size, format.SniffLen))
	if _, err := w.file.ReadAt(head, 0); err != nil {
		return err
	}
	w.header, err = format.ReadHeader(w.file, w.size, format.Sniff(head, w.path))
	if err != nil {
		return err
	}
	w.shrink = w.header.Format == format.JPEG
	return w.recipe.Limits.Check(w.header, w.size)
}

func describe(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// admit waits until there is memory for the photo.
func (w *work) admit(ctx context.Context) (err error) {
	bytes := w.header.DecodeBytes()
	if w.shrink {
		bytes = w.shrunkBytes()
	}
	w.release, err = w.budget.acquire(ctx, bytes)
	return err
}

// shrunkBytes bounds what package jpeg holds of the photo: the file, and at the
// scale it will be decoded at up to three planes, with their coefficients of
// three bytes and eight more per block of 64 pixels if it is progressive.
func (w *work) shrunkBytes() int64 {
	d := int64(w.scaleFor(1, 1, 1).Denominator())
	pixels := int64(w.header.Width) * int64(w.header.Height)
	return w.size + 3*pixels*4/(d*d) + 3*pixels*8/64
}

// read reads the file of a photo that package jpeg may be able to read, and
// finds out whether it is.
func (w *work) read(context.Context) error {
	if !w.shrink {
		return nil // package format reads what it needs
	}
	if m := &w.memory; int64(cap(m.file)) < w.size {
		m.file = make([]byte, w.size)
	} else {
		m.file = m.file[:w.size]
	}
	n, err := w.file.ReadAt(w.memory.file, 0)
	if err != nil && !errors.Is(err, io.EOF) { // it may have become shorter
		return err
	}
	w.memory.file = w.memory.file[:n]
	if _, err := jpeg.ReadHeader(w.memory.file); errors.Is(err, jpeg.ErrUnsupported) {
		w.shrink = false
	}
	return nil
}

// admitWhole waits once more for a photo that turned out to need the general
// path and with it memory for all of its pixels.
func (w *work) admitWhole(ctx context.Context) (err error) {
	if w.shrink || w.header.Format != format.JPEG {
		return nil
	}
	w.release() // first, lest two such photos wait for each other
	w.release = nil
	w.memory.file = nil
	w.release, err = w.budget.acquire(ctx, w.header.DecodeBytes())
	return err
}

// keepFile is the largest file, in bytes, whose memory is kept for the next.
const keepFile = 64 << 20

func (w *work) close() {
	if w.file != nil {
		_ = w.file.Close() // it was only read
	}
	if cap(w.memory.file) > keepFile {
		w.memory.file = nil
	}
	if w.release != nil {
		w.release()
	}
}
