package single

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// sharingViolation is what Windows says about a file that another process keeps
// to itself.
const sharingViolation = syscall.Errno(32)

// acquire takes the lock: a file that no other process may open, until this one
// ends.
func acquire(path string) (io.Closer, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const nobody = 0 // shares it
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, nobody, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case err == nil:
		return os.NewFile(uintptr(h), path), nil
	case errors.Is(err, sharingViolation):
		return nil, errLocked
	}
	return nil, err
}

// private is always true: the temporary files of Windows are a user's own.
func private(fs.FileInfo) bool { return true }
