package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestEscapeLeavesAFieldBeforeItStops(t *testing.T) {
	for _, name := range []string{"folder", "workersEntry"} {
		t.Run(name, func(t *testing.T) {
			h := newWindow(t)
			job := h.running(10)
			before := h.rail.Folder.Text
			h.win.Canvas().Focus(h.rail.Parts()[name].(fyne.Focusable))
			h.win.Canvas().Focused().TypedRune('7')
			for i := 0; i < 3 && h.win.Canvas().Focused() != nil; i++ {
				h.key(fyne.KeyEscape)
			}
			if got := h.rail.Folder.Text; got != before || h.win.Canvas().Focused() != nil || job.Heard("stop") {
				t.Errorf("the folder is %q, want %q; the run was told %v", got, before, job.Told())
			}
			h.key(fyne.KeyEscape)
			if !job.Heard("stop") {
				t.Error("the next Escape does not stop the run")
			}
		})
	}
}

func TestEscapeAnswersAQuestionWithNo(t *testing.T) {
	h := newWindow(t)
	job := h.running(3)
	h.Controller.Close()
	h.key(fyne.KeyEscape)
	if h.shell.Asked() || job.Heard("stop") {
		t.Errorf("the question is up: %v, the run was told %v", h.shell.Asked(), job.Told())
	}
}
