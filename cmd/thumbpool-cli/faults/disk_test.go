//go:build faults && linux && amd64

package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull runs with disks that are full after each number of pages, from
// none to all that is needed.
func TestDiskFull(t *testing.T) {
	needMounts(t)
	for _, pool := range pools {
		t.Run(pool, func(t *testing.T) {
			dir := t.TempDir()
			source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
			all := photos(t, source, 12)
			must(t, os.Mkdir(to, 0o755))
			t.Cleanup(func() { _ = syscall.Unmount(to, syscall.MNT_DETACH) })
			before := look(t, source)
			var full, pages int
			for pages = 1; ; pages += among(3, 1, 1) {
				must(t, syscall.Mount("tmpfs", to, "tmpfs", 0, fmt.Sprintf("size=%d", pages*os.Getpagesize())))
				put(t, filepath.Join(to, "list.txt"), nil)
				r := run(t, "--json", "--pool", pool, "-w", "2", "-s", "160", "-b", "0", "--quality", "95", "-o", to, source)
				unchanged(t, before, look(t, source))
				made := 0
				for path, f := range look(t, to) {
					if !f.mode.IsRegular() || filepath.Base(path) == "list.txt" || lockFile(path) {
						continue
					}
					if strings.HasPrefix(filepath.Base(path), ownPrefix) {
						t.Errorf("%d pages: %s was left", pages, path)
					} else if err := whole(path); err != nil {
						t.Errorf("%d pages: %v", pages, err)
					}
					made++
				}
				done := r.done(t)
				if done.Made != made {
					t.Errorf("%d pages: %d thumbnails, and %d are said to be made", pages, made, done.Made)
				}
				if done.Failed > 2 {
					t.Errorf("%d pages: two workers went on until %d photos had failed", pages, done.Failed)
				}
				must(t, syscall.Unmount(to, 0))
				if r.code == 0 {
					if made < len(all) {
						t.Errorf("%d pages: exit status 0 with %d of %d thumbnails", pages, made, len(all))
					}
					break
				}
				full++
				if !strings.Contains(r.err, "full") {
					t.Errorf("%d pages: exit status %d, and nothing says that the disk is full: %s", pages, r.code, r.err)
				}
				if made > 0 && r.code != 1 || made == 0 && r.code != 2 {
					t.Errorf("%d pages: exit status %d with %d made", pages, r.code, made)
				}
				if pages > 200 {
					t.Fatal("never enough")
				}
			}
			if full < 5 {
				t.Errorf("only %d disks were full", full)
			}
			t.Logf("%d full disks, %d pages are enough", full, pages)
		})
	}
}

// TestDiskFullInPlace fills the disk with another program's file while
// thumbnails of an earlier run are replaced: the old ones stay.
func TestDiskFullInPlace(t *testing.T) {
	needMounts(t)
	dir := t.TempDir()
	source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
	all := photos(t, source, 12)
	must(t, os.Mkdir(to, 0o755))
	must(t, syscall.Mount("tmpfs", to, "tmpfs", 0, "size=1m"))
	t.Cleanup(func() { _ = syscall.Unmount(to, syscall.MNT_DETACH) })
	if r := run(t, "-s", "32", "-o", to, source); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	blob := filepath.Join(to, "film")
	_ = os.WriteFile(blob, make([]byte, 2<<20), 0o644) // as much as goes in
	if info, err := os.Stat(blob); err != nil || info.Size() == 0 {
		t.Fatalf("the disk is not full: %v", err)
	}
	r := run(t, "-s", "96", "-o", to, source)
	if r.code == 0 || !strings.Contains(r.err, "full") {
		t.Errorf("%+v", r)
	}
	if n := thumbnailsIn(t, to); n != len(all) {
		t.Errorf("%d thumbnails of %d are left", n, len(all))
	}
	must(t, os.Remove(blob))
	if r := run(t, "-s", "96", "-o", to, source); r.code != 0 {
		t.Errorf("with room again: %+v", r)
	}
}
