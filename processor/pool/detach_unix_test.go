//go:build unix

package pool_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"thumbpool/processor/pool"
)

// TestCtrlCInTheTerminalIsForTheParent starts a parent with a worker in a
// process group of their own, as a shell does, and interrupts that group, as a
// terminal does: the worker must not notice.
func TestCtrlCInTheTerminalIsForTheParent(t *testing.T) {
	if os.Getenv("THUMBPOOL_TEST_TERMINAL") != "" {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt)
		p := pool.NewProcess[string, string](pool.ProcessOptions{Command: command("serve")})
		fmt.Println("pid", ask(t, p, "pid"))
		<-signals
		fmt.Println("pid", ask(t, p, "pid")) // another, if the interrupt has ended it
		os.Exit(0)
	}
	parent := exec.Command(os.Args[0], "-test.run=^TestCtrlCInTheTerminalIsForTheParent$")
	parent.Env = append(os.Environ(), "THUMBPOOL_TEST_TERMINAL=1")
	parent.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var pids []string
	for lines.Scan() {
		pid, ok := strings.CutPrefix(lines.Text(), "pid ")
		if !ok {
			continue
		}
		if pids = append(pids, pid); len(pids) == 1 {
			worker, _ := strconv.Atoi(pid)
			if group, err := syscall.Getpgid(worker); err != nil || group == parent.Process.Pid {
				t.Errorf("the worker is in the process group %d of its parent (%v)", group, err)
			}
			if err := syscall.Kill(-parent.Process.Pid, syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := parent.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(pids) != 2 || pids[0] != pids[1] {
		t.Errorf("the worker was process %q before and after an interrupt of the terminal, want the same", pids)
	}
}
