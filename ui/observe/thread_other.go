//go:build !linux

package observe

import "time"

// threadTime is not known here: the tests from outside need Linux anyway.
func threadTime() time.Duration { return 0 }
