//go:build unix

package processor

import (
	"errors"
	"syscall"
)

// isDiskFull reports whether err means that there is no room left: on the
// disk, or in the user's share of it.
func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// isHidden reports whether a file or folder is hidden from its user by more
// than its name.
func isHidden(string) bool { return false }
