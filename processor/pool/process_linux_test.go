package pool_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/pool"
)

// state is the state of a process in /proc: R, S, Z …, or nothing.
func state(pid int) string {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	return rest[:1]
}

// awaitEnd waits until a process is a zombie or gone.
func awaitEnd(t *testing.T, pid int) {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	limit := time.After(20 * time.Second)
	for s := state(pid); s != "" && s != "Z"; s = state(pid) {
		select {
		case <-look.C:
		case <-limit:
			t.Fatalf("process %d has not ended: state %s", pid, s)
		}
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// children counts this process's children, zombies too.
func children(t *testing.T) int {
	t.Helper()
	n := 0
	lists, _ := filepath.Glob("/proc/self/task/*/children")
	for _, list := range lists {
		data, _ := os.ReadFile(list)
		n += len(strings.Fields(string(data)))
	}
	return n
}

// TestChildrenDieWithTheirParent starts a parent that has a busy worker,
// kills it so that it can clean up nothing, and sees the worker go.
func TestChildrenDieWithTheirParent(t *testing.T) {
	if os.Getenv("THUMBPOOL_TEST_PARENT") != "" {
		p := pool.NewProcess[string, string](pool.ProcessOptions{Command: command("serve")})
		fmt.Println("pid", ask(t, p, "pid"))
		ask(t, p, "hang")
	}
	parent := exec.Command(os.Args[0], "-test.run=^TestChildrenDieWithTheirParent$")
	parent.Env = append(os.Environ(), "THUMBPOOL_TEST_PARENT=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscanf(out, "pid %d", &pid); err != nil {
		t.Fatal(err)
	}
	if state(pid) == "" {
		t.Fatal("the worker is not there")
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	awaitEnd(t, pid)
}

func TestAProcessThatEndedIdleCostsNothing(t *testing.T) {
	p := newProcess(t, pool.ProcessOptions{})
	for range 20 {
		kill(t, ask(t, p, "pid"))
	}
	if got := ask(t, p, "hello"); got != "answer to hello" {
		t.Errorf("got %q", got)
	}
}

// kill ends a process and waits until its pipes are closed, which is when it
// is a zombie that waits for its parent.
func kill(t *testing.T, pid string) {
	t.Helper()
	n, err := strconv.Atoi(pid)
	if err != nil {
		t.Fatal(err)
	}
	process, err := os.FindProcess(n)
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	awaitEnd(t, n)
}

func TestThousandKillsLeakNothing(t *testing.T) {
	kills := 1000
	if raceDetector {
		kills = 50 // a program with the race detector starts slowly
	}
	p := newProcess(t, pool.ProcessOptions{})
	ask(t, p, "warm up")
	before := openFiles(t)
	for range kills {
		if _, err := p.Execute(t.Context(), "exit"); err == nil {
			t.Fatal("no error of a process that ended")
		}
	}
	ask(t, p, "still there")
	if after := openFiles(t); after > before {
		t.Errorf("%d open files, %d before", after, before)
	}
	if n := children(t); n != 1 {
		t.Errorf("%d child processes, want 1", n)
	}
}
