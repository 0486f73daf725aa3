// Package clipfile puts files on the clipboard, so that they can be pasted in a
// file manager or a mail: Fyne's clipboard takes text alone.
//
// A [Clipboard] may be used by several goroutines. It waits for the desktop and
// is called off the UI thread.
package clipfile

import (
	"context"
	"errors"
	"time"
)

// ErrNone says that there is no clipboard for files.
var ErrNone = errors.New("no clipboard for files")

// patience is how long the desktop has to take the files.
const patience = 5 * time.Second

// Copy puts files, which have absolute paths, on the clipboard in place of what
// was there. On X11 they can be pasted as long as the program runs.
func (c *Clipboard) Copy(ctx context.Context, paths []string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return c.put(ctx, paths)
}
