// Package reveal shows files in the desktop's file manager, selected in their
// folder. It waits for the desktop and is called off the UI thread.
package reveal

import (
	"context"
	"errors"
	"time"
)

// ErrNone says that there is no file manager that can be asked. Opening the
// folder is what remains.
var ErrNone = errors.New("no file manager to ask")

const (
	// patience is how long a file manager has to answer: it may have to start.
	patience = 10 * time.Second
	// most is how many files are selected at once.
	most = 200
)

// Files shows files, which must not be empty and have absolute paths.
func Files(ctx context.Context, paths []string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return show(ctx, paths[:min(len(paths), most)])
}
