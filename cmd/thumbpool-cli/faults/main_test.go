//go:build faults && linux && amd64

package faults

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"thumbpool/processor"
)

// effort is how much is tried.
type effort string

const (
	quick effort = "quick" // a sample, two minutes: part of CI
	full  effort = "full"  // everything, some minutes
	soak  effort = "soak"  // with large libraries, an hour
)

var (
	howMuch = flag.String("effort", string(full), "quick, full or soak")
	seed    = flag.Uint64("seed", 0, "seed of what is left to chance; 0 takes one from the clock")
	program = flag.String("program", filepath.Join("..", "..", "..", "bin", "thumbpool-cli"), "the program to try")
)

// inNamespace says that this process has mounts of its own already.
const inNamespace = "THUMBPOOL_FAULTS_NAMESPACE"

func TestMain(m *testing.M) {
	if os.Getenv(asWrapper) != "" {
		fmt.Fprintln(os.Stderr, wrap(os.Args[1:]))
		os.Exit(127)
	}
	if len(os.Args) == 2 && os.Args[1] == processor.WorkerArgument {
		if err := processor.ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	flag.Parse()
	if os.Getenv(inNamespace) == "" {
		if code, ok := again(); ok {
			os.Exit(code)
		}
	}
	path, err := filepath.Abs(*program)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v; make builds it\n", err)
		os.Exit(1)
	}
	*program = path
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano()) % 1e9
	}
	fmt.Printf("effort %s, seed %d\n", *howMuch, *seed)
	if effort(*howMuch) == quick {
		inMemory()
	}
	os.Exit(m.Run())
}

// inMemory lets the tests keep their files in memory, where that is possible:
// not all that is tried then is, but soon.
func inMemory() {
	dir, err := os.MkdirTemp("", "faults")
	if err != nil {
		return
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1g"); err != nil {
		_ = os.Remove(dir)
		return
	}
	_ = os.Setenv("TMPDIR", dir)
}

// again runs these tests in a process with mounts of its own, which go with
// it, however it ends. Without the right to that, tests that mount are
// skipped.
func again() (code int, ok bool) {
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		fmt.Printf("no mounts of our own: %v\n", err)
		return 0, false
	}
	_ = cmd.Wait() // the exit code says it
	return cmd.ProcessState.ExitCode(), true
}

// chanceOf is the source of chance of a test, the same for the same seed.
func chanceOf(t *testing.T) *rand.Rand {
	t.Helper()
	var name uint64
	for _, b := range []byte(t.Name()) {
		name = name*31 + uint64(b)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("again with: -run '^%s$' -args -effort %s -seed %d", strings.ReplaceAll(t.Name(), "/", "$/^"), *howMuch, *seed)
		}
	})
	return rand.New(rand.NewPCG(*seed, name))
}

// among is the number that belongs to the effort.
func among(q, f, s int) int {
	switch effort(*howMuch) {
	case quick:
		return q
	case soak:
		return s
	}
	return f
}

// needMounts skips a test where nothing can be mounted.
func needMounts(t *testing.T) {
	t.Helper()
	if os.Getenv(inNamespace) == "" || os.Getuid() != 0 {
		t.Skip("mounting needs root and a name space")
	}
}
