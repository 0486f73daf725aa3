//go:build faults && linux && amd64

package faults

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The second stop ends the program within a second, whatever hangs; a busy
// machine gets some more.
const (
	soon     = 4 * time.Second
	toReact  = 300 * time.Millisecond // after which the first stop is taken as heard
	lateness = 30 * time.Millisecond
)

// TestEveryCallHangs lets every system call for a file hang, one in each run,
// for good, as on a network drive that is away, and then stops the program
// twice.
func TestEveryCallHangs(t *testing.T) {
	for _, pool := range pools {
		t.Run(pool, func(t *testing.T) {
			t.Parallel()
			chance := chanceOf(t)
			h := newHouse(t)
			var longest time.Duration
			for _, s := range some(chance, h.trace(t, pool), pool, 16, 200) {
				t.Run(s.String(), func(t *testing.T) {
					h.build(t)
					longest = max(longest, hangAt(t, h, s, h.args(pool)))
					h.intact(t)
					h.recovers(t)
				})
			}
			t.Logf("the longest time from the second stop to the end was %v", longest)
		})
	}
}

// hangAt runs the program, lets it hang at a step, stops it twice, and returns
// how long it took from the second time.
func hangAt(t *testing.T, h *house, at step, args []string) time.Duration {
	t.Helper()
	hangs := make(chan struct{}, 1)
	cmd := command(t, args...)
	var out bytes.Buffer
	errs, said, err := os.Pipe()
	must(t, err)
	defer errs.Close()
	cmd.Stdout, cmd.Stderr = &out, said
	s, err := supervised(cmd, h.once(at, func(*call) verdict {
		hangs <- struct{}{}
		return verdict{kind: hang}
	}))
	must(t, said.Close())
	if err != nil {
		t.Skip(err)
	}
	heard, ended := make(chan struct{}), make(chan struct{})
	go func() {
		lines := bufio.NewReader(errs)
		_, _ = lines.ReadString('\n') // "Finishing the photos in hand."
		close(heard)
		_, _ = io.Copy(io.Discard, lines)
	}()
	go func() {
		_ = cmd.Wait() // the exit status says it
		close(ended)
	}()
	select {
	case <-hangs:
	case <-ended:
		if err := s.wait(); err != nil {
			t.Fatal(err)
		}
		return 0 // this run did not come to that step
	}
	must(t, cmd.Process.Signal(syscall.SIGINT))
	select {
	case <-heard:
	case <-time.After(toReact):
	}
	must(t, cmd.Process.Signal(syscall.SIGINT))
	stopped := time.Now()
	select {
	case <-ended:
	case <-time.After(soon):
		t.Errorf("the program goes on %v after the second stop; its threads:\n%s", soon, threads(cmd.Process.Pid))
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
	}
	took := time.Since(stopped)
	if err := s.wait(); err != nil {
		t.Fatal(err)
	}
	return took
}

// threads tells of each thread of a process what it waits in and which signals
// wait for it, or for all of them.
func threads(pid int) string {
	var told strings.Builder
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	for _, task := range tasks {
		fmt.Fprint(&told, filepath.Base(task))
		status, _ := os.ReadFile(filepath.Join(task, "status"))
		for line := range strings.Lines(string(status)) {
			if name, value, _ := strings.Cut(line, ":"); name == "State" || name == "SigPnd" || name == "ShdPnd" || name == "SigBlk" {
				fmt.Fprintf(&told, " %s %s", name, strings.TrimSpace(value))
			}
		}
		in, _ := os.ReadFile(filepath.Join(task, "syscall"))
		fmt.Fprintf(&told, " call %s\n", strings.TrimSpace(string(in)))
	}
	return told.String()
}

// TestEveryCallComesLate lets the calls of a run each come late while other
// workers go on.
func TestEveryCallComesLate(t *testing.T) {
	chance := chanceOf(t)
	h := newHouse(t)
	for _, at := range some(chance, h.trace(t, "goroutines"), "goroutines", 10, 100) {
		t.Run(at.String(), func(t *testing.T) {
			h.build(t)
			late := make(chan struct{}, 1)
			w := start(t, command(t, h.args("goroutines", "-w", "3")...), h.once(at, func(*call) verdict {
				late <- struct{}{}
				return verdict{kind: hang}
			}))
			go func() {
				select {
				case <-late:
					<-time.After(lateness)
					w.release()
				case <-w.ended:
				}
			}()
			r := w.end(t)
			if r.code != 0 {
				t.Errorf("exit status %d, %s", r.code, r.err)
			}
			h.intact(t)
			h.truthful(t, r)
			if left := temporaries(t, h.dir); len(left) > 0 {
				t.Errorf("left %q", left)
			}
		})
	}
}

// TestTheFirstThreadTouchesNoFile holds what a stop needs that is heard whatever
// hangs: Linux offers signals to the first thread of a process, and while a call
// holds that one, no other hears of them.
func TestTheFirstThreadTouchesNoFile(t *testing.T) {
	h := newHouse(t)
	h.build(t)
	calls := 0
	r := runWatched(t, h.at(func(c *call, s step) verdict {
		calls++
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.pid))
		if err != nil {
			t.Error(err)
		}
		if bytes.Contains(status, fmt.Appendf(nil, "\nTgid:\t%d\n", c.pid)) {
			t.Errorf("the first thread makes the call %s", s)
		}
		return verdict{}
	}), h.args("goroutines")...)
	if r.code != 0 || calls == 0 {
		t.Errorf("exit status %d after %d calls: %s", r.code, calls, r.err)
	}
}
