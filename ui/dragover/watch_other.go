//go:build !linux

package dragover

import "context"

// Watch does nothing: the desktop does not tell here.
func Watch(context.Context, uintptr, func(bool)) {}
