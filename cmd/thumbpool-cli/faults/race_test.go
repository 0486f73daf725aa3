//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// theirs is what somebody puts where a thumbnail would go.
var theirs = slices.Concat([]byte("somebody's only copy "), bytes.Repeat([]byte("!"), 100))

// puts says what somebody may do to the place of a thumbnail between two calls
// of a run.
var puts = []struct {
	name string
	put  func(path string) error
}{
	{"a new file", func(path string) error {
		_ = os.Remove(path)
		return os.WriteFile(path, theirs, 0o644)
	}},
	{"a file renamed to it", func(path string) error {
		other := filepath.Join(filepath.Dir(filepath.Dir(path)), "download.part")
		if err := os.WriteFile(other, theirs, 0o644); err != nil {
			return err
		}
		return os.Rename(other, path)
	}},
	{"an edit in its place", func(path string) error {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
		if err != nil {
			return err
		}
		_, err = f.Write(theirs)
		if closed := f.Close(); err == nil {
			err = closed
		}
		return err
	}},
}

// from are the steps from the first look into a folder on, but for the reading
// of photos.
func from(steps []step, folder string) []step {
	first := slices.IndexFunc(steps, func(s step) bool { return strings.Contains(s.key, folder) })
	return slices.DeleteFunc(slices.Clone(steps[first:]), func(s step) bool { return s.name() == "pread64" })
}

// theirsAt holds that a file that somebody put at a place is still there, or is
// a whole thumbnail that was there before somebody came.
func theirsAt(t *testing.T, path string) {
	t.Helper()
	if data, err := os.ReadFile(path); err != nil || !bytes.HasSuffix(data, theirs) {
		t.Errorf("somebody's file at %s was destroyed: %d bytes, %v", path, len(data), err)
	}
}

// TestSomebodyComesBetween puts a file of somebody's at the place of a
// thumbnail between any two calls of a run.
func TestSomebodyComesBetween(t *testing.T) {
	h := newHouse(t)
	chance := chanceOf(t)
	type visit struct {
		step
		place string
		how   int
	}
	var visits []visit
	for _, s := range from(h.trace(t, "goroutines"), "thumbs") {
		for _, place := range []string{"a.jpg", "b (2).jpg", "c.jpg"} {
			for how := range puts {
				visits = append(visits, visit{s, place, how})
			}
		}
	}
	for _, v := range some(chance, visits, "goroutines", 80, 600) {
		t.Run(fmt.Sprintf("%v, %s at %s", v.step, puts[v.how].name, v.place), func(t *testing.T) {
			h.build(t)
			path := filepath.Join(h.thumbs, v.place)
			came := false
			r := runWatched(t, h.once(v.step, func(*call) verdict {
				came = puts[v.how].put(path) == nil
				return verdict{}
			}), h.args("goroutines")...)
			if !came {
				t.Skip("the run did not come to that call")
			}
			theirsAt(t, path)
			h.intact(t, path)
			if r.code == 0 {
				if made := r.done(t).Made; made != 3 {
					t.Errorf("exit status 0 with %d thumbnails", made)
				}
			}
			h.recovers(t, path)
			theirsAt(t, path)
		})
	}
}

// TestSomebodyComesBetweenAndItIsKilled does the same, and kills the run some
// calls later: then nobody is left to put back what was taken by mistake, and
// the next run must not take it for a left-over.
func TestSomebodyComesBetweenAndItIsKilled(t *testing.T) {
	h := newHouse(t)
	chance := chanceOf(t)
	type visit struct{ comes, killed step }
	var visits []visit
	steps := from(h.trace(t, "goroutines"), "thumbs")
	for i, s := range steps {
		if !strings.Contains(s.key, "c.jpg") {
			continue
		}
		for _, killed := range steps[i+1 : min(i+6, len(steps))] {
			visits = append(visits, visit{s, killed})
		}
	}
	path := filepath.Join(h.thumbs, "c.jpg")
	for _, v := range some(chance, visits, "goroutines", 40, 200) {
		t.Run(fmt.Sprintf("%v, killed at %v", v.comes, v.killed), func(t *testing.T) {
			h.build(t)
			came := false
			killedAtAfter(t, h, v.killed, "goroutines", v.comes, func() { came = puts[1].put(path) == nil })
			if !came {
				t.Skip("the run did not come to that call")
			}
			kept := func(when string) {
				t.Helper()
				for p := range look(t, h.dir) {
					if data, err := os.ReadFile(p); err == nil && bytes.Equal(data, theirs) {
						return
					}
				}
				t.Errorf("%s somebody's file is nowhere", when)
			}
			kept("after the kill")
			if r := run(t, h.args("goroutines")...); r.code != 0 {
				t.Errorf("the next run: exit status %d, %s", r.code, r.err)
			}
			kept("after the next run")
		})
	}
}

// TestFolderBecomesALink makes the folder of thumbnails a link to the photos'
// between any two calls of a run.
func TestFolderBecomesALink(t *testing.T) {
	h := newHouse(t)
	chance := chanceOf(t)
	for _, s := range some(chance, from(h.trace(t, "goroutines"), "thumbs"), "goroutines", 20, 200) {
		t.Run(s.String(), func(t *testing.T) {
			h.build(t)
			away := h.thumbs + " away"
			runWatched(t, h.once(s, func(*call) verdict {
				if os.Rename(h.thumbs, away) == nil {
					_ = os.Symlink(h.photos, h.thumbs) // intact sees what came of it
				}
				return verdict{}
			}), h.args("goroutines")...)
			must(t, os.Remove(h.thumbs))
			must(t, os.Rename(away, h.thumbs))
			h.intact(t)
			h.recovers(t)
		})
	}
}
