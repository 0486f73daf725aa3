package pool_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
