//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// mostMemory is what the program may hold at its peak, in bytes, all its
// processes together.
const mostMemory = 1e9

// TestHostilePictures runs the program over pictures that ask for more memory
// and time than they are worth, and large ones that are honest, alone and
// together: within bounds each has a thumbnail or a reason.
func TestHostilePictures(t *testing.T) {
	dir := t.TempDir()
	all := hostile()
	if effort(*howMuch) == quick {
		all = all[:among(8, 0, 0)]
	}
	for _, p := range all {
		f, err := os.Create(filepath.Join(dir, p.name))
		must(t, err)
		must(t, p.write(f))
		must(t, f.Close())
	}
	for _, pool := range []string{"goroutines", "processes"} {
		for _, workers := range []int{1, 2, 8} {
			t.Run(fmt.Sprintf("together/%s/%d", pool, workers), func(t *testing.T) {
				r := frugal(t, dir, pool, workers)
				done := r.done(t)
				if done.Found != len(all) || done.Made+done.Failed != len(all) {
					t.Errorf("%d pictures: %d found, %d made, %d failed", len(all), done.Found, done.Made, done.Failed)
				}
			})
		}
	}
	if effort(*howMuch) == quick {
		return
	}
	for _, p := range all {
		// As often as there are workers: each has one in hand at the same time.
		alone := filepath.Join(t.TempDir(), "alone")
		must(t, os.Mkdir(alone, 0o777))
		for i := range 8 {
			must(t, os.Link(filepath.Join(dir, p.name), filepath.Join(alone, strconv.Itoa(i)+p.name)))
		}
		for _, pool := range []string{"goroutines", "processes"} {
			t.Run(fmt.Sprintf("alone/%s/%s", p.name, pool), func(t *testing.T) {
				for _, workers := range []int{1, 2, 8} {
					source := alone
					if workers == 1 {
						source = filepath.Join(dir, p.name)
					}
					for _, ev := range frugal(t, source, pool, workers).events() {
						if ev.Event == "failed" && p.sound {
							t.Errorf("%s: %s", ev.Path, ev.Reason)
						}
					}
				}
			})
		}
	}
}

// frugal runs the program and holds it to its bounds.
func frugal(t *testing.T, source, pool string, workers int) result {
	t.Helper()
	out := t.TempDir()
	// A busy machine gets more time for what is sound.
	cmd := commandWithin(t, time.Hour, "--json", "--photo-timeout", "5m", "--pool", pool, "-w", strconv.Itoa(workers), "-o", out, source)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	must(t, cmd.Start())
	ended := make(chan struct{})
	var peak int64
	var watching sync.WaitGroup
	watching.Go(func() {
		look := time.NewTicker(5 * time.Millisecond)
		defer look.Stop()
		for {
			peak = max(peak, held(cmd.Process.Pid))
			select {
			case <-look.C:
			case <-ended:
				return
			}
		}
	})
	_ = cmd.Wait() // the exit status says it
	close(ended)
	watching.Wait()
	r := result{status(cmd), stdout.String(), stderr.String()}
	took := time.Since(began)
	outcome := "made"
	for _, ev := range r.events() {
		if ev.Event == "failed" {
			outcome = ev.Reason
		}
	}
	t.Logf("%s, %s, -w %d: %d MB, %.1f s: %s", filepath.Base(source), pool, workers, peak/1e6, took.Seconds(), outcome)
	if peak > mostMemory {
		t.Errorf("held %d MB, want at most %.0f", peak/1e6, mostMemory/1e6)
	}
	return r
}

// held is the memory of a process and its children in bytes. What they share is
// counted for each.
func held(pid int) int64 {
	sum := resident(pid)
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, list := range lists {
		children, _ := os.ReadFile(list) // of a thread that has ended meanwhile
		for child := range strings.FieldsSeq(string(children)) {
			if n, err := strconv.Atoi(child); err == nil {
				sum += resident(n)
			}
		}
	}
	return sum
}

func resident(pid int) int64 {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid)) // of a process that has ended meanwhile
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
