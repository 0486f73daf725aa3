package clipfile

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
)

// Clipboard is the desktop's. Its zero value is ready for use.
type Clipboard struct {
	mu    sync.Mutex
	owner *owner // on X11, while what it offers can be pasted
}

// put asks wl-copy under Wayland, if it is there, and else owns the selection of
// X11, which Wayland's desktops follow.
func (c *Clipboard) put(ctx context.Context, paths []string) error {
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		if program, err := exec.LookPath("wl-copy"); err == nil {
			cmd := exec.CommandContext(ctx, program, "--type", "text/uri-list")
			cmd.Stdin = strings.NewReader(uriList(paths))
			if err := cmd.Run(); err != nil {
				return fmt.Errorf("wl-copy: %w", err)
			}
			return nil
		}
	}
	if os.Getenv("DISPLAY") == "" {
		return ErrNone
	}
	o, err := own(paths)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.owner != nil {
		c.owner.close()
	}
	c.owner = o
	return nil
}

// Close lets go of the clipboard.
func (c *Clipboard) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.owner != nil {
		c.owner.close()
		c.owner = nil
	}
}
