package render

import (
	"context"

	"golang.org/x/sync/semaphore"
)

// Budget bounds the bytes that the photos being decoded hold together. All
// renderers of a job share one; its methods may be called from any goroutine.
// A nil Budget has no bound.
type Budget struct {
	bytes int64
	sem   *semaphore.Weighted
}

// NewBudget returns a budget of the given number of bytes.
func NewBudget(bytes int64) *Budget {
	return &Budget{bytes: bytes, sem: semaphore.NewWeighted(bytes)}
}

// acquire waits until n bytes are free and takes them. A photo that needs more
// than there is takes all, and so is decoded alone.
func (b *Budget) acquire(ctx context.Context, n int64) (release func(), err error) {
	if b == nil {
		return func() {}, nil
	}
	n = min(max(n, 1), b.bytes)
	if err := b.sem.Acquire(ctx, n); err != nil {
		return nil, err
	}
	return func() { b.sem.Release(n) }, nil
}
