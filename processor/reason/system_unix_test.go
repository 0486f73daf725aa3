//go:build unix

package reason

import "syscall"

const fullDisk = syscall.ENOSPC
