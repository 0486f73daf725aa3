package clipfile

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"syscall"
)

// Clipboard is the desktop's. Its zero value is ready for use.
type Clipboard struct{}

func (c *Clipboard) put(ctx context.Context, paths []string) error {
	cmd := exec.CommandContext(ctx, "powershell", "-NoProfile", "-Command", "Set-Clipboard -LiteralPath "+quoted(paths))
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} // its console would flash up
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", cmd.Path, err)
	}
	return nil
}

// quoted writes paths as PowerShell's strings, in which a quote is doubled.
func quoted(paths []string) string {
	all := make([]string, len(paths))
	for i, p := range paths {
		all[i] = "'" + strings.ReplaceAll(p, "'", "''") + "'"
	}
	return strings.Join(all, ",")
}

// Close does nothing: the desktop keeps what was copied.
func (c *Clipboard) Close() {}
