//go:build e2e

package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	// screenshots is where TestScreenshots puts its pictures.
	screenshots = flag.String("screenshots", "", "folder for screenshots of the window in all its states")
	// states are those of which pictures are kept.
	states = flag.String("states", "empty,running,done,failed,viewer,settings", "states to photograph, separated by commas")
	// languages are those of the pictures. One that is not English is in the
	// picture's name.
	languages = flag.String("languages", "en_US", "languages of the screenshots, separated by commas")
)

// TestScreenshots photographs the window in its states, in both sizes of the
// manual and in both appearances. "make screenshots" runs it.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("no folder for them is given; make screenshots does")
	}
	originals := filepath.Join(t.TempDir(), "originals")
	makePhotos(t, originals, 72, 1, 6)
	for language := range strings.SplitSeq(*languages, ",") {
		for _, appearance := range []string{"dark", "light"} {
			for _, size := range []string{"1280x800", "900x600"} {
				name := appearance + "-" + size
				if language != "en_US" {
					name += "-" + language
				}
				t.Run(name, func(t *testing.T) {
					s := newScreen(t, 1400, 900)
					s.env = append(s.env, "LANG="+language+".UTF-8")
					dir := filepath.Join(s.home, "Pictures", "Iceland")
					link(t, originals, dir)
					w := open(s, "--appearance", appearance, "--window-size", size)
					photograph(t, w, dir, func(state string) {
						if !slices.Contains(strings.Split(*states, ","), state) {
							return
						}
						w.xdo("mousemove", 1390, 890) // no tip and no hover
						w.picture(state)
						keep(t, filepath.Join(s.dir, state+".png"), state+"-"+name+".png")
					})
				})
			}
		}
	}
}

// link makes a folder with the photos of another, without the damaged one.
func link(t *testing.T, from, to string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range filesIn(t, from) {
		if name := filepath.Base(path); name != damaged {
			if err := os.Link(path, filepath.Join(to, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// photograph takes the window through its states and has each one taken.
func photograph(t *testing.T, w *window, dir string, take func(state string)) {
	t.Helper()
	target := w.at("target", 0.5, 0.5)
	take("empty")

	w.await(`found \d+`, func() {
		w.drop(target.X, target.Y, dir, func() { w.picture("dragged") })
	})
	w.wait("the photos to be shown", func() bool { return w.logged(`state ready`) == 1 })
	take("ready")
	w.await(`finished .*`, func() { w.click("make") })
	w.wait("as many photos as fill the grid", func() bool { return w.logged(`finished .*`) > 24 })
	take("running")
	w.wait("the end", func() bool { return w.logged(`state done`) == 1 })
	w.find("openFolder")
	take("done")

	w.await(`view .*`, func() { w.key("ctrl+2", "Tab"); w.clickTwice("cell:4") })
	w.xdo("sleep", 1) // until the photo is there
	take("viewer")
	w.key("Escape", "ctrl+1", "ctrl+comma")
	w.find("outputDone")
	take("settings")
	w.key("Escape", "F1")
	w.find("keysDone")
	take("keys")
	w.key("Escape")

	spoil(t, dir)
	w.await(`found \d+`, func() { w.drop(target.X, target.Y, dir) })
	w.await(`done \d+ 4`, func() { w.click("make") })
	w.find("retry")
	take("failed")
	w.await(`menu`, func() { w.click("more") })
	take("menu")
	w.key("Escape")
}

// clickTwice opens what is clicked.
func (w *window) clickTwice(name string) {
	w.t.Helper()
	p := w.at(name, 0.5, 0.5)
	w.xdo("mousemove", p.X, p.Y, "sleep", rest, "click", 1, "sleep", "0.1", "click", 1)
}

// spoil puts files of all sorts that fail among the photos.
func spoil(t *testing.T, dir string) {
	t.Helper()
	whole, err := os.ReadFile(filepath.Join(dir, "IMG_2001.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"IMG_2001.jpg": whole[:len(whole)/200],
		"IMG_2003.jpg": nil,
		"IMG_2006.jpg": []byte("<!doctype html><title>404 Not Found</title>"),
		"IMG_2010.jpg": whole[:100],
	} {
		path := filepath.Join(dir, name)
		if err := os.Remove(path); err != nil { // the other names keep their content
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// keep copies a picture to the folder of screenshots.
func keep(t *testing.T, from, name string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(filepath.Join(*screenshots, name), data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
