package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/ui/controller/enginetest"
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
		"another folder":            func(h *window) { h.Open([]string{"/photos/Norway"}) },
		"Make before all are found": func(h *window) { h.ctrl(fyne.KeyReturn) },
	}
	for what, open := range open {
		for by, replace := range replace {
			t.Run(what+", "+by, func(t *testing.T) {
				h := newWindow(t)
				h.engine.Looking = true
				h.engine.Folders["/photos/Iceland 2026"], h.engine.Folders["/photos/Norway"] = 5, 1
				h.drop("/photos/Iceland 2026")
				h.until("the photos", func() bool { return h.Model().Photos() == 5 })
				open(h)
				replace(h)
				if h.viewer.Visible() || h.win.Canvas().Overlays().Top() != nil {
					t.Errorf("it is still there: the viewer %v, over the window %v", h.viewer.Visible(), h.win.Canvas().Overlays().Top())
				}
				if job := h.engine.Last(); job != nil {
					job.Send(processor.Found{Photo: enginetest.Photo("/photos/Norway", 0)})
				}
				h.until("fewer photos than there were", func() bool { return h.Model().Photos() == 1 })
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
	h.ctrl(fyne.KeyReturn)
	if h.Model().State() != model.Running || h.win.Canvas().Overlays().Top() != nil {
		t.Errorf("state %v, over the window is %v", h.Model().State(), h.win.Canvas().Overlays().Top())
	}
}
