package ui

import "testing"

func TestDraggingOverTheWindowDimsIt(t *testing.T) {
	h := newWindow(t)
	if h.shell.Dimmed() {
		t.Fatal("the window is dimmed before anything is dragged")
	}
	h.draggedOver(true)
	if !h.shell.Dimmed() {
		t.Error("the window is not dimmed")
	}
	h.draggedOver(false)
	if h.shell.Dimmed() {
		t.Error("the window is dimmed after the drag has left it")
	}
	h.draggedOver(true)
	h.ready("/photos/Iceland 2026", 3)
	if h.shell.Dimmed() {
		t.Error("the window is dimmed after the drop")
	}
}

func TestNothingIsPromisedWhileAQuestionIsUp(t *testing.T) {
	h := newWindow(t)
	h.showOutput()
	h.draggedOver(true)
	if h.shell.Dimmed() {
		t.Error("the veil lies over a panel, which takes no drops")
	}
}
