package pool_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"thumbpool/processor/pool"
)

// asWorker makes this test's own program a worker process.
const asWorker = "THUMBPOOL_TEST_WORKER"

func TestMain(m *testing.M) {
	switch os.Getenv(asWorker) {
	case "":
		goleak.VerifyTestMain(m)
	case "serve":
		work := func(memory pool.Memory) pool.Work[string, string] {
			return func(ctx context.Context, request string) string { return answer(ctx, memory, request) }
		}
		if err := pool.Serve(os.Stdin, os.Stdout, work); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "silent":
		_, _ = io.Copy(io.Discard, os.Stdin)
	case "stopped": // takes the request and never answers
		_, _ = os.Stdout.WriteString("\x12\x00\x00\x00thumbpool worker 2")
		_, _ = io.Copy(io.Discard, os.Stdin)
	case "other":
		_, _ = os.Stdout.WriteString("\x02\x00\x00\x00hi")
	}
}

var kept [][]byte // what the request "eat" holds on to

// answer is what the worker process does.
func answer(ctx context.Context, memory pool.Memory, request string) string {
	verb, rest, _ := strings.Cut(request, " ")
	switch verb {
	case "hang":
		select {}
	case "panic":
		panic("told to")
	case "exit":
		os.Exit(3)
	case "eat":
		for {
			kept = append(kept, make([]byte, 4<<20))
		}
	case "work": // a tenth of a second or so of the processor's time
		var sum [sha256.Size]byte
		for block := make([]byte, 1<<20); block[0] < 128; block[0]++ {
			sum = sha256.Sum256(block)
		}
		return hex.EncodeToString(sum[:])
	case "pid":
		return strconv.Itoa(os.Getpid())
	case "need": // all of the first number, then the second, then nothing
		var n, then int64
		_, _ = fmt.Sscan(rest, &n, &then)
		keep, err := memory.Acquire(ctx, n)
		if err != nil {
			return err.Error()
		}
		keep(then)
		keep(0)
		return "had " + rest
	case "hoard": // takes memory and crashes
		_, _ = memory.Acquire(ctx, 60)
		os.Exit(3)
	case "long":
		n, _ := strconv.Atoi(rest)
		return strings.Repeat("x", n)
	}
	return "answer to " + request
}

func command(mode string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), asWorker+"="+mode)
		return cmd
	}
}

func newProcess(t testing.TB, o pool.ProcessOptions) *pool.Process[string, string] {
	t.Helper()
	if o.Command == nil {
		o.Command = command("serve")
	}
	p := pool.NewProcess[string, string](o)
	t.Cleanup(p.Close)
	return p
}

// ask wants an answer without an error.
func ask(t testing.TB, p *pool.Process[string, string], request string) string {
	t.Helper()
	response, err := p.Execute(t.Context(), request)
	if err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	return response
}

func TestProcessAnswers(t *testing.T) {
	p := newProcess(t, pool.ProcessOptions{})
	for i := range 100 {
		request := fmt.Sprint("number ", i)
		if got := ask(t, p, request); got != "answer to "+request {
			t.Errorf("%s: %q", request, got)
		}
	}
	if got := ask(t, p, "long 5000000"); len(got) != 5000000 {
		t.Errorf("a long answer has %d bytes", len(got))
	}
}

func TestAFailureCostsOneRequestAndOneProcess(t *testing.T) {
	tests := []struct {
		request string
		options pool.ProcessOptions
		cause   pool.Cause
		reason  string
	}{
		{"hang", pool.ProcessOptions{Timeout: 300 * time.Millisecond}, pool.CauseTimeout, "longer than 300ms"},
		{"eat", pool.ProcessOptions{Memory: 200 << 20}, pool.CauseMemory, "more than 200 MB"},
		{"panic", pool.ProcessOptions{}, pool.CauseCrash, "exit status 2"},
		{"exit", pool.ProcessOptions{}, pool.CauseCrash, "exit status 3"},
	}
	for _, test := range tests {
		t.Run(test.request, func(t *testing.T) {
			p := newProcess(t, test.options)
			before := ask(t, p, "pid")
			_, err := p.Execute(t.Context(), test.request)
			var crash *pool.CrashError
			if !errors.As(err, &crash) || crash.Cause != test.cause || !strings.Contains(err.Error(), test.reason) {
				t.Fatalf("error %v, want the cause %q and %q", err, test.cause, test.reason)
			}
			if test.request == "panic" && !strings.Contains(crash.Output, "told to") {
				t.Errorf("the panic is not in %q", crash.Output)
			}
			if after := ask(t, p, "pid"); after == before {
				t.Error("the process was not replaced")
			}
		})
	}
}

// TestProcessorTimeOfChildren has two processes work, of which the first crashes.
func TestProcessorTimeOfChildren(t *testing.T) {
	p := newProcess(t, pool.ProcessOptions{})
	for _, request := range []string{"work", "exit"} {
		if _, err := p.Execute(t.Context(), request); (err != nil) != (request == "exit") {
			t.Fatal(request, err)
		}
	}
	first := p.Used()
	if _, err := p.Execute(t.Context(), "work"); err != nil {
		t.Fatal(err)
	}
	if running := p.Used(); running != first {
		t.Errorf("%v, and %v when one more is running", first, running)
	}
	p.Close()
	if both := p.Used(); first < 20*time.Millisecond || both < first+20*time.Millisecond || both > time.Minute {
		t.Errorf("%v, and %v with the second", first, both)
	}
}

func TestCancelKillsAtOnce(t *testing.T) {
	p := newProcess(t, pool.ProcessOptions{})
	pid := ask(t, p, "pid")
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	if _, err := p.Execute(ctx, "hang"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if after := ask(t, p, "pid"); after == pid {
		t.Error("the process that hung is still there")
	}
}

func TestAnotherProgramIsRefused(t *testing.T) {
	p := newProcess(t, pool.ProcessOptions{Command: command("other")})
	if _, err := p.Execute(t.Context(), "hello"); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("error %v", err)
	}
	p = newProcess(t, pool.ProcessOptions{Command: func() *exec.Cmd { return exec.Command("/no/such/program") }})
	if _, err := p.Execute(t.Context(), "hello"); err == nil || !strings.Contains(err.Error(), "cannot be started") {
		t.Errorf("error %v", err)
	}
}

// TestAProcessThatDoesNotAnswerHoldsNobodyUp has processes that say nothing when
// they start, or nothing after that.
func TestAProcessThatDoesNotAnswerHoldsNobodyUp(t *testing.T) {
	for _, mode := range []string{"silent", "stopped"} {
		t.Run(mode, func(t *testing.T) {
			p := newProcess(t, pool.ProcessOptions{Command: command(mode)})
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(10*time.Millisecond, cancel)
			if _, err := p.Execute(ctx, "hello"); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v after the job was stopped", err)
			}
			p = newProcess(t, pool.ProcessOptions{Command: command(mode), Timeout: 50 * time.Millisecond})
			var crash *pool.CrashError
			if _, err := p.Execute(t.Context(), "hello"); !errors.As(err, &crash) || crash.Cause != pool.CauseTimeout {
				t.Errorf("error %v when the time was up", err)
			}
		})
	}
}

func TestAGrandchildThatHoldsThePipesHoldsNobodyUp(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	// The shell ends, and what it has started keeps its standard output.
	p := newProcess(t, pool.ProcessOptions{
		Command: func() *exec.Cmd { return exec.Command(sh, "-c", "sleep 600 & echo $!") },
		Timeout: 50 * time.Millisecond,
	})
	if _, err := p.Execute(t.Context(), "hello"); err == nil {
		t.Error("no error")
	}
}

// ledger is a memory that notes what is taken and given back.
type ledger struct {
	mu      sync.Mutex
	held    int64
	lines   []string
	granted chan struct{} // if not nil, memory is free when it is closed
}

func (l *ledger) Acquire(ctx context.Context, bytes int64) (keep func(int64), err error) {
	if l.granted != nil {
		select {
		case <-l.granted:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	l.note(bytes)
	return l.note, nil
}

func (l *ledger) note(bytes int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held = bytes; len(l.lines) == 0 || l.lines[len(l.lines)-1] != fmt.Sprint(bytes) {
		l.lines = append(l.lines, fmt.Sprint(bytes))
	}
}

func TestProcessesTakeMemoryFromTheirParent(t *testing.T) {
	l := &ledger{}
	p := newProcess(t, pool.ProcessOptions{Shared: l})
	if got := ask(t, p, "need 100 40"); got != "had 100 40" {
		t.Errorf("got %q", got)
	}
	if got := strings.Join(l.lines, " "); got != "100 40 0" {
		t.Errorf("it held %s, want 100 40 0", got)
	}
	if _, err := p.Execute(t.Context(), "hoard"); err == nil || l.held != 0 {
		t.Errorf("a process that crashed holds %d bytes; error %v", l.held, err)
	}
	if got := ask(t, newProcess(t, pool.ProcessOptions{}), "need 100 40"); got != "had 100 40" {
		t.Errorf("without a bound: %q", got)
	}
}

func TestWaitingForMemoryIsNotTheRequestsTime(t *testing.T) {
	const timeout = time.Second
	l := &ledger{granted: make(chan struct{})}
	p := newProcess(t, pool.ProcessOptions{Shared: l, Timeout: timeout})
	time.AfterFunc(timeout+timeout/2, func() { close(l.granted) })
	if got := ask(t, p, "need 100 0"); got != "had 100 0" {
		t.Errorf("got %q", got)
	}
	l.granted = make(chan struct{}) // never
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := p.Execute(ctx, "need 100 0"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v of a request that waits when the job is stopped", err)
	}
}

func BenchmarkProcessOverhead(b *testing.B) {
	p := newProcess(b, pool.ProcessOptions{})
	ask(b, p, "warm up")
	b.ReportAllocs()
	for b.Loop() {
		ask(b, p, "long 20000") // about what a thumbnail has
	}
}

func BenchmarkProcessStart(b *testing.B) {
	for b.Loop() {
		p := pool.NewProcess[string, string](pool.ProcessOptions{Command: command("serve")})
		ask(b, p, "hello")
		p.Close()
	}
}
