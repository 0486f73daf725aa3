package ui

import (
	"thumbpool/processor"
	"thumbpool/ui/ask"
	"thumbpool/ui/keylist"
	"thumbpool/ui/words"
)

// showKeys opens the sheet of all keys.
func (w *Window) showKeys() {
	if w.sheet != nil {
		return
	}
	panel := keylist.New(w.closeSheet)
	w.openPanel(panel, nil)
	w.win.Canvas().Focus(panel.Done())
	w.probe.log("keys")
}

// about says which program this is.
func (w *Window) about() {
	body := words.Of("about.line") + "\n" + words.Of("about.licence", "Version", processor.Version)
	w.ask("Thumbpool", body, []ask.Answer{
		{Label: words.Of("about.crashes"), Chosen: func() { w.openFile(w.cache) }},
		{Label: words.Of("ask.ok"), Primary: true},
	}, nil)
}
