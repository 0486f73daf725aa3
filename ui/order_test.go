package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/ui/model"
)

func TestShowFailed(t *testing.T) {
	h := newWindow(t)
	h.ctrl(fyne.Key3)
	job := h.running(6)
	if _, offered := h.Places()["orderFailed"]; offered {
		t.Error("failures are offered though there are none")
	}
	h.ctrl(fyne.Key2)
	before := h.Places()["orderFinished"]
	job.Finish(3, 0)
	job.Fail(4)
	job.Fail(2)
	job.Finish(1, 5)
	job.End(processor.Summary{Found: 6, Made: 4, Failed: 2})
	h.untilState(model.Done)
	if got := h.Places()["orderFinished"]; got != before {
		t.Errorf("the switch moved from %v to %v under the pointer", before, got)
	}
	h.showFailed()
	if got, want := h.Model().Shown(), []int{2, 4, 3, 0, 1, 5}; !slices.Equal(got, want) {
		t.Errorf("shown %v, want %v", got, want)
	}
	if h.grid.Selected() != 2 || h.win.Canvas().Focused() != fyne.Focusable(h.grid) {
		t.Errorf("photo %d is selected, want the first failure", h.grid.Selected())
	}
	if r := h.Places()["orderFailed"]; r[2] <= 0 {
		t.Error("the order is not offered")
	}
	h.Retry()
	if h.Model().Order() != model.ByName {
		t.Errorf("while they are tried again the order is %v", h.Model().Order())
	}
	if _, offered := h.Places()["orderFailed"]; offered {
		t.Error("failures are offered while there are none")
	}
}
