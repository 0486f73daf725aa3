package pool

import "context"

// Kind says where the tasks of a pool are carried out.
type Kind string

// The kinds of pool.
const (
	// Sequential carries out one task after another: the baseline.
	Sequential Kind = "sequential"
	// Goroutines has a goroutine for each worker, in one address space.
	Goroutines Kind = "goroutines"
	// Processes has a child process for each worker. A task that exhausts
	// memory, hangs or crashes costs that task and one process, which is
	// replaced.
	Processes Kind = "processes"
)

// Executor carries out the requests of one worker, one at a time.
type Executor[Req, Res any] interface {
	// Execute carries out a request. Its error is not the request's, which
	// the response tells, but that of the executor: ctx's or a *CrashError.
	Execute(ctx context.Context, request Req) (Res, error)
	// Close frees what the executor owns; it is its last call.
	Close()
}

// InProcess is the executor that calls a function, on the worker's goroutine.
type InProcess[Req, Res any] func(ctx context.Context, request Req) Res

// Execute calls the function.
func (f InProcess[Req, Res]) Execute(ctx context.Context, request Req) (Res, error) {
	return f(ctx, request), nil
}

// Close does nothing.
func (f InProcess[Req, Res]) Close() {}
