// Package save writes a file that the user has named in a dialog: whole or not
// at all, and over another file only if the dialog asked about that one. It may
// be used in any goroutine.
package save

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrExists says that there is another file of a name that the dialog did not
// ask about.
var ErrExists = errors.New("another file has this name")

// File writes what write gives to path and returns the path. endings are those
// that a path may have, such as ".csv"; a path with another one gets the first
// of them added. The dialog has not asked about that name, so nothing is
// replaced then.
func File(path string, endings []string, write func(io.Writer) error) (string, error) {
	agreed := slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
	if !agreed {
		path += endings[0]
	}
	temp, err := writeTemp(filepath.Dir(path), write)
	if err != nil {
		return "", err
	}
	if err := place(temp, path, agreed); err != nil {
		_ = os.Remove(temp)
		return "", err
	}
	return path, nil
}

// writeTemp writes a new temporary file, with the permissions that any new file
// of the user gets, and returns its path once it is on the disk.
func writeTemp(folder string, write func(io.Writer) error) (string, error) {
	path := filepath.Join(folder, ".thumbpool-"+rand.Text()+".tmp")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", plain(err)
	}
	out := bufio.NewWriter(f)
	err = write(out)
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		_ = os.Remove(path)
		return "", plain(err)
	}
	return path, nil
}

// place gives the temporary file its name.
func place(temp, path string, agreed bool) error {
	if agreed {
		return plain(os.Rename(temp, path))
	}
	// A link fails if something has that name, which a rename would replace.
	err := os.Link(temp, path)
	switch {
	case err == nil:
		return plain(os.Remove(temp))
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	// Some file systems have no links.
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	return plain(os.Rename(temp, path))
}

// plain drops the path of the temporary file, which tells nobody anything.
func plain(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Dir(at.Path), at.Err)
	}
	if at, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("%s: %w", at.New, at.Err)
	}
	return err
}
