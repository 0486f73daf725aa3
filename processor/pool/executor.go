package pool

import "context"

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
