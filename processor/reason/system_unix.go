//go:build unix

package reason

import (
	"errors"
	"syscall"
)

// IsDiskFull reports whether err means that there is no room left: on the
// disk, or in the user's share of it.
func IsDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
