//go:build unix

package processor

import (
	"errors"
	"syscall"
	"time"
)

// isDiskFull reports whether err means that there is no room left: on the
// disk, or in the user's share of it.
func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// isHidden reports whether a file or folder is hidden from its user by more
// than its name.
func isHidden(string) bool { return false }

// cpuTime is the processor time that this process has used, and those of its
// child processes that have ended.
func cpuTime() time.Duration {
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}
