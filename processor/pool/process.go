package pool

import (
	"bytes"
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
	// Timeout is the longest a request may take; 0 means for ever.
	Timeout time.Duration
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
	if err := p.hand(request); err != nil {
		// It ended while it had nothing to do, which is not this request's
		// fault: a new one gets the request.
		p.Close()
		if err := p.hand(request); err != nil {
			p.Close()
			return response, &CrashError{Cause: CauseCrash, Status: err.Error()}
		}
	}
	limited, cancel := ctx, context.CancelFunc(func() {})
	if p.options.Timeout > 0 {
		limited, cancel = context.WithTimeout(ctx, p.options.Timeout)
	}
	defer cancel()
	c := p.child
	unwatch := context.AfterFunc(limited, c.kill)
	response, err = c.receive()
	if unwatch() && err == nil {
		return response, nil
	}
	// The process has ended by itself, or was or is being killed.
	p.child = nil
	c.kill()
	status := c.wait()
	switch {
	case err == nil: // it had answered just before it was killed
		return response, nil
	case ctx.Err() != nil:
		return response, ctx.Err()
	case limited.Err() != nil:
		return response, &CrashError{Cause: CauseTimeout, Time: p.options.Timeout, Status: status}
	case c.cmd.ProcessState.ExitCode() == exitMemory:
		return response, &CrashError{Cause: CauseMemory, Memory: p.options.Memory, Status: status}
	}
	return response, &CrashError{Cause: CauseCrash, Status: status, Output: c.stderr.String()}
}

// hand gives a request to the process, and starts one if there is none.
func (p *Process[Req, Res]) hand(request Req) (err error) {
	if p.child == nil {
		if p.child, err = start[Req, Res](p.options); err != nil {
			return err
		}
	}
	return p.child.hand(request)
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n>>20) }

// Close ends the process and waits until it is gone.
func (p *Process[Req, Res]) Close() {
	if p.child != nil {
		p.child.kill()
		p.child.wait()
		p.child = nil
	}
}

// child is a running worker process.
type child[Req, Res any] struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout io.ReadCloser
	stderr *tail

	ready    bool // it has said its protocol
	out      bytes.Buffer
	in       []byte
	incoming bytes.Buffer
	encoder  *gob.Encoder // writes to out
	decoder  *gob.Decoder // reads from incoming
}

func start[Req, Res any](o ProcessOptions) (*child[Req, Res], error) {
	c := &child[Req, Res]{cmd: o.Command(), stderr: &tail{}}
	c.encoder, c.decoder = gob.NewEncoder(&c.out), gob.NewDecoder(&c.incoming)
	c.cmd.Env = append(c.cmd.Environ(), fmt.Sprintf("%s=%d", memoryVariable, o.Memory))
	c.cmd.Stderr = c.stderr
	detach(c.cmd)
	var err error
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if c.stdout, err = c.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("the worker process cannot be started: %w", err)
	}
	return c, nil
}

// hand sends a request, once the process has said that it is of our kind, and
// waits until it has it.
func (c *child[Req, Res]) hand(request Req) (err error) {
	if !c.ready {
		if err := c.expect(protocol); err != nil {
			return err
		}
		c.ready = true
	}
	c.out.Reset()
	if err := c.encoder.Encode(&request); err != nil {
		return err
	}
	if err := writeFrame(c.stdin, c.out.Bytes()); err != nil {
		return err
	}
	return c.expect(accepted)
}

// expect receives a frame that says what it has to.
func (c *child[Req, Res]) expect(word string) (err error) {
	if c.in, err = readFrame(c.stdout, c.in); err != nil {
		return fmt.Errorf("the worker process does not answer: %w", err)
	}
	if string(c.in) != word {
		return errors.New("the worker process is of another version of the program")
	}
	return nil
}

// receive waits for the response.
func (c *child[Req, Res]) receive() (response Res, err error) {
	if c.in, err = readFrame(c.stdout, c.in); err != nil {
		return response, err
	}
	c.incoming.Write(c.in)
	err = c.decoder.Decode(&response)
	return response, err
}

// kill ends the process at once. It may be called at any time, and twice.
func (c *child[Req, Res]) kill() {
	_ = c.cmd.Process.Kill() // it may have ended by itself
}

// wait reaps the process, which has ended or was killed, and says how it ended.
func (c *child[Req, Res]) wait() string {
	_ = c.stdin.Close()
	_ = c.cmd.Wait() // its error is the state that follows
	return c.cmd.ProcessState.String()
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
