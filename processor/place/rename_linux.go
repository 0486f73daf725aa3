package place

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// renameNew renames a file unless something has the new name (renameat2(2)
// with RENAME_NOREPLACE).
func renameNew(from, to string) error { return renameat2(from, to, unix.RENAME_NOREPLACE) }

// exchange lets two files have each other's name, in one step.
func exchange(a, b string) error { return renameat2(a, b, unix.RENAME_EXCHANGE) }

func renameat2(from, to string, flags uint) error {
	for {
		err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, flags)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EOPNOTSUPP):
			return errNotSupported // EINVAL also for a name that FAT does not take, which what follows finds out
		}
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
}
