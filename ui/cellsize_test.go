package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/control"
	"thumbpool/ui/model"
)

func TestKeysChangeTheCellSize(t *testing.T) {
	h := newWindow(t)
	h.ready("/photos", 40)
	side := func() int { return h.Places()["cell:0"][2] }
	before := side()
	for _, tt := range []struct {
		key  fyne.KeyName
		want func(now, before int) bool
	}{
		{fyne.KeyPlus, func(now, before int) bool { return now > before }},
		{fyne.KeyEqual, func(now, before int) bool { return now > before }},
		{fyne.KeyMinus, func(now, before int) bool { return now < before }},
		{fyne.KeyMinus, func(now, before int) bool { return now < before }},
		{fyne.KeyEqual, func(now, before int) bool { return now > before }},
		{fyne.Key0, func(now, _ int) bool { return now == before }},
	} {
		last := side()
		h.ctrl(tt.key)
		if now := side(); !tt.want(now, last) {
			t.Errorf("after %s: cells of %d pixels, before %d", tt.key, now, last)
		}
		if h.CellSize() != h.grid.CellSize() {
			t.Errorf("remembered is %g, cells are %g", h.CellSize(), h.grid.CellSize())
		}
	}
}

func TestTheCellSizeIsRemembered(t *testing.T) {
	app := test.NewTempApp(t)
	h := newWindowOf(t, app)
	h.ready("/photos", 9)
	slider := h.header.Parts()["cellSize"].(*control.Slider)
	slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if h.grid.CellSize() != model.LargestCell {
		t.Fatalf("cells are of %g dp", h.grid.CellSize())
	}
	test.Tap(h.rail.Make)
	if got := h.engine.Job(t, 0).Options.PreviewSide; got < model.LargestCell/2 {
		t.Errorf("a run makes previews of %d pixels", got)
	}
	h.Shutdown()
	again := newWindowOf(t, app)
	if again.grid.CellSize() != model.LargestCell || again.header.Parts()["cellSize"].(*control.Slider).Value() != model.LargestCell {
		t.Errorf("after another start cells are of %g dp", again.grid.CellSize())
	}
	again.ctrl(fyne.Key0)
	if again.grid.CellSize() != model.LargestCell {
		t.Error("a size was chosen though there are no cells")
	}
}
