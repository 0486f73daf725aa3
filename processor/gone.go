package processor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// goneError says that the folder of a photo is no longer there, as when a drive
// was unplugged: it is not the photo that is at fault.
type goneError struct {
	root string
	err  error
}

func (e *goneError) Error() string { return fmt.Sprintf("the folder %s is no longer there", e.root) }
func (e *goneError) Unwrap() error { return e.err }

// gone returns an error if the folder in which a photo was found is no longer
// there. A folder that is there and may not be read is not gone.
func gone(p Photo) error {
	if p.Root == "" {
		return nil
	}
	if _, err := os.Stat(p.Root); err != nil && !errors.Is(err, fs.ErrPermission) {
		return &goneError{p.Root, err}
	}
	return nil
}
