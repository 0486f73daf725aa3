//go:build e2e

// Package e2e drives the real window, as a person does: on a virtual display,
// with pointer and keyboard, and with a folder that is dragged onto it out of
// another program.
//
//	test ──► xdotool ──► X server ──► window ──► geometry, log ──► test
//	     └─► drag source ──┘             └──► thumbnails, pixels ──┘
//
// It needs bin/thumbpool and bin/thumbpool-cli, and the packages of the group
// test in .ci/packages; "make e2e" sees to both. Every wait is for something
// that the window says or shows, with a limit of time.
package e2e

import (
	"fmt"
	"image"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

const (
	pictures = 6
	names    = 80 // of each picture
	photos   = pictures*names + 1
)

// TestWindow is the story of one afternoon: a folder is dropped, looked at,
// made into thumbnails with interruptions, and the window is closed.
func TestWindow(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland & Føroyar")
	makePhotos(t, dir, pictures, names, 12)
	before := fingerprints(t, dir)
	w := open(s, "--appearance", "dark", "--window-size", "1280x800")

	dropFolder(t, w, dir)
	side := adjust(t, w)
	interrupt(t, w)
	finish(t, w)
	showFailure(t, w)
	checkThumbnails(t, dir, side)
	closeWhileRunning(t, w)

	checkThumbnails(t, dir, side)
	if after := fingerprints(t, dir); !maps.Equal(after, before) {
		t.Error("an original is not as it was")
	}
}

// dropFolder drops the folder on the window. All photos are found, and nothing
// is made unasked.
func dropFolder(t *testing.T, w *window, dir string) {
	t.Helper()
	target := w.at("target", 0.5, 0.2)
	found := w.await(`found (\d+)`, func() {
		w.drop(target.X, target.Y, dir, func() {
			w.wait("the window to say what will happen", func() bool { return w.logged("drag") == 1 })
			w.picture("0-dragged")
		})
	})
	if found != photos {
		t.Errorf("found %d photos and not %d", found, photos)
	}
	w.wait("the photos to be shown", func() bool { return w.logged("state ready") == 1 })
	w.find("cell:0")
	if want := fmt.Sprintf("make Make %d thumbnails", photos); w.logged(want) == 0 {
		t.Errorf("the button does not say %q", want)
	}
	w.picture("1-dropped")
	if n := w.logged(`state running|(started|finished|failed) .*`); n != 0 {
		t.Errorf("%d things happened unasked", n)
	}
}

// adjust moves the sliders, types a size, and returns that.
func adjust(t *testing.T, w *window) (side int) {
	t.Helper()
	w.slide("size", 0.4, 0.6)
	w.wait("a larger size", func() bool { return w.last("size") > 256 })
	w.slide("blur", 0.2, 0.4)
	w.wait("more blur", func() bool { return w.last("blur") > 2 })
	const typed = 192
	w.await(`size 192`, func() { w.enter("sizeEntry", "192") })
	return typed
}

// interrupt makes thumbnails, pauses and goes on, changes the number of
// workers, and stops.
func interrupt(t *testing.T, w *window) {
	t.Helper()
	w.slide("workers", 0.3, 0)
	w.wait("one worker", func() bool { return w.last("workers") == 1 })
	w.await(`finished .*`, func() { w.click("make") })
	w.await(`state paused`, func() { w.click("pause") })

	// The photo in hand is finished, and then no other: the order of the grid
	// is switched to and fro meanwhile, which takes longer than a photo.
	w.click("orderName")
	w.picture("2-paused")
	made := w.logged(`finished .*`)
	w.click("orderFinished")
	w.picture("3-still-paused")
	w.find("resume")
	if now := w.logged(`finished .*`); now != made {
		t.Errorf("%d photos were finished during the pause", now-made)
	}

	w.await(`finished .*`, func() { w.click("resume") })
	workers := w.at("workers", 0.5, 0.5)
	w.await(`workers [2-9]\d*`, func() { w.clickAt(workers) })
	w.await(`finished .*`, func() {}) // it goes on after the change
	w.await(`state paused`, func() { w.click("pause") })
	w.picture("4-stopping")
	made = w.await(`done (\d+) \d+`, func() { w.click("stop") })
	w.wait("the run to be over", func() bool { return w.logged("state done") == 1 })
	if made == 0 || made >= photos-1 {
		t.Errorf("%d photos were made before the stop, and not some", made)
	}
}

// finish makes all thumbnails, to the end.
func finish(t *testing.T, w *window) {
	t.Helper()
	start := time.Now()
	made := w.await(`done (\d+) 1`, func() { w.click("make") })
	t.Logf("a run over %d photos took %.1f s", photos, time.Since(start).Seconds())
	if made != photos-1 {
		t.Errorf("made %d thumbnails and not %d", made, photos-1)
	}
	if n := w.logged(`failed ` + damaged + ` damaged`); n == 0 {
		t.Errorf("nothing is said about the damaged file")
	}
}

// showFailure looks at the grid by name: the damaged file comes first, then
// photos, and what is on the screen are pictures.
func showFailure(t *testing.T, w *window) {
	t.Helper()
	w.click("orderName")
	w.xdo("mousemove", 1, 1)
	failure, photo := w.find("cell:0"), w.find("cell:1")
	var shown image.Image
	w.wait("a photo in the grid and an empty cell for the damaged one", func() bool {
		shown = w.picture("5-done")
		return colours(shown, photo) > 500 && colours(shown, failure) < colours(shown, photo)/2
	})
	if grid := colours(shown, w.find("grid")); grid < 5000 {
		t.Errorf("the grid shows %d colours only", grid)
	}
	w.find("openFolder")
	w.find("retry")
}

// closeWhileRunning closes the window during a run: it asks, goes on if that
// is the answer, and ends cleanly otherwise.
func closeWhileRunning(t *testing.T, w *window) {
	t.Helper()
	w.await(`finished .*`, func() { w.click("make") })
	w.await(`ask`, w.close)
	w.picture("6-asked")
	w.click("answer:1")
	w.await(`finished .*`, func() {})
	w.await(`ask`, w.close)
	w.click("answer:0")
	select {
	case <-w.exited:
		if w.exitErr != nil {
			t.Errorf("the window ended with %v", w.exitErr)
		}
		if w.logged(`state stopping`) != 2 {
			t.Error("the run was over before the window was closed")
		}
	case <-time.After(patience):
		t.Fatal("the window does not close")
	}
}

// colours counts the different colours in a part of a picture.
func colours(img image.Image, part image.Rectangle) int {
	part = part.Intersect(img.Bounds())
	seen := make([]uint32, 0, part.Dx()*part.Dy())
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			seen = append(seen, r>>8<<16|g>>8<<8|b>>8)
		}
	}
	slices.Sort(seen)
	return len(slices.Compact(seen))
}
