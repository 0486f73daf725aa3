package photo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"thumbpool/processor/reason"
)

// Origin is what is known of the Root of photos, one for all of them.
type Origin struct {
	Group string      // folder that keeps several sources apart under one output
	info  fs.FileInfo // what was there when the photos were found; nil if nothing was
}

// NewOrigin returns the origin of photos below a folder that a look at it has
// shown; info is nil if nothing was there.
func NewOrigin(group string, info fs.FileInfo) *Origin {
	if info != nil {
		os.SameFile(info, info) // Windows looks for what tells a file from another when it is first asked to
	}
	return &Origin{group, info}
}

// GoneError says that the folder of a photo is no longer there, as when a drive
// was unplugged: it is not the photo that is at fault.
type GoneError struct {
	Root string
	Err  error
}

func (e *GoneError) Error() string { return fmt.Sprintf("the folder %s is no longer there", e.Root) }

// Unwrap returns the system's error.
func (e *GoneError) Unwrap() error { return e.Err }

// Reason says that the whole folder is gone.
func (e *GoneError) Reason() reason.Reason { return reason.Reason{Key: reason.FolderGone} }

// Gone returns a [*GoneError] if the folder in which a photo was found is no
// longer there: nothing is, or another one without the photo, such as the empty
// folder that a drive was mounted on. A folder that is there and may not be read
// is not gone. It looks at the disk.
func (p Photo) Gone() error {
	if p.Root == "" {
		return nil
	}
	info, err := os.Stat(p.Root)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil
	case err == nil && p.Origin != nil && p.Origin.info != nil && !os.SameFile(info, p.Origin.info):
		_, err = os.Lstat(p.Path)
	}
	if err != nil {
		return &GoneError{p.Root, err}
	}
	return nil
}
