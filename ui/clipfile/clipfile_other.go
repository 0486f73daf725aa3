//go:build !linux

package clipfile

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// Clipboard is the desktop's. Its zero value is ready for use.
type Clipboard struct{}

func (c *Clipboard) put(ctx context.Context, paths []string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		cmd = exec.CommandContext(ctx, "osascript", append([]string{"-l", "JavaScript", "-e", pasteboard}, paths...)...)
	case "windows":
		cmd = exec.CommandContext(ctx, "powershell", "-NoProfile", "-Command", "Set-Clipboard -LiteralPath "+quoted(paths))
	default:
		return ErrNone
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", cmd.Path, err)
	}
	return nil
}

// pasteboard is a script for macOS that writes its arguments as files.
const pasteboard = `ObjC.import("AppKit");
function run(paths) {
	const board = $.NSPasteboard.generalPasteboard;
	board.clearContents;
	board.writeObjects($(paths.map(p => $.NSURL.fileURLWithPath(p))));
}`

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
