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

// origin is the Root of photos, one for all of them.
type origin struct {
	group string      // folder that keeps several sources apart under one output
	info  fs.FileInfo // what was there when the photos were found; nil if nothing was
}

func newOrigin(group string, info fs.FileInfo) *origin {
	if info != nil {
		os.SameFile(info, info) // Windows looks for what tells a file from another when it is first asked to
	}
	return &origin{group, info}
}

// gone returns an error if the folder in which a photo was found is no longer
// there: nothing is, or another one without the photo, such as the empty folder
// that a drive was mounted on. A folder that is there and may not be read is not
// gone.
func gone(p Photo) error {
	if p.Root == "" {
		return nil
	}
	info, err := os.Stat(p.Root)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil
	case err == nil && p.origin != nil && p.origin.info != nil && !os.SameFile(info, p.origin.info):
		_, err = os.Lstat(p.Path)
	}
	if err != nil {
		return &goneError{p.Root, err}
	}
	return nil
}

// goneFolder is the folder of a photo that failed because it is no longer there;
// empty for all other failures.
func goneFolder(e *PhotoError) string {
	if e.Kind != KindGone {
		return ""
	}
	return e.Photo.Root
}
