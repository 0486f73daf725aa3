package reason

import (
	"errors"

	"golang.org/x/sys/windows"
)

// IsDiskFull reports whether err means that there is no room left: on the
// disk, or in the user's share of it.
func IsDiskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}
