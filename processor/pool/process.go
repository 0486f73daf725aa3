package pool

import (
	"bytes"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// ProcessOptions says how a worker process is started and when it is ended.
type ProcessOptions struct {
	// Command returns the command that calls [Serve] on its standard input
	// and output. It is called for each process that is started.
	Command func() *exec.Cmd
	// Timeout is the longest a request may take, with the start of a process if
	// there is none, but not counting what it waits for memory; 0 means for ever.
	Timeout time.Duration
	// Shared is what the requests of all processes share; nil means any amount.
	Shared Memory
	// Memory is how many bytes the process may hold; 0 means any number. The
	// process itself keeps to it: see [Serve].
	Memory int64
}

// Cause is why a worker process ended in the middle of a request.
type Cause string

// The causes.
const (
	CauseCrash   Cause = "crash"
	CauseTimeout Cause = "time"
	CauseMemory  Cause = "memory"
)

// CrashError says that a worker process ended in the middle of a request, or
// could not be started.
type CrashError struct {
	Cause  Cause
	Time   time.Duration // the limit that was passed, for CauseTimeout
	Memory int64         // the limit that was passed, in bytes, for CauseMemory
	Status string        // how the process ended
	Output string        // the last that it wrote to its standard error
}

func (e *CrashError) Error() string {
	switch e.Cause {
	case CauseTimeout:
		return fmt.Sprintf("it took longer than %s and was given up", e.Time)
	case CauseMemory:
		return fmt.Sprintf("it needed more than %s of memory and was given up", megabytes(e.Memory))
	}
	return fmt.Sprintf("the worker process ended: %s", e.Status)
}

// Process is the executor that hands each request to a child process. The
// process is started before it is needed, and replaced after it ended. One
// goroutine at a time may use it.
type Process[Req, Res any] struct {
	options ProcessOptions
	child   *child[Req, Res] // nil until the next request if it ended
	used    time.Duration    // by those that have ended
}

// NewProcess returns an executor and starts its process.
func NewProcess[Req, Res any](o ProcessOptions) *Process[Req, Res] {
	p := &Process[Req, Res]{options: o}
	p.child, _ = start[Req, Res](o) // Execute tries again and says why not
	return p
}

// Execute sends the request to the process and waits for the response. When
// ctx is cancelled or the time is up the process is killed at once.
func (p *Process[Req, Res]) Execute(ctx context.Context, request Req) (response Res, err error) {
	l := newLimit(ctx, p.options.Timeout)
	defer l.end(nil)
	accepted, err := p.hand(l, request)
	if err != nil && !accepted && l.Err() == nil {
		// It ended while it had nothing to do, which is not this request's
		// fault: a new one gets the request.
		p.Close()
		accepted, err = p.hand(l, request)
	}
	if err == nil {
		response, err = p.answer(l)
	}
	if err == nil {
		_ = l.close() // it was in time
		return response, nil
	}
	crash := &CrashError{Cause: CauseCrash, Status: err.Error()}
	if c := p.child; c != nil {
		p.child = nil
		c.kill()
		status, code, used := c.reap()
		p.used += used
		if accepted {
			crash.Status, crash.Output = status, c.stderr.String()
		}
		if code == exitMemory {
			crash = &CrashError{Cause: CauseMemory, Memory: p.options.Memory, Status: status}
		}
	}
	switch late := l.close(); {
	case ctx.Err() != nil:
		return response, ctx.Err()
	case late != nil:
		return response, late
	}
	return response, crash
}

// hand gives a request to the process, starts one if there is none, and reports
// whether the process has accepted it.
func (p *Process[Req, Res]) hand(l *limit, request Req) (accepted bool, err error) {
	if p.child == nil {
		if p.child, err = start[Req, Res](p.options); err != nil {
			return false, err
		}
	}
	c := p.child
	if !c.ready {
		first, err := c.receive(l)
		switch {
		case err != nil:
			return false, fmt.Errorf("the worker process does not answer: %w", err)
		case string(first) != protocol:
			return false, errors.New("the worker process is of another version of the program")
		}
		c.ready = true
	}
	c.out.Reset()
	c.out.WriteByte(frameRequest)
	if err := c.encoder.Encode(&request); err != nil {
		return false, err
	}
	if err := writeFrame(c.stdin, c.out.Bytes()); err != nil {
		return false, err
	}
	frame, err := c.receive(l)
	if err != nil || len(frame) != 1 || frame[0] != frameAccepted {
		return false, fmt.Errorf("the worker process does not answer: %w", cmp.Or(err, errMisspoke))
	}
	return true, nil
}

var errMisspoke = errors.New("it says what it should not")

// answer waits for the response. Until it comes, the process may ask for memory,
// which it has no more when answer returns.
func (p *Process[Req, Res]) answer(l *limit) (response Res, err error) {
	c := p.child
	keep := func(int64) {}
	defer func() { keep(0) }()
	for {
		frame, err := c.receive(l)
		if err != nil {
			return response, err
		}
		if len(frame) == 0 {
			return response, errMisspoke
		}
		switch kind, rest := frame[0], frame[1:]; kind {
		case frameNeed, frameKeep:
			n, err := readAmount(rest)
			if err != nil {
				return response, err
			}
			if kind == frameKeep {
				keep(n)
				continue
			}
			keep(0)
			if keep, err = p.acquire(l, n); err != nil {
				keep = func(int64) {}
				return response, err
			}
			if err := writeFrame(c.stdin, []byte{frameGranted}); err != nil {
				return response, err
			}
		case frameResponse:
			c.incoming.Write(rest)
			err := c.decoder.Decode(&response)
			return response, err
		default:
			return response, errMisspoke
		}
	}
}

// acquire takes memory for the process.
func (p *Process[Req, Res]) acquire(l *limit, bytes int64) (keep func(int64), err error) {
	if p.options.Shared == nil {
		return func(int64) {}, nil
	}
	l.wait(func() { keep, err = p.options.Shared.Acquire(l, bytes) })
	return keep, err
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n>>20) }

// Close ends the process and waits until it is gone, unless it cannot be ended.
func (p *Process[Req, Res]) Close() {
	if p.child != nil {
		p.child.kill()
		_, _, used := p.child.reap()
		p.child = nil
		p.used += used
	}
}

// Used is the processor time of the processes that have ended: after
// [Process.Close], of all, but for one that could not be ended.
func (p *Process[Req, Res]) Used() time.Duration { return p.used }

// child is a running worker process.
type child[Req, Res any] struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stderr *tail
	frames chan []byte   // what it says, until it ends
	gone   chan struct{} // closed when nobody listens any more

	ready    bool // it has said its protocol
	out      bytes.Buffer
	incoming bytes.Buffer
	encoder  *gob.Encoder // writes to out
	decoder  *gob.Decoder // reads from incoming
}

func start[Req, Res any](o ProcessOptions) (*child[Req, Res], error) {
	c := &child[Req, Res]{cmd: o.Command(), stderr: &tail{}, frames: make(chan []byte), gone: make(chan struct{})}
	c.encoder, c.decoder = gob.NewEncoder(&c.out), gob.NewDecoder(&c.incoming)
	c.cmd.Env = append(c.cmd.Environ(), fmt.Sprintf("%s=%d", memoryVariable, o.Memory))
	c.cmd.Stderr = c.stderr
	c.cmd.WaitDelay = patience // for a pipe that somebody else holds open
	detach(c.cmd)
	stdin, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("the worker process cannot be started: %w", err)
	}
	c.stdin = stdin
	go c.listen(stdout)
	return c, nil
}

// listen hands on what the process says. It has a goroutine of its own, since
// reading from a process that cannot be ended would never return.
func (c *child[Req, Res]) listen(stdout io.Reader) {
	defer close(c.frames)
	for {
		frame, err := readFrame(stdout, nil)
		if err != nil {
			return
		}
		select {
		case c.frames <- frame:
		case <-c.gone:
			return
		}
	}
}

// receive waits for the next frame until the time is up.
func (c *child[Req, Res]) receive(l *limit) ([]byte, error) {
	select {
	case frame, ok := <-c.frames:
		if !ok {
			return nil, io.ErrUnexpectedEOF
		}
		return frame, nil
	case <-l.Done():
		return nil, context.Cause(l)
	}
}

// kill ends the process at once.
func (c *child[Req, Res]) kill() {
	_ = c.cmd.Process.Kill() // it may have ended by itself
}

// reap waits for the end of the process, which has ended or was killed, and says
// how it ended and what processor time it has used. A process that a system call holds cannot be ended: it is
// left to itself.
func (c *child[Req, Res]) reap() (status string, code int, used time.Duration) {
	close(c.gone)
	reaped := make(chan struct{})
	go func() {
		defer close(reaped)
		_ = c.stdin.Close()
		_ = c.cmd.Wait() // its error is the state
	}()
	late := time.NewTimer(2 * patience)
	defer late.Stop()
	select {
	case <-reaped:
		state := c.cmd.ProcessState
		return state.String(), state.ExitCode(), state.UserTime() + state.SystemTime()
	case <-late.C:
		return "it cannot be ended", 0, 0
	}
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	data []byte
}

const tailLen = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = append(t.data, p...)
	if n := len(t.data); n > tailLen {
		t.data = append(t.data[:0], t.data[n-tailLen:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.data))
}
