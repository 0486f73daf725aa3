package pool

import (
	"context"
	"runtime/debug"
)

// Memory is a number of bytes that workers share.
type Memory interface {
	// Acquire waits until so many bytes are free and takes them; its error is
	// that of ctx. keep gives back all but so many, at last all but 0. A
	// worker gives everything back before it acquires again.
	Acquire(ctx context.Context, bytes int64) (keep func(bytes int64), err error)
}

// How many bytes must be given back at once to be worth the time that returning
// them to the system takes, a millisecond or two: what is less, the garbage
// collector sees to. In a process that works alone its garbage is in nobody's
// sight, so that there it is less.
const (
	worthFreeing      = 128 << 20
	aloneWorthFreeing = 32 << 20
)

// freeing is keep with what is given back free in truth: somebody else may fill
// as much memory at once.
func freeing(held, worth int64, keep func(int64)) func(int64) {
	return func(n int64) {
		if held-n >= worth {
			debug.FreeOSMemory()
		}
		held = n
		keep(n)
	}
}
