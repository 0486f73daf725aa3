package render

import (
	"context"

	"golang.org/x/sync/semaphore"
)

// Memory is a number of bytes that renderers share.
type Memory interface {
	// Acquire waits until so many bytes are free and takes them; its error is
	// that of ctx. keep gives back all but so many, at last all but 0.
	Acquire(ctx context.Context, bytes int64) (keep func(bytes int64), err error)
}

// Budget is the [Memory] of a process: it bounds the bytes that the photos being
// decoded hold together. Its methods may be called from any goroutine.
type Budget struct {
	bytes int64
	sem   *semaphore.Weighted
}

// NewBudget returns a budget of the given number of bytes.
func NewBudget(bytes int64) *Budget {
	return &Budget{bytes: bytes, sem: semaphore.NewWeighted(bytes)}
}

// Acquire waits until n bytes are free and takes them, or all there are if that
// is less.
func (b *Budget) Acquire(ctx context.Context, n int64) (keep func(int64), err error) {
	n = min(max(n, 1), b.bytes)
	if err := b.sem.Acquire(ctx, n); err != nil {
		return nil, err
	}
	return func(kept int64) {
		if back := n - kept; back > 0 {
			n = kept
			b.sem.Release(back)
		}
	}, nil
}
