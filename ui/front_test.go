package ui

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/processor"
	"thumbpool/ui/model"
)

func TestNoticeOnlyWhenAway(t *testing.T) {
	tests := []struct {
		name string
		away bool
		sum  processor.Summary
		want []string
	}{
		{"in front", false, processor.Summary{Found: 3, Made: 3, Wall: time.Minute}, nil},
		{"away", true, processor.Summary{Found: 3, Made: 2, Failed: 1, Wall: 2900 * time.Millisecond}, []string{"2 thumbnails in 2.9 s: Iceland 2026 · 1 failed"}},
		{"stopped by hand", true, processor.Summary{Found: 3, Made: 1, Stopped: true}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newWindow(t)
			job := h.running(3)
			h.inFront(!tt.away)
			job.End(tt.sum)
			h.untilState(model.Done)
			if !slices.Equal(h.told, tt.want) {
				t.Errorf("told is %q, want %q", h.told, tt.want)
			}
		})
	}
}

func TestTitleFollowsTheRun(t *testing.T) { synctest.Test(t, titleFollowsTheRun) }

func titleFollowsTheRun(t *testing.T) {
	h := newWindow(t)
	if got := h.win.Title(); got != "Thumbpool" {
		t.Errorf("the title of an empty window is %q", got)
	}
	job := h.running(4)
	if got := h.win.Title(); got != "0 % · Iceland 2026 – Thumbpool" {
		t.Errorf("at the start the title is %q", got)
	}
	job.Finish(0)
	h.until("a quarter", func() bool { return h.title() == "1 of 4" })
	if got := h.win.Title(); got != "0 % · Iceland 2026 – Thumbpool" {
		t.Errorf("the title changed at once, to %q", got)
	}
	<-time.After(time.Second / 4)
	h.show()
	if got := h.win.Title(); got != "25 % · Iceland 2026 – Thumbpool" {
		t.Errorf("later the title is %q", got)
	}
	h.Pause()
	if got := h.win.Title(); got != "Paused at 25 % · Iceland 2026 – Thumbpool" {
		t.Errorf("the title of a pause is %q", got)
	}
	job.End(processor.Summary{Found: 4, Made: 4})
	h.untilState(model.Done)
	if got := h.win.Title(); got != "Iceland 2026 – Thumbpool" {
		t.Errorf("at the end the title is %q", got)
	}
}

// later starts the program a second time, in a goroutine as the real one, and
// returns what it is answered.
func (h *window) later(sources ...string) (taken bool) {
	h.t.Helper()
	answered := false
	go func() {
		is := h.Take(h.Context(), sources)
		h.posts <- func() { taken, answered = is, true }
	}()
	h.until("an answer", func() bool { return answered })
	return taken
}

func TestASecondStartOpensItsFolderHere(t *testing.T) {
	h := newWindow(t)
	h.engine.Folders["/photos/Norway"] = 2
	h.showKeys() // a panel does not stand in the way
	taken := h.later("/photos/Norway")
	h.untilState(model.Ready)
	if !taken || h.shell.Asked() || h.Model().Sources()[0] != "/photos/Norway" {
		t.Errorf("sheet %v, sources %q", h.shell.Asked(), h.Model().Sources())
	}
	if !h.later() || h.Model().State() != model.Ready {
		t.Errorf("a start without folders: state %v", h.Model().State())
	}
}

func TestASecondStartDuringARunAsks(t *testing.T) {
	h := newWindow(t)
	h.running(3)
	if !h.later("/photos/Norway") || !h.shell.Asked() || h.Model().State() != model.Running {
		t.Errorf("sheet %v, state %v", h.shell.Asked(), h.Model().State())
	}
}
