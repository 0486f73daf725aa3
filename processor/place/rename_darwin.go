package place

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// renameNew renames a file unless something has the new name (renamex_np(2)
// with RENAME_EXCL).
func renameNew(from, to string) error { return renamexNp(from, to, unix.RENAME_EXCL) }

// exchange lets two files have each other's name, in one step.
func exchange(a, b string) error { return renamexNp(a, b, unix.RENAME_SWAP) }

func renamexNp(from, to string, flags uint32) error {
	err := unix.RenamexNp(from, to, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS):
		return errNotSupported
	}
	return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
}
