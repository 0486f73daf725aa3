package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
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

// TestTheKeyboardDoesNotComeBackToWhatIsOff lets a run end behind a sheet that
// was opened while its button had the keyboard.
func TestTheKeyboardDoesNotComeBackToWhatIsOff(t *testing.T) {
	h := newWindow(t)
	job := h.running(2)
	h.win.Canvas().Focus(h.foot.Parts()["stop"].(fyne.Focusable))
	h.showOutput()
	job.Finish(0, 1)
	job.End(processor.Summary{Found: 2, Made: 2})
	h.untilState(model.Done)
	h.shell.Cancel()
	if got := h.win.Canvas().Focused(); got != fyne.Focusable(h.grid) {
		t.Errorf("%s has the keyboard, want the photos", name(got))
	}
}
