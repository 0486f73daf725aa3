package place

import (
	"errors"
	"os"
)

// ErrHeld says that another open file holds what [Hold] asks for.
var ErrHeld = errors.New("in use by another program")

// Hold marks an open file as in use until it is closed or its process ends,
// however that ends. The error is [ErrHeld] if it is marked already, and another
// one where the file system knows no such marks.
func Hold(f *os.File) error {
	err := tryLock(f, false)
	if errors.Is(err, errLocked) {
		return ErrHeld
	}
	return err
}
