//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSettingsAreInTheFiles chooses in the settings panel what thumbnails are, and
// finds it in the files: WebP, with the times of their photos. A picture that cannot
// be read is said beside their number before anything is made.
func TestSettingsAreInTheFiles(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland")
	makePhotos(t, dir, 3, 1, 2)
	if err := os.WriteFile(filepath.Join(dir, "layers.psd"), []byte("8BPS\x00\x01"), 0o644); err != nil {
		t.Fatal(err)
	}
	taken := time.Date(2019, 7, 14, 9, 30, 0, 0, time.UTC)
	for _, path := range filesIn(t, dir) {
		if err := os.Chtimes(path, taken, taken); err != nil {
			t.Fatal(err)
		}
	}
	w := open(s, "--window-size", "900x600", dir)
	w.wait("the photos", func() bool { return w.logged("state ready") > 0 })
	w.wait("the button to count what will come of it", func() bool { return w.logged("make Make 4 thumbnails") > 0 })
	w.picture("1-ready")
	w.await(`selected 1`, func() { w.click("never") })

	w.click("output")
	webp := w.at("outputFormat", 0.92, 0.5)
	w.await(`format webp`, func() { w.clickAt(webp) })
	noLocation := w.at("metadata", 0.5, 0.5)
	w.await(`metadata no-location`, func() { w.clickAt(noLocation) })
	box := w.at("times", 0.05, 0.5)
	w.await(`times true`, func() { w.clickAt(box) })
	w.picture("2-settings")
	w.click("outputDone")

	w.await(`done 3 2`, func() { w.click("make") }) // one is damaged, one is of Photoshop
	thumbs := filesIn(t, filepath.Join(dir, "thumbs"))
	if len(thumbs) != 3 {
		t.Errorf("%q were made", thumbs)
	}
	for _, path := range thumbs {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) < 12 || !bytes.Equal(data[:4], []byte("RIFF")) || !bytes.Equal(data[8:12], []byte("WEBP")) || filepath.Ext(path) != ".webp" {
			t.Errorf("%s begins with %q", path, data[:min(12, len(data))])
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if !info.ModTime().Equal(taken) {
			t.Errorf("%s is of %v, its photo of %v", path, info.ModTime(), taken)
		}
	}
}
