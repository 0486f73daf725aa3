package pool

import (
	"context"
	"time"
)

// InProcessOptions says what work in this process may take.
type InProcessOptions struct {
	// Timeout is the longest a request may take, not counting what it waits
	// for memory; 0 means for ever. Its context ends then.
	Timeout time.Duration
	// Memory is what the requests of all workers share; nil means any amount.
	Memory Memory
}

// InProcess is the executor that works in this process. Work that does not
// return when its context has ended, because a system call holds it, is left
// alone with its memory, and replaced. One goroutine at a time may use it.
type InProcess[Req, Res any] struct {
	options InProcessOptions
	newWork NewWork[Req, Res]
	bench   *bench[Req, Res]
}

// bench is the work of an executor with what it was given.
type bench[Req, Res any] struct {
	work   Work[Req, Res]
	memory Memory
	limit  *limit // of the request in hand
}

// NewInProcess returns an executor of the work that newWork makes.
func NewInProcess[Req, Res any](o InProcessOptions, newWork NewWork[Req, Res]) *InProcess[Req, Res] {
	p := &InProcess[Req, Res]{options: o, newWork: newWork}
	p.renew()
	return p
}

func (p *InProcess[Req, Res]) renew() {
	p.bench = &bench[Req, Res]{memory: p.options.Memory}
	p.bench.work = p.newWork(p.bench)
}

// Acquire takes memory for the request in hand.
func (b *bench[Req, Res]) Acquire(ctx context.Context, bytes int64) (keep func(int64), err error) {
	if b.memory == nil {
		return func(int64) {}, nil
	}
	if b.limit.wait(func() { keep, err = b.memory.Acquire(ctx, bytes) }); err != nil {
		return nil, err
	}
	return freeing(bytes, worthFreeing, keep), nil
}

// Execute carries out a request.
func (p *InProcess[Req, Res]) Execute(ctx context.Context, request Req) (response Res, err error) {
	l, b := newLimit(ctx, p.options.Timeout), p.bench
	b.limit = l
	done := make(chan Res, 1)
	go func() { done <- b.work(l, request) }()
	select {
	case response = <-done:
		return response, l.close()
	case <-l.Done():
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case response = <-done:
		return response, l.close()
	case <-late.C:
	}
	p.renew()
	if err := l.close(); err != nil {
		return response, err
	}
	return response, ctx.Err()
}

// Close does nothing: what was given up closes when it comes back.
func (p *InProcess[Req, Res]) Close() {}
