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

// Work carries out one request after another. It should return soon after ctx
// ends.
type Work[Req, Res any] func(ctx context.Context, request Req) Res

// NewWork makes the work of one worker, which takes the memory for what is
// large from memory.
type NewWork[Req, Res any] func(memory Memory) Work[Req, Res]
