//go:build !linux && !windows

package clipfile

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
)

// Clipboard is the desktop's. Its zero value is ready for use.
type Clipboard struct{}

func (c *Clipboard) put(ctx context.Context, paths []string) error {
	if runtime.GOOS != "darwin" {
		return ErrNone
	}
	cmd := exec.CommandContext(ctx, "osascript", append([]string{"-l", "JavaScript", "-e", pasteboard}, paths...)...)
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

// Close does nothing: the desktop keeps what was copied.
func (c *Clipboard) Close() {}
