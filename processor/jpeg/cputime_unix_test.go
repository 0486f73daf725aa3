//go:build unix

package jpeg

import (
	"syscall"
	"time"
)

// cpuTime returns the processor time used so far: on a busy machine a better
// measure than the time on the wall.
func cpuTime() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
