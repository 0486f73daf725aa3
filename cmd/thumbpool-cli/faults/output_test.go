//go:build faults && linux && amd64

package faults

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestOutputGoes takes the folder of thumbnails away between any two calls of
// a run, in each way in which folders go.
func TestOutputGoes(t *testing.T) {
	needMounts(t)
	tests := []struct {
		name  string
		goes  func(h *house) error
		below bool // nothing may be written where the mount was
	}{
		{"removed", func(h *house) error { return os.RemoveAll(h.sub()) }, false},
		{"renamed", func(h *house) error { return os.Rename(h.sub(), h.sub()+" old") }, false},
		{"replaced by a file", func(h *house) error {
			if err := os.RemoveAll(h.sub()); err != nil {
				return err
			}
			return os.WriteFile(h.sub(), theirs, 0o644)
		}, false},
		{"replaced by a link to the photos", func(h *house) error {
			if err := os.RemoveAll(h.sub()); err != nil {
				return err
			}
			return os.Symlink(h.photos, h.sub())
		}, false},
		{"made read-only", func(h *house) error {
			return syscall.Mount("", h.drive(), "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
		}, false},
		{"unmounted", func(h *house) error { return syscall.Unmount(h.drive(), 0) }, true},
		{"unmounted lazily", func(h *house) error { return syscall.Unmount(h.drive(), syscall.MNT_DETACH) }, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chance := chanceOf(t)
			h := newHouse(t)
			build := func() {
				_ = syscall.Unmount(h.drive(), syscall.MNT_DETACH) // of the try before
				h.build(t)
				// Below the mount there is a folder of that name too, so that only
				// the device tells them apart.
				must(t, os.MkdirAll(h.sub(), 0o755))
				must(t, syscall.Mount("tmpfs", h.drive(), "tmpfs", 0, "size=4m"))
			}
			t.Cleanup(func() { _ = syscall.Unmount(h.drive(), syscall.MNT_DETACH) })
			args := []string{"--json", "-w", "1", "-s", "32", "-o", h.sub(), h.photos}
			build()
			var steps []step
			if r := runWatched(t, h.at(func(_ *call, s step) verdict {
				steps = append(steps, s)
				return verdict{}
			}), args...); r.code != 0 {
				t.Fatalf("a run that nothing happens to: %+v", r)
			}
			// Before the first file is opened there, nobody can know what was mounted.
			first := slices.IndexFunc(steps, func(s step) bool { return strings.HasPrefix(s.key, "openat drive/small/") })
			for _, s := range some(chance, from(steps[max(first, 0):], "drive"), "goroutines", 8, 80) {
				t.Run(s.String(), func(t *testing.T) {
					build()
					gone := false
					r := runWatched(t, h.once(s, func(*call) verdict {
						gone = test.goes(h) == nil
						return verdict{}
					}), args...)
					if !gone {
						t.Skip("it does not go at that moment")
					}
					if below, err := os.ReadDir(h.sub()); test.below && (err != nil || len(below) > 0) {
						t.Errorf("below the mount there is %v, %v", below, err)
					}
					made := 0
					for _, ev := range r.events() {
						if ev.Event == "finished" {
							made++
						}
					}
					if left := thumbnailsIn(t, h.sub()); r.code == 0 && left < 3 && made < 3 {
						t.Errorf("exit status 0, %d said to be made, %d there", made, left)
					}
					if r.code != 0 && strings.TrimSpace(r.err) == "" {
						t.Errorf("exit status %d without a word", r.code)
					}
					h.intact(t, h.sub())
				})
			}
		})
	}
}

// sub is a folder for thumbnails inside the folder that may be a mount.
func (h *house) sub() string { return filepath.Join(h.drive(), "small") }

// drive is where something may be mounted.
func (h *house) drive() string { return filepath.Join(h.dir, "drive") }

// thumbnailsIn counts the whole thumbnails in a folder.
func thumbnailsIn(t *testing.T, folder string) int {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		return 0
	}
	n := 0
	for path, f := range look(t, folder) {
		if f.mode.IsRegular() && whole(path) == nil {
			n++
		}
	}
	return n
}

// TestSourceGoes takes the photos away between two calls of a run.
func TestSourceGoes(t *testing.T) {
	chance := chanceOf(t)
	h := newHouse(t)
	steps := h.trace(t, "goroutines")
	first := slices.IndexFunc(steps, func(s step) bool { return s.name() == "getdents64" })
	for _, s := range some(chance, steps[first:], "goroutines", 20, 200) {
		t.Run(s.String(), func(t *testing.T) {
			h.build(t)
			away := h.photos + " away"
			var err error
			r := runWatched(t, h.once(s, func(*call) verdict {
				err = os.Rename(h.photos, away)
				return verdict{}
			}), h.args("goroutines")...)
			must(t, err)
			if _, err := os.Stat(h.photos); err == nil {
				t.Errorf("a folder of photos was made anew")
			} else {
				must(t, os.Rename(away, h.photos))
			}
			h.intact(t)
			h.truthful(t, r)
			if said := strings.Count(r.err, "no longer there"); said > 1 {
				t.Errorf("said %d times that the folder is gone: %s", said, r.err)
			}
			h.recovers(t)
		})
	}
}

// TestSourceOfManyGoes holds that a thousand photos whose drive is pulled are
// told about once.
func TestSourceOfManyGoes(t *testing.T) {
	dir := t.TempDir()
	source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
	photos(t, source, among(200, 1000, 1000))
	u := begin(t, "-w", "2", "-s", "32", "-o", to, source)
	if _, ok := u.next("finished"); !ok {
		t.Fatalf("no thumbnail: %+v", u.end())
	}
	u.stopped(func() { must(t, os.Rename(source, source+" away")) })
	r := u.end()
	if r.code == 0 {
		t.Errorf("exit status 0, %d made", r.done(t).Made)
	}
	if lines := strings.Count(r.err, "\n"); lines > 6 {
		t.Errorf("%d lines about one folder that is gone, the first: %q", lines, r.err[:min(len(r.err), 300)])
	}
	if _, err := os.Stat(source); err == nil {
		t.Errorf("a folder of photos was made anew")
	}
}
