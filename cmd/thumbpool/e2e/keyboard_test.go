//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// few is how many photos the story of the keyboard is about, without the
// damaged one.
const few = 24

// TestKeyboard is a second story, told with menus and keys: the program is
// started on a folder, settings are chosen and kept as a preset, photos are
// found, looked at and copied, and what was chosen is there after a new start.
func TestKeyboard(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland")
	makePhotos(t, dir, few, 1, 3)
	w := open(s, "--appearance", "dark", "--window-size", "1280x800", dir)
	w.wait("the photos to be shown", func() bool { return w.logged("state ready") == 1 })

	square(t, w)
	w.await(fmt.Sprintf(`done %d 1`, few), func() { w.key("ctrl+Return") })
	checkSquares(t, filepath.Join(dir, "thumbs"), 512)
	if title := w.title(); !strings.Contains(title, "Iceland") {
		t.Errorf("the title is %q", title)
	}
	look(t, w)
	copyThem(t, w)
	sheets(t, w)
	keepPreset(t, w, dir)
	startAnew(t, w, dir)
}

// key presses keys, in xdotool's names.
func (w *window) key(names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.xdo("key", "--clearmodifiers", name, "sleep", "0.1")
	}
}

// title is what the window's frame says.
func (w *window) title() string {
	w.t.Helper()
	out, err := w.query("xdotool", "getwindowname", w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// square chooses thumbnails of 512 pixels, cropped to squares.
func square(t *testing.T, w *window) {
	t.Helper()
	w.await(`size 512`, func() { w.clickAt(w.at("sizeChips", 0.5, 0.5)) })
	w.await(`shape Fill 1:1`, func() {
		w.click("shape")
		w.key("Down", "Down", "Return")
	})
}

// checkSquares fails the test unless there is a square for each photo.
func checkSquares(t *testing.T, dir string, side int) {
	t.Helper()
	files := filesIn(t, dir)
	if len(files) != few {
		t.Errorf("%s holds %d thumbnails and not %d", dir, len(files), few)
	}
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := image.DecodeConfig(f)
		_ = f.Close()
		if err != nil || c.Width != side || c.Height != side {
			t.Errorf("%s has %d×%d pixels (%v)", path, c.Width, c.Height, err)
		}
	}
}

// look finds photos by name, opens the viewer on them, and changes order and
// size of the cells.
func look(t *testing.T, w *window) {
	t.Helper()
	w.clickAt(w.at("cell:2", 0.5, 0.5))
	w.await(`view IMG_2010\.jpg`, func() {
		w.xdo("type", "--delay", 30, "img_2010")
		w.key("Return")
	})
	w.picture("1-viewer")
	w.await(`view .*`, func() { w.key("Right") })
	w.key("Escape")
	w.find("orderFailed")
	w.key("ctrl+3")
	w.wait("the failed photo to be first", func() bool {
		shown := w.picture("2-failed-first")
		return colours(shown, w.find("cell:0")) < colours(shown, w.find("cell:1"))/2
	})
	w.key("ctrl+1")
	before := w.find("cell:0").Dx()
	w.await(`cell-size [\d.]+`, func() { w.key("ctrl+plus") })
	if after := w.find("cell:0").Dx(); after <= before {
		t.Errorf("cells went from %d to %d pixels", before, after)
	}
	w.await(`cell-size [\d.]+`, func() { w.key("ctrl+0") })
}

// copyThem selects all photos and puts their thumbnails on the clipboard.
func copyThem(t *testing.T, w *window) {
	t.Helper()
	w.await(fmt.Sprintf(`selected %d`, few+1), func() { w.key("ctrl+a") })
	w.await(fmt.Sprintf(`copied %d true`, few), func() { w.key("ctrl+c") })
	list, err := w.query("xclip", "-selection", "clipboard", "-o", "-t", "text/uri-list")
	if err != nil {
		t.Fatalf("%v: %s", err, list)
	}
	files := strings.Fields(list)
	if len(files) != few || slices.ContainsFunc(files, func(f string) bool { return !strings.HasPrefix(f, "file:///") || !strings.Contains(f, "/thumbs/") }) {
		t.Errorf("the clipboard holds %q", files)
	}
	w.await(`cell-menu`, func() {
		p := w.at("cell:1", 0.5, 0.5)
		w.xdo("mousemove", p.X, p.Y, "sleep", rest, "click", 3)
	})
	w.picture("3-cell-menu")
	w.key("Escape")
	w.await(`copied \d+`, func() {
		w.click("more")
		w.key("Down", "Down", "Down", "Down", "Return") // the folder, recent ones, compare, the report
	})
	report, err := w.query("xclip", "-selection", "clipboard", "-o")
	if err != nil || !strings.Contains(report, damaged) {
		t.Errorf("the report on the clipboard does not name the failed photo: %v: %q", err, report)
	}
}

// sheets opens what lies over the window by its keys.
func sheets(t *testing.T, w *window) {
	t.Helper()
	w.await(`keys`, func() { w.key("F1") })
	w.find("keysDone")
	w.picture("4-keys")
	w.key("Escape")
	w.await(`output`, func() { w.key("ctrl+comma") })
	w.find("outputDone")
	w.picture("5-settings")
	w.key("Escape")
	w.find("make")
}

// keepPreset saves the settings under a name, and the terminal program takes
// them by it.
func keepPreset(t *testing.T, w *window, dir string) {
	t.Helper()
	w.await(`input`, func() {
		w.click("preset")
		w.key("Up", "Return") // the last of the menu
	})
	w.await(`presets 1`, func() {
		w.xdo("sleep", rest, "type", "--delay", 30, "Wall")
		w.key("Return")
	})
	out := filepath.Join(w.home, "by preset")
	if said, err := w.query(binary(t, "thumbpool-cli"), "--preset", "Wall", "--out", out, dir); err == nil {
		t.Errorf("nothing is said about the damaged photo: %s", said)
	}
	checkSquares(t, out, 512)
}

// startAnew closes the window in another size and starts the program again.
func startAnew(t *testing.T, w *window, dir string) {
	t.Helper()
	w.xdo("windowsize", "--sync", w.id, 1000, 700, "sleep", rest)
	w.key("ctrl+q")
	select {
	case <-w.exited:
	case <-time.After(patience):
		t.Fatal("the window does not close")
	}
	again := open(w.screen, dir)
	out, err := again.query("xwininfo", "-id", again.id)
	if err != nil {
		t.Fatal(err)
	}
	if width, height := number(t, `Width: (\d+)`, out), number(t, `Height: (\d+)`, out); width != 1000 || height != 700 {
		t.Errorf("the window is %d×%d and not as it was left", width, height)
	}
	if err := os.RemoveAll(filepath.Join(dir, "thumbs")); err != nil {
		t.Fatal(err)
	}
	again.await(fmt.Sprintf(`done %d 1`, few), func() { again.click("make") })
	checkSquares(t, filepath.Join(dir, "thumbs"), 512)
}
