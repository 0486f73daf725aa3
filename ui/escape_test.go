package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/model"
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
			if got := h.rail.Folder.Text; got != before || h.win.Canvas().Focused() != nil || job.heard("stop") {
				t.Errorf("the folder is %q, want %q; the run was told %v", got, before, job.told)
			}
			h.key(fyne.KeyEscape)
			if !job.heard("stop") {
				t.Error("the next Escape does not stop the run")
			}
		})
	}
}

func TestEscapeAsksWhenMoreThanHalfIsDone(t *testing.T) {
	tests := []struct {
		name   string
		answer int
		want   model.State
	}{
		{"stop", 0, model.Stopping},
		{"keep going", 1, model.Running},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newWindow(t)
			job := h.running(4)
			job.finish(0, 1, 2)
			h.until("three photos", func() bool { return h.title() == "3 of 4" })
			h.key(fyne.KeyEscape)
			if !h.shell.Asked() || h.Model().State() != model.Running {
				t.Fatalf("no question; state %v", h.Model().State())
			}
			test.Tap(h.answers()[tt.answer])
			if h.shell.Asked() || h.Model().State() != tt.want {
				t.Errorf("state %v, want %v; the question is up: %v", h.Model().State(), tt.want, h.shell.Asked())
			}
		})
	}
}

func TestEscapeAnswersAQuestionWithNo(t *testing.T) {
	h := newWindow(t)
	job := h.running(3)
	h.Controller.Close()
	h.key(fyne.KeyEscape)
	if h.shell.Asked() || job.heard("stop") {
		t.Errorf("the question is up: %v, the run was told %v", h.shell.Asked(), job.told)
	}
}
