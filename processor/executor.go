package processor

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"time"

	"thumbpool/processor/crash"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
	"thumbpool/processor/pool"
	"thumbpool/processor/reason"
	"thumbpool/processor/render"
)

// request asks an executor for the thumbnail of one photo.
type request struct {
	Path   string
	Recipe render.Recipe
}

// response is the thumbnail, or why there is none. It crosses from process to
// process but for the fields in lower case.
type response struct {
	Data                    []byte // valid until the executor's next request
	Width, Height           int
	PhotoWidth, PhotoHeight int
	Damaged                 string
	Damage                  reason.Reason
	Preview                 *image.RGBA
	Times                   Times
	Failure                 *failure
	stopped                 bool
}

// failure is why a photo has no thumbnail: a [PhotoError] on its way, without its
// photo.
type failure struct {
	Step   Step
	Reason reason.Reason
	Text   string // of the error
	Stack  string
	err    error // nil if it happened in another process
}

// newFailure sorts an error that happened in a step.
func newFailure(step Step, err error) *failure {
	e := photo.NewError(Photo{}, step, err)
	f := &failure{Step: step, Reason: e.Reason, Text: e.Why(), err: e.Err}
	if fault, ok := errors.AsType[*render.PanicError](err); ok {
		f.Stack = crash.Clean(string(fault.Stack))
	}
	return f
}

// of makes the failure that of a photo.
func (f *failure) of(p Photo) *PhotoError {
	err := f.err
	if err == nil {
		err = errors.New(f.Text)
	}
	return &PhotoError{Photo: p, Step: f.Step, Reason: f.Reason, Err: err, Stack: f.Stack}
}

// carryOut renders one photo.
func carryOut(ctx context.Context, r *render.Renderer, q request) response {
	t, err := r.Render(ctx, q.Path, q.Recipe)
	a := response{
		Data:  t.Data,
		Width: t.Width, Height: t.Height,
		PhotoWidth: t.PhotoWidth, PhotoHeight: t.PhotoHeight,
		Damage:  reason.Of(t.Damaged),
		Preview: t.Preview,
		Times:   t.Times,
	}
	if t.Damaged != nil {
		a.Damaged = t.Damaged.Error()
	}
	var at *render.StepError
	switch {
	case err == nil:
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		a.stopped = true
	case errors.As(err, &at):
		a.Failure = newFailure(at.Step, at.Err)
	default:
		a.Failure = newFailure(StepRead, err)
	}
	return a
}

// newWork makes the work of one worker: rendering photos.
func newWork(memory pool.Memory) pool.Work[request, response] {
	began := time.Now()
	r := render.NewRenderer(memory, func() time.Duration { return time.Since(began) })
	return func(ctx context.Context, q request) response { return carryOut(ctx, r, q) }
}

// executors returns what makes the executor of each worker of a job.
func executors(o Options) (func() pool.Executor[request, response], error) {
	memory := render.NewBudget(o.MemoryBudget)
	if o.Pool != option.PoolProcesses {
		return func() pool.Executor[request, response] {
			return pool.NewInProcess(pool.InProcessOptions{Timeout: o.PhotoTimeout, Memory: memory}, newWork)
		}, nil
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("worker processes cannot be started: %w", err)
	}
	return func() pool.Executor[request, response] {
		return pool.NewProcess[request, response](pool.ProcessOptions{
			Command: func() *exec.Cmd { return exec.Command(program, WorkerArgument) },
			Timeout: o.PhotoTimeout,
			Memory:  o.PhotoMemory,
			Shared:  memory,
		})
	}, nil
}

// execute has one photo rendered. What ends a worker process, or is given up, is
// the failure of the photo that was in hand.
func execute(ctx context.Context, e pool.Executor[request, response], q request) response {
	a, err := e.Execute(ctx, q)
	var ended *pool.CrashError
	switch {
	case err == nil:
	case errors.As(err, &ended):
		a = response{Times: a.Times} // with whatever it gave up at
		a.Failure = &failure{Step: StepDecode, Reason: whyEnded(ended), Stack: crash.Clean(ended.Output), err: ended}
	default:
		a.stopped = true
	}
	return a
}

// whyEnded is the reason of a photo that its worker process did not survive, or
// that was given up.
func whyEnded(e *pool.CrashError) reason.Reason {
	switch e.Cause {
	case pool.CauseTimeout:
		return reason.Reason{Key: reason.Time, Limit: e.Time}
	case pool.CauseMemory:
		return reason.Reason{Key: reason.Memory, Most: e.Memory}
	}
	return reason.Reason{Key: reason.Worker, Detail: e.Error()}
}

// MemoryLimit is what a program that runs a job with the default budget tells its
// garbage collector ([debug.SetMemoryLimit]): the budget, and room for all else.
// Without it, what photos have let go of might lie about twice over.
const MemoryLimit = 900e6

// WorkerArgument is the only argument of a program that has to be a worker
// process: its main function begins by handing over to [ServeWorker].
const WorkerArgument = "worker-process"

// ServeWorker is the work of a worker process for a job in another process,
// which talks to it through r and w. It returns when r ends.
func ServeWorker(r io.Reader, w io.Writer) error {
	return pool.Serve(r, w, newWork)
}
