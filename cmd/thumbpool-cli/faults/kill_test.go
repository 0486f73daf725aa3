//go:build faults && linux && amd64

package faults

import (
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestKilledAtEveryCall kills a run before each of its system calls for a file.
func TestKilledAtEveryCall(t *testing.T) {
	for _, pool := range pools {
		t.Run(pool, func(t *testing.T) {
			t.Parallel()
			chance := chanceOf(t)
			h := newHouse(t)
			for _, at := range some(chance, h.trace(t, pool), pool, 20, 400) {
				t.Run(at.String(), func(t *testing.T) {
					h.build(t)
					r := killedAt(t, h, at, pool)
					h.intact(t)
					h.truthful(t, r)
					h.recovers(t)
				})
			}
		})
	}
}

// killedAt runs the program, and kills it before a step.
func killedAt(t *testing.T, h *house, at step, pool string) result {
	t.Helper()
	return killedAtAfter(t, h, at, pool, step{}, nil)
}

// killedAtAfter runs the program, does something before a step, and kills the
// program before another.
func killedAtAfter(t *testing.T, h *house, at step, pool string, first step, do func()) result {
	t.Helper()
	cmd := command(t, h.args(pool)...)
	return start(t, cmd, h.at(func(_ *call, s step) verdict {
		switch s {
		case first:
			do()
		case at:
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // its end says it
			return verdict{kind: hang}
		}
		return verdict{}
	})).end(t)
}

// TestKilledAtRandom kills runs over many photos at moments left to chance, one
// after the other over the same folder, so that each meets what the one before
// left.
func TestKilledAtRandom(t *testing.T) {
	for _, pool := range append(pools, "sequential") {
		t.Run(pool, func(t *testing.T) {
			t.Parallel()
			chance := chanceOf(t)
			dir := t.TempDir()
			source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
			all := photos(t, source, 60)
			put(t, filepath.Join(source, "notes.txt"), []byte("notes"))
			foreign := filepath.Join(to, filepath.Base(all[7]))
			put(t, foreign, pictures()[0])
			before := look(t, dir)
			args := []string{"--pool", pool, "-w", "3", "-o", to, source}
			longest := timed(t, append(args, "-s", "48"))
			kills, met := among(15, 200, 1000), 0
			if pool == "sequential" {
				kills /= 4
			}
			for n := range kills {
				size := fmt.Sprint(32 + n%3*8) // so that thumbnails are replaced
				cmd := command(t, append(args, "-s", size, "--existing", []string{"replace", "skip"}[n%2])...)
				must(t, cmd.Start())
				killer := time.AfterFunc(time.Duration(chance.Int64N(int64(longest))), func() {
					_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it may have ended
				})
				_ = cmd.Wait() // the exit status says it
				killer.Stop()
				if status(cmd) == 128+int(syscall.SIGKILL) {
					met++
				}
				now := look(t, dir)
				unchanged(t, before, now)
				for path := range now {
					if _, was := before[path]; was || filepath.Dir(path) != to || strings.HasPrefix(filepath.Base(path), ownPrefix) {
						continue
					}
					if err := whole(path); err != nil {
						t.Errorf("kill %d: %v", n, err)
					}
				}
				if t.Failed() {
					t.FailNow()
				}
			}
			t.Logf("%d of %d kills met the program at work", met, kills)
			if r := run(t, args...); r.code != 0 {
				t.Errorf("the last run: %+v", r)
			}
			if left := temporaries(t, dir); len(left) > 0 {
				t.Errorf("the last run left %q", left)
			}
			thumbnails := 0
			for path := range look(t, to) {
				if path != foreign && strings.HasSuffix(path, ".jpg") {
					thumbnails++
				}
			}
			if thumbnails != len(all) {
				t.Errorf("%d thumbnails of %d photos", thumbnails, len(all))
			}
			unchanged(t, before, look(t, dir))
		})
	}
}

// timed runs the program once and returns how long it took.
func timed(t *testing.T, args []string) time.Duration {
	t.Helper()
	start := time.Now()
	if r := run(t, args...); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	return time.Since(start)
}
