//go:build !linux

package picker

import "context"

// askDesktop has nothing to offer on this system.
func askDesktop(context.Context, question) (string, error) { return "", errNone }
