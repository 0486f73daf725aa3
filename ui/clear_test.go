package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/ui/model"
)

// What is open about photos goes with them.
func TestWhatIsOpenGoesWithThePhotos(t *testing.T) {
	open := map[string]func(h *window){
		"viewer": func(h *window) { h.view(3) },
		"menu": func(h *window) {
			h.grid.Choose(3)
			h.showCellMenu(fyne.NewPos(400, 300))
		},
	}
	replace := map[string]func(h *window){
		"another folder":            func(h *window) { h.open([]string{"/photos/Norway"}) },
		"Make before all are found": func(h *window) { h.withControl(fyne.KeyReturn) },
	}
	for what, open := range open {
		for by, replace := range replace {
			t.Run(what+", "+by, func(t *testing.T) {
				h := newWindow(t)
				h.model.Choose([]string{"/photos/Iceland 2026"}, true)
				var found []processor.Event
				for i := range 5 {
					found = append(found, processor.Found{Photo: fakePhoto("/photos/Iceland 2026", i)})
				}
				h.apply(found)
				open(h)
				replace(h)
				if h.viewer.Visible() || h.win.Canvas().Overlays().Top() != nil {
					t.Errorf("it is still there: the viewer %v, over the window %v", h.viewer.Visible(), h.win.Canvas().Overlays().Top())
				}
				h.apply([]processor.Event{processor.Found{Photo: fakePhoto("/photos/Norway", 0)}}) // fewer than there were
			})
		}
	}
}

// A menu of the photos is not there when a key has begun a run: Retry would
// begin another one.
func TestNoMenuDuringARunThatAKeyBegan(t *testing.T) {
	h := finished(t)
	h.grid.Choose(2)
	h.showCellMenu(fyne.NewPos(400, 300))
	h.withControl(fyne.KeyReturn)
	if h.model.State() != model.Running || h.win.Canvas().Overlays().Top() != nil {
		t.Errorf("state %v, over the window is %v", h.model.State(), h.win.Canvas().Overlays().Top())
	}
}

// A path on a slow disk does not come back over what was chosen meanwhile.
func TestAPathThatIsFoundLateOpensNothing(t *testing.T) {
	h := newWindow(t)
	(<-h.posts)() // the presets
	h.openPath(t.TempDir())
	found := <-h.posts
	h.open([]string{"/photos/Norway"})
	found()
	if got := h.model.Sources(); len(got) != 1 || got[0] != "/photos/Norway" {
		t.Errorf("open is %q", got)
	}
}
