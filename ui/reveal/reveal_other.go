//go:build !linux

package reveal

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
)

func show(ctx context.Context, paths []string) error {
	switch runtime.GOOS {
	case "darwin":
		if err := exec.CommandContext(ctx, "open", append([]string{"-R", "--"}, paths...)...).Run(); err != nil {
			return fmt.Errorf("show in the Finder: %w", err)
		}
		return nil
	case "windows":
		// Explorer selects one file, and its exit code means nothing.
		_ = exec.CommandContext(ctx, "explorer", "/select,", paths[0]).Run()
		return nil
	}
	return ErrNone
}
