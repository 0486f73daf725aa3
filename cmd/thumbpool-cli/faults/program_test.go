//go:build faults && linux && amd64

package faults

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hung is how long the program may take for anything that is asked of it here
// before it counts as hung.
const hung = time.Minute

// result is what one run of the program left behind but for its files.
type result struct {
	code     int // 128 and the signal's number if one ended it
	out, err string
}

// event is a line of --json, as far as the tests look at it.
type event struct {
	Event, Path, Output, Kind, Step, Reason, Error string
	Found, Made, Skipped, Failed, Left             int
	PassedOver                                     int `json:"passed_over"`
}

// events are the lines of a run with --json, all that are whole.
func (r result) events() []event {
	var events []event
	for line := range strings.Lines(r.out) {
		var ev event
		if json.Unmarshal([]byte(line), &ev) == nil {
			events = append(events, ev)
		}
	}
	return events
}

// done is the last event of a run.
func (r result) done(t *testing.T) event {
	t.Helper()
	events := r.events()
	if len(events) == 0 || events[len(events)-1].Event != "done" {
		t.Fatalf("no last event; exit status %d, standard error %q", r.code, r.err)
	}
	return events[len(events)-1]
}

// command is a start of the program with nothing of the user's settings.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	return commandWithin(t, hung, args...)
}

// commandWithin is a start of the program that may take another time.
func commandWithin(t *testing.T, limit time.Duration, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), limit)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, *program, args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=/nonexistent", "LANG=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	return cmd
}

// run runs the program.
func run(t *testing.T, args ...string) result {
	t.Helper()
	return finish(t, command(t, args...))
}

func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the exit status says it
	return result{status(cmd), out.String(), errs.String()}
}

func status(cmd *exec.Cmd) int {
	if w := cmd.ProcessState.Sys().(syscall.WaitStatus); w.Signaled() {
		return 128 + int(w.Signal())
	}
	return cmd.ProcessState.ExitCode()
}

// runWatched runs the program under a supervisor.
func runWatched(t *testing.T, hook func(*call) verdict, args ...string) result {
	t.Helper()
	return start(t, command(t, args...), hook).end(t)
}

// watchedRun is a run under a supervisor.
type watchedRun struct {
	*supervisor
	cmd       *exec.Cmd
	out, errs bytes.Buffer
}

// start starts a run under a supervisor.
func start(t *testing.T, cmd *exec.Cmd, hook func(*call) verdict) *watchedRun {
	t.Helper()
	w := &watchedRun{cmd: cmd}
	cmd.Stdout, cmd.Stderr = &w.out, &w.errs
	s, err := supervised(cmd, hook)
	if err != nil {
		t.Skip(err)
	}
	w.supervisor = s
	return w
}

// end waits for the end of the run.
func (w *watchedRun) end(t *testing.T) result {
	t.Helper()
	_ = w.cmd.Wait() // the exit status says it
	if err := w.wait(); err != nil {
		t.Fatalf("the supervisor: %v", err)
	}
	return result{status(w.cmd), w.out.String(), w.errs.String()}
}

// kill kills the run, with its worker processes.
func (w *watchedRun) kill() { _ = syscall.Kill(-w.cmd.Process.Pid, syscall.SIGKILL) } // its end says it

// underWay is a program that runs with --json, whose events are read one by
// one: between two of them the test may do what it likes.
type underWay struct {
	t      *testing.T
	cmd    *exec.Cmd
	lines  *bufio.Reader
	out    strings.Builder
	stderr bytes.Buffer
}

func begin(t *testing.T, args ...string) *underWay {
	t.Helper()
	u := &underWay{t: t, cmd: command(t, append([]string{"--json"}, args...)...)}
	pipe, err := u.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	u.cmd.Stderr = &u.stderr
	u.lines = bufio.NewReader(pipe)
	if err := u.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = u.cmd.Process.Kill() })
	return u
}

// next waits for the next event of a name; false if there is none any more.
func (u *underWay) next(name string) (event, bool) {
	for {
		line, err := u.lines.ReadString('\n')
		u.out.WriteString(line)
		var ev event
		if json.Unmarshal([]byte(line), &ev) == nil && ev.Event == name {
			return ev, true
		}
		if err != nil {
			return event{}, false
		}
	}
}

// stopped stops the program, with its worker processes, while f runs.
func (u *underWay) stopped(f func()) {
	u.t.Helper()
	if err := syscall.Kill(-u.cmd.Process.Pid, syscall.SIGSTOP); err != nil {
		u.t.Fatal(err)
	}
	f()
	if err := syscall.Kill(-u.cmd.Process.Pid, syscall.SIGCONT); err != nil {
		u.t.Fatal(err)
	}
}

// end waits for the end of the program.
func (u *underWay) end() result {
	u.t.Helper()
	if _, err := io.Copy(&u.out, u.lines); err != nil && !errors.Is(err, os.ErrClosed) {
		u.t.Fatal(err)
	}
	_ = u.cmd.Wait() // the exit status says it
	return result{status(u.cmd), u.out.String(), u.stderr.String()}
}

// temporaries are the files in a folder that the program had not given their
// names yet.
func temporaries(t *testing.T, folder string) []string {
	t.Helper()
	var found []string
	for path, f := range look(t, folder) {
		if strings.HasPrefix(filepath.Base(path), ownPrefix) && f.mode.IsRegular() && !lockFile(path) {
			found = append(found, path)
		}
	}
	return found
}
