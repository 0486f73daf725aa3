// Package clipfile puts files on the clipboard, so that they can be pasted in a
// file manager or a mail: Fyne's clipboard takes text alone.
//
// A [Clipboard] may be used by several goroutines. It waits for the desktop and
// is called off the UI thread.
package clipfile

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
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

// uriList writes files as text/uri-list does (RFC 2483).
func uriList(paths []string) string {
	var b strings.Builder
	for _, p := range paths {
		b.WriteString(address(p))
		b.WriteString("\r\n")
	}
	return b.String()
}

// gnomeFiles writes files as file managers that descend from GNOME's do.
func gnomeFiles(paths []string) string {
	lines := []string{"copy"}
	for _, p := range paths {
		lines = append(lines, address(p))
	}
	return strings.Join(lines, "\n")
}

func address(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}
