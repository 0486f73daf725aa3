package pool

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// detach keeps a worker process off the console: a Ctrl-C there is for the
// parent alone, and no window of its own flashes up.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		HideWindow:    true,
		CreationFlags: windows.CREATE_NEW_PROCESS_GROUP | windows.CREATE_NO_WINDOW,
	}
}
