//go:build e2e

package e2e

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOnlySettingsAreLeft makes thumbnails and closes the window: beside them, what is
// left are settings and what the toolkit keeps in the cache.
func TestOnlySettingsAreLeft(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland")
	makePhotos(t, dir, 2, 1, 2)
	w := open(s, "--window-size", "900x600", dir)
	w.wait("the photos", func() bool { return w.logged("state ready") > 0 })
	if left := leftBy(s); len(left) < 3 { // lock, socket and trace
		t.Errorf("while it runs there are %q", left)
	}
	w.await(`done \d+ 1`, func() { w.click("make") })
	w.close()
	<-w.exited
	want := []string{".cache/font_index_v6.cache", ".cache/fyne/io.github.thumbpool.Thumbpool", ".config/fyne/io.github.thumbpool.Thumbpool/preferences.json"}
	if left := leftBy(s); !slices.Equal(left, want) {
		t.Errorf("left are %q, want %q", left, want)
	}
}

// leftBy are the files and empty folders in the home folder that are no photos.
func leftBy(s *screen) (left []string) {
	s.t.Helper()
	held := map[string]bool{}
	err := filepath.WalkDir(s.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == s.home {
			return err
		}
		held[filepath.Dir(path)] = true
		rel, err := filepath.Rel(s.home, path)
		if !strings.HasPrefix(rel, "Iceland") && !strings.HasPrefix(rel, ".cache/openbox") && !strings.HasPrefix(rel, ".config/openbox") {
			left = append(left, rel)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return slices.DeleteFunc(left, func(rel string) bool { return held[filepath.Join(s.home, rel)] })
}
