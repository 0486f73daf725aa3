package picker

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// waitFor runs what the dialog posts.
func waitFor(t *testing.T, posts chan func()) {
	t.Helper()
	select {
	case f := <-posts:
		f()
	case <-time.After(20 * time.Second):
		t.Fatal("no answer")
	}
}

func TestSaveAsksForAFile(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, container.NewWithoutLayout())
	w.Resize(fyne.NewSize(900, 600))
	posts := make(chan func(), 1)
	var asked question
	p := &picker{ctx: t.Context(), window: w, post: func(f func()) { posts <- f }, ask: func(_ context.Context, q question) (string, error) {
		asked = q
		return "/home/me/Report.csv", nil
	}}
	f := File{Title: "Save", Folder: t.TempDir(), Name: "Report.csv", Kinds: []Kind{{"Table", ".csv"}}}
	got := ""
	p.Save(f, func(path string) { got = path })
	waitFor(t, posts)
	if got != "/home/me/Report.csv" || !asked.save || asked.name != f.Name || asked.start != f.Folder || asked.title != f.Title {
		t.Errorf("picked %q after %+v", got, asked)
	}
	p.ask = func(context.Context, question) (string, error) { return "", errNone }
	p.Save(f, func(string) {})
	waitFor(t, posts)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("the toolkit's dialog is not shown")
	}
}

func TestPick(t *testing.T) {
	tests := []struct {
		name   string
		folder string
		err    error
		picked string
		own    bool // the toolkit's dialog is shown
	}{
		{"a folder", "/home/me/Pictures", nil, "/home/me/Pictures", false},
		{"none", "", nil, "", false},
		{"no dialog of the desktop's", "", errNone, "", true},
		{"the dialog failed", "", errors.New("gone"), "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			test.NewTempApp(t)
			w := test.NewTempWindow(t, container.NewWithoutLayout())
			w.Resize(fyne.NewSize(900, 600))
			posts := make(chan func(), 1)
			p := &picker{
				ctx: t.Context(), window: w, post: func(f func()) { posts <- f },
				ask: func(context.Context, question) (string, error) { return tt.folder, tt.err },
			}
			got := ""
			p.Pick("Choose", t.TempDir(), func(path string) { got = path })
			waitFor(t, posts)
			if got != tt.picked || (w.Canvas().Overlays().Top() != nil) != tt.own {
				t.Errorf("picked %q; the toolkit's dialog is shown: %v", got, w.Canvas().Overlays().Top() != nil)
			}
		})
	}
}
