//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
)

// TestSecondStart starts the program again while its window is open: the folder
// is shown in that window, and the second program ends.
func TestSecondStart(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland")
	makePhotos(t, dir, 2, 1, 2)
	w := open(s, "--appearance", "dark", "--window-size", "1280x800")
	found := w.await(`found (\d+)`, func() {
		if out, err := s.query(binary(t, "thumbpool"), dir); err != nil {
			t.Fatalf("the second start: %v: %s", err, out)
		}
	})
	if found != 3 { // and the damaged one
		t.Errorf("found %d photos and not 3", found)
	}
	if n := w.logged(`second start 1`); n != 1 {
		t.Errorf("%d second starts are logged, want 1", n)
	}
}
