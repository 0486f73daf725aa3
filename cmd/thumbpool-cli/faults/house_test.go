//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// house is a folder in which a run meets all that it can meet when it saves:
//
//	photos/a.jpg          no thumbnail yet
//	photos/b.jpg          the user has a file where its thumbnail would go
//	photos/c.jpg          a thumbnail of another size is to be replaced
//	photos/notes.txt      nothing to do with it
//	thumbs/b.jpg          that file of the user
//	thumbs/c.jpg          that thumbnail
//	thumbs/list.txt       nothing to do with it
//
// It is built anew for each try, with the same content, times and paths.
type house struct {
	dir, photos, thumbs string
	content             map[string][]byte
	old                 string // the thumbnail that is to be replaced
	before              map[string]file
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	h := &house{dir: dir, photos: filepath.Join(dir, "photos"), thumbs: filepath.Join(dir, "thumbs")}
	h.content = map[string][]byte{
		filepath.Join(h.photos, "a.jpg"):     pictures()[0],
		filepath.Join(h.photos, "b.jpg"):     pictures()[1],
		filepath.Join(h.photos, "c.jpg"):     pictures()[2],
		filepath.Join(h.photos, "notes.txt"): []byte("notes"),
		filepath.Join(h.thumbs, "b.jpg"):     pictures()[3],
		filepath.Join(h.thumbs, "list.txt"):  []byte("list"),
	}
	h.build(t)
	h.old = filepath.Join(h.thumbs, "c.jpg")
	if r := run(t, "-s", "48", "-o", h.thumbs, filepath.Join(h.photos, "c.jpg")); r.code != 0 {
		t.Fatalf("the thumbnail to be replaced: %+v", r)
	}
	data, err := os.ReadFile(h.old)
	must(t, err)
	h.content[h.old] = data
	h.build(t)
	return h
}

// build puts everything where it was.
func (h *house) build(t *testing.T) {
	t.Helper()
	for _, path := range []string{h.photos, h.thumbs} {
		must(t, os.RemoveAll(path))
	}
	entries, err := os.ReadDir(h.dir)
	must(t, err)
	for _, e := range entries {
		must(t, os.RemoveAll(filepath.Join(h.dir, e.Name())))
	}
	noon := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	for _, path := range slices.Sorted(maps.Keys(h.content)) {
		put(t, path, h.content[path])
		must(t, os.Chtimes(path, noon, noon))
	}
	h.before = look(t, h.dir)
	delete(h.before, h.old)
}

// args are the arguments of the run that is tried.
func (h *house) args(pool string, more ...string) []string {
	return append(append([]string{"--json", "--pool", pool, "-w", "1", "-s", "32", "-o", h.thumbs}, more...), h.photos)
}

// trace returns the keys of the calls that a run makes in the house, each with
// how often it came before, in the order in which they came.
func (h *house) trace(t *testing.T, pool string) []step {
	t.Helper()
	h.build(t)
	var steps []step
	r := runWatched(t, h.at(func(_ *call, s step) verdict {
		steps = append(steps, s)
		return verdict{}
	}), h.args(pool)...)
	if r.code != 0 {
		t.Fatalf("a run that nothing happens to: %+v", r)
	}
	return steps
}

// intact holds that nothing of the user's was harmed, and that there is nothing
// half-made under a final name.
func (h *house) intact(t *testing.T, also ...string) {
	t.Helper()
	now := look(t, h.dir)
	unchanged(t, h.before, now)
	for path, f := range now {
		_, before := h.before[path]
		if before || !f.mode.IsRegular() || slices.Contains(also, path) || strings.HasPrefix(filepath.Base(path), ownPrefix) {
			continue
		}
		if err := whole(path); err != nil {
			t.Error(err)
		}
	}
	if _, there := now[h.old]; !there {
		t.Errorf("the thumbnail %s is gone and no other is there", h.old)
	}
}

// truthful holds that a run said what it did.
func (h *house) truthful(t *testing.T, r result) {
	t.Helper()
	events := r.events()
	finished := map[string]bool{}
	for _, ev := range events {
		if ev.Event != "finished" {
			continue
		}
		finished[filepath.Base(ev.Path)] = true
		if err := whole(ev.Output); err != nil {
			t.Errorf("said to be finished: %v", err)
		} else if data, err := os.ReadFile(ev.Output); err == nil && bytes.Equal(data, h.content[h.old]) {
			t.Errorf("%s is said to be finished, and is the old one", ev.Output)
		}
	}
	switch {
	case r.code == 0 && len(finished) < 3:
		t.Errorf("exit status 0 with %d of 3 thumbnails", len(finished))
	case r.code != 0 && r.code < 128 && strings.TrimSpace(r.err) == "":
		t.Errorf("exit status %d without a word", r.code)
	}
}

// recovers holds that a next run puts all right: every thumbnail, and no
// temporaries.
func (h *house) recovers(t *testing.T, also ...string) {
	t.Helper()
	r := run(t, h.args("goroutines")...)
	if r.code != 0 {
		t.Errorf("the next run: exit status %d, %s", r.code, r.err)
	}
	h.intact(t, also...)
	h.truthful(t, r)
	if left := temporaries(t, h.dir); len(left) > 0 {
		t.Errorf("the next run left %q", left)
	}
}

// step is the how-manieth call of a key.
type step struct {
	key string
	n   int
}

func (s step) String() string { return fmt.Sprintf("%s %d", s.key, s.n) }

// name is that of the system call.
func (s step) name() string {
	name, _, _ := strings.Cut(s.key, " ")
	return name
}

// at makes a hook of one that knows the step of each call, and is not asked
// about calls that are about nothing in the house.
func (h *house) at(hook func(*call, step) verdict) func(*call) verdict {
	count := map[string]int{}
	return func(c *call) verdict {
		key := c.key(h.dir)
		if key == "" {
			return verdict{}
		}
		count[key]++
		return hook(c, step{key, count[key]})
	}
}

// once makes a hook that does something before one step.
func (h *house) once(at step, do func(*call) verdict) func(*call) verdict {
	return h.at(func(c *call, s step) verdict {
		if s == at {
			return do(c)
		}
		return verdict{}
	})
}
