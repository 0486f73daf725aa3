package ui

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/photo"
	"thumbpool/ui/model"
)

// gone is a window with a recent folder, and another one that was opened and
// is not there.
func gone(t *testing.T) *window {
	t.Helper()
	h := newWindow(t)
	h.ready("/photos/Norway", 2)
	h.ready("/home/me/Iceland 2026", 2)
	h.engine.Gone = true
	h.Recent()[1].Opened = h.Recent()[0].Opened
	h.OpenPath("/home/me/Iceland 2026")
	h.untilState(model.FolderGone)
	return h
}

func TestARecentFolderThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := gone(t)
		if !h.welcome.Visible() || h.grid.Visible() || h.foot.Visible() || !h.rail.Make.Disabled() || h.rail.FolderProblem() != "" {
			t.Errorf("welcome %v, grid %v, foot %v, problem %q", h.welcome.Visible(), h.grid.Visible(), h.foot.Visible(), h.rail.FolderProblem())
		}
		if h.welcome.Line() != "~/Iceland 2026" {
			t.Errorf("the line is %q", h.welcome.Line())
		}
		h.looks("gone.png")
		h.engine.Gone = false
		test.Tap(h.welcome.Parts()["lookAgain"].(fyne.Tappable))
		h.untilState(model.Ready)
	})
}

func TestForgetAFolderThatIsGone(t *testing.T) {
	h := gone(t)
	test.Tap(h.welcome.Parts()["forget"].(fyne.Tappable))
	if h.Model().State() != model.Empty || len(h.Recent()) != 1 || h.Recent()[0].Path != "/photos/Norway" {
		t.Errorf("state %v, recent %+v", h.Model().State(), h.Recent())
	}
	if h.win.Title() != "Thumbpool" {
		t.Errorf("the title is %q", h.win.Title())
	}
}

func TestAFolderThatGoesDuringARun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newWindow(t)
		job := h.running(3)
		job.Finish(0)
		for id := range 2 {
			job.FailFor(id+1, processor.StepRead, &photo.GoneError{Root: "/photos/Iceland 2026"})
		}
		job.End(processor.Summary{Found: 3, Made: 1, Failed: 2, Wall: time.Second, Workers: 8})
		h.untilState(model.Done)
		if got := h.title(); got != "The folder Iceland 2026 is gone" {
			t.Errorf("outcome is %q", got)
		}
		h.looks("gone-during-run.png")
		h.Retry()
		if again := h.engine.Job(t, 1); len(again.Photos) != 2 {
			t.Errorf("tried again are %v", again.Photos)
		}
	})
}
