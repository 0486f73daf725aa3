//go:build faults && linux && amd64

package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTwoRuns starts a second run on a folder while a first one is at work
// there, with each choice of --existing, in the same and in another size, in
// the same and in another process namespace (a container). The first must not
// lose a thumbnail, nothing may be mixed, and the second must either do its
// work or say who is there and leave everything alone.
func TestTwoRuns(t *testing.T) {
	for _, apart := range []bool{false, true} {
		for _, existing := range []string{"replace", "skip", "rename"} {
			for _, size := range []string{"32", "48"} {
				for _, how := range []string{"", ", waiting", ", together"} {
					name := fmt.Sprintf("%s, %s pixels", existing, size)
					if apart {
						name += ", in another namespace"
					}
					t.Run(name+how, func(t *testing.T) {
						if apart {
							needMounts(t)
						}
						twoRuns(t, apart, existing, size, how == ", waiting", how == ", together")
					})
				}
			}
		}
	}
}

// twoRuns holds the first run in the middle while the second does its work or
// waits; or lets both go together.
func twoRuns(t *testing.T, apart bool, existing, size string, wait, together bool) {
	t.Helper()
	dir := t.TempDir()
	source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
	n := among(40, 200, 400)
	photos(t, source, n)
	before := look(t, source)
	args := func(size string) []string {
		return []string{"--json", "--existing", existing, "-w", "1", "-s", size, "-o", to, source}
	}
	second := command(t, args(size)...)
	if wait {
		second = command(t, append([]string{"--wait"}, args(size)...)...)
	}
	if apart {
		second = inNamespaces(second)
	}
	held, waits := make(chan struct{}), make(chan struct{})
	first := start(t, command(t, args("32")...), func(c *call) verdict {
		last := c.paths[len(c.paths)-1]
		if len(c.paths) < 2 || last != filepath.Join(to, "p0003.jpg") || isClosed(held) { // it gets its name
			return verdict{}
		}
		close(held)
		if together {
			return verdict{}
		}
		return verdict{kind: hang}
	})
	<-held
	other := start(t, second, func(c *call) verdict {
		if strings.HasPrefix(c.key(dir), "flock ") || strings.HasPrefix(c.key(dir), "fcntl ") {
			if !isClosed(waits) {
				close(waits)
			}
		}
		return verdict{}
	})
	if wait {
		select {
		case <-waits:
		case <-other.ended:
		}
		first.release()
	}
	r2 := other.end(t)
	first.release()
	r1 := first.end(t)
	unchanged(t, before, look(t, source))
	if done := r1.done(t); r1.code != 0 || done.Made != n {
		t.Errorf("the first run: exit status %d, %d made, %s", r1.code, done.Made, r1.err)
	}
	told := !wait && r2.code != 0
	if told && (len(r2.events()) > 1 && r2.done(t).Made > 0 || !strings.Contains(r2.err, "another run") && !strings.Contains(r2.err, "in use")) {
		t.Errorf("the second run was not told plainly: exit status %d, %s", r2.code, r2.err)
	}
	if wait && r2.code != 0 {
		t.Errorf("the second run waited, and: %+v", r2.err)
	}
	outputs := map[string]string{} // by photo, of the last run that made it
	for i, r := range []result{r1, r2} {
		for _, ev := range r.events() {
			if ev.Event == "finished" || ev.Event == "skipped" {
				outputs[fmt.Sprint(i, ev.Path)] = ev.Output
			}
		}
	}
	made := map[string]bool{}
	for _, path := range outputs {
		made[path] = true
		if err := whole(path); err != nil {
			t.Errorf("said to be made: %v", err)
			break
		}
	}
	if there := thumbnailsIn(t, to); there != len(made) {
		t.Errorf("%d thumbnails, %d are said to be made", there, len(made))
	}
	widths := map[int]int{}
	for path := range look(t, to) {
		if whole(path) == nil {
			widths[width(t, path)]++
		}
	}
	if existing != "rename" && told && len(widths) > 1 {
		t.Errorf("the sizes are mixed: %v", widths)
	}
	if left := temporaries(t, dir); len(left) > 0 {
		t.Errorf("left %q", left)
	}
}

func isClosed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// inNamespaces starts a command where it sees other processes and other process
// numbers than we do, under the same host name.
func inNamespaces(cmd *exec.Cmd) *exec.Cmd {
	cmd.Args = append([]string{"unshare", "--pid", "--fork", "--mount-proc", "--kill-child", cmd.Path}, cmd.Args[1:]...)
	cmd.Path, cmd.Err = exec.LookPath("unshare")
	return cmd
}

// TestTwoShards starts the shards of one library at once: they share the folder
// and together make every thumbnail.
func TestTwoShards(t *testing.T) {
	for _, apart := range []bool{false, true} {
		t.Run(fmt.Sprintf("apart %v", apart), func(t *testing.T) {
			if apart {
				needMounts(t)
			}
			dir := t.TempDir()
			source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
			n := among(60, 200, 400)
			photos(t, source, n)
			const shards = 3
			said := make(chan result, shards)
			for k := range shards {
				cmd := command(t, "--json", "-w", "1", "-s", "32", "--shard", fmt.Sprintf("%d/%d", k+1, shards), "-o", to, source)
				if apart {
					cmd = inNamespaces(cmd)
				}
				go func() { said <- finish(t, cmd) }()
			}
			made := 0
			for range shards {
				r := <-said
				if r.code != 0 {
					t.Errorf("a shard: exit status %d, %s", r.code, r.err)
					continue
				}
				made += r.done(t).Made
			}
			if there := thumbnailsIn(t, to); there != n || made != n {
				t.Errorf("%d photos, %d said to be made, %d thumbnails", n, made, there)
			}
			if left := temporaries(t, dir); len(left) > 0 {
				t.Errorf("left %q", left)
			}
		})
	}
}

// TestTemporariesOfOthers holds that a run removes the temporaries of one that
// was killed, and none of one that goes on, wherever the two are.
func TestTemporariesOfOthers(t *testing.T) {
	for _, apart := range []bool{false, true} {
		for _, killed := range []bool{false, true} {
			t.Run(fmt.Sprintf("apart %v, killed %v", apart, killed), func(t *testing.T) {
				if apart {
					needMounts(t)
				}
				h := newHouse(t)
				steps := h.trace(t, "goroutines")
				last := slices.IndexFunc(steps, func(s step) bool {
					return s.n == 1 && strings.HasPrefix(s.key, "fsync "+filepath.Base(h.thumbs)+"/"+ownPrefix) || s.name() == "fdatasync"
				})
				if last < 0 {
					t.Fatalf("no call that syncs: %v", steps)
				}
				h.build(t)
				// The first run is held while it has its temporary, and is one
				// of two shards, so that the second may come in.
				held := make(chan struct{})
				cmd := command(t, h.args("goroutines", "--shard", "1/1")...)
				if apart {
					cmd = inNamespaces(cmd)
				}
				first := start(t, cmd, h.once(steps[last], func(*call) verdict {
					close(held)
					return verdict{kind: hang}
				}))
				<-held
				temps := temporaries(t, h.dir)
				if len(temps) == 0 {
					first.kill()
					first.end(t)
					t.Skip("the temporary has no name while it is written")
				}
				if killed {
					first.kill()
					first.end(t)
				}
				r := run(t, h.args("goroutines", "--existing", "skip", "--shard", "1/1")...)
				for _, temp := range temps {
					if _, err := os.Lstat(temp); (err == nil) == killed {
						t.Errorf("%s: %v after the next run (%d, %s)", temp, err, r.code, r.err)
					}
				}
				if !killed {
					first.release()
					if r := first.end(t); r.code != 0 {
						t.Errorf("the first run: exit status %d, %s", r.code, r.err)
					}
				}
				h.intact(t)
			})
		}
	}
}
