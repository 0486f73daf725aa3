package pool_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
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
		if err := pool.Serve(os.Stdin, os.Stdout, answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "other":
		_, _ = os.Stdout.WriteString("\x02\x00\x00\x00hi")
	}
}

var kept [][]byte // what the request "eat" holds on to

// answer is what the worker process does.
func answer(_ context.Context, request string) string {
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
	case "pid":
		return strconv.Itoa(os.Getpid())
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
