package place

import (
	"errors"
	"io/fs"
	"os"
)

// errNotSupported says that the file system or the system cannot do what was
// asked for.
var errNotSupported = errors.New("not supported")

// Rename gives a file another name in the same file system, unless something
// has that name: then the error wraps [fs.ErrExist]. It uses the surest way
// that there is: a rename that does not replace; a hard link; or, where a file
// system has neither, a name that is claimed by an empty file first.
func Rename(from, to string) error {
	before, err := os.Lstat(from)
	if err != nil {
		return err
	}
	err = renameNew(from, to)
	switch {
	case errors.Is(err, errNotSupported):
		return link(from, to, before)
	case (errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist)) && isSame(before, to):
		// Over a network the answer to a rename may be lost, and the request
		// be sent again by the system.
		_ = os.Remove(from) // mostly it is gone
		return nil
	}
	return err
}

// link is [Rename] where there is no rename that does not replace.
func link(from, to string, before fs.FileInfo) error {
	err := os.Link(from, to)
	switch {
	case err == nil, errors.Is(err, fs.ErrExist) && isSame(before, to):
		_ = os.Remove(from) // should it stay: the next run removes it
		return nil
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return err
	case !isUnsupported(err) && !errors.Is(err, fs.ErrPermission): // EPERM is FAT's word for it
		return err
	}
	return claim(from, to)
}

// claim is [Rename] where there are no hard links either. A power cut may leave
// an empty file. A file of somebody's that takes the place of the empty one is
// seen but for the moment between the last look and the rename, for which such
// a file system has nothing.
func claim(from, to string) error {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	claimed, err := f.Stat()
	_ = f.Close() // nothing was written
	if err == nil && !isEmpty(to) {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: fs.ErrExist}
	}
	if err == nil {
		err = rename(from, to)
	}
	if err != nil && claimed != nil && isSame(claimed, to) && isEmpty(to) {
		_ = os.Remove(to)
	}
	return err
}

// isSame reports whether what lies at path is the file that info is about.
func isSame(info fs.FileInfo, path string) bool {
	at, err := os.Lstat(path)
	return err == nil && os.SameFile(info, at)
}

func isEmpty(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() == 0
}
