//go:build e2e

package e2e

import (
	"image"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
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

// TestFiveStartsAtOnce starts the program once for each of five photos, as file
// managers do for five that are selected: one window shows all five.
func TestFiveStartsAtOnce(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland")
	makePhotos(t, dir, 5, 1, 2)
	w := prepare(s)
	var ended atomic.Int32 // as a start does that has handed over its photo
	for _, path := range filesIn(t, dir) {
		if filepath.Base(path) == damaged {
			continue
		}
		// The first of them has the window, whichever that is.
		cmd := w.program("--appearance", "dark", "--window-size", "1280x800", path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		wait.Go(func() {
			if cmd.Wait() == nil {
				ended.Add(1)
			}
		})
		t.Cleanup(wait.Wait) // the test's end has ended the program
	}
	s.wait("five photos in one window", func() bool { return w.logged(`found 5`) > 0 && ended.Load() == 4 })
	if n := w.logged(`second start 1`); n != 4 {
		t.Errorf("%d second starts are logged, want 4", n)
	}
	s.wait("the photos to be shown", func() bool {
		return w.controls()["cell:4"] != image.Rectangle{}
	})
	out, err := s.query("xdotool", "search", "--onlyvisible", "--class", "thumbpool")
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	w.id = strings.Fields(out)[0]
	w.picture("five")
}
