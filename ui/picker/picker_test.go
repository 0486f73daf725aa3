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
				ask: func(context.Context, string, string) (string, error) { return tt.folder, tt.err },
			}
			got := ""
			p.Pick("Choose", t.TempDir(), func(path string) { got = path })
			select {
			case f := <-posts:
				f()
			case <-time.After(20 * time.Second):
				t.Fatal("no answer")
			}
			if got != tt.picked || (w.Canvas().Overlays().Top() != nil) != tt.own {
				t.Errorf("picked %q; the toolkit's dialog is shown: %v", got, w.Canvas().Overlays().Top() != nil)
			}
		})
	}
}
