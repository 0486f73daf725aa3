package ui

import (
	"thumbpool/ui/output"
	"thumbpool/ui/words"
)

// showOutput opens the settings that are not in the rail.
func (w *Window) showOutput() {
	if w.sheet != nil {
		return
	}
	w.openPanel(output.New(w.set.Options, w.appearance(), w.home, output.Actions{
		Choose: func(picked func(string)) { w.picker.Pick(words.Of("rail.choose"), w.set.Options.Out, picked) },
		Change: w.setOutput,
		Look:   w.setLook,
		Done:   w.closeSheet,
	}), nil)
	w.observer.Note("output")
}
