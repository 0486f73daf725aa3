//go:build unix

package pool

import (
	"os/exec"
	"syscall"
)

// detach keeps a worker process off the terminal: a Ctrl-C there is for the
// parent alone, which ends its workers as it sees fit.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}
