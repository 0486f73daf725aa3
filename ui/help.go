package ui

import (
	"os"

	"thumbpool/processor"
	"thumbpool/processor/crash"
	"thumbpool/processor/place"
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
	w.observer.Note("keys")
}

// about says which program this is, and offers the report of its last crash if
// there is one.
func (w *Window) about() {
	report := crash.Report(w.cache)
	go func() {
		info, err := os.Lstat(report)
		crashed := err == nil && info.Mode().IsRegular()
		w.post(func() {
			answers := []ask.Answer{{Label: words.Of("ask.ok"), Primary: true}}
			if crashed {
				show := ask.Answer{Label: words.Of("about.crashes"), Chosen: func() { w.openFile(report) }}
				answers = append([]ask.Answer{show}, answers...)
			}
			w.ask("Thumbpool", words.Of("about.line")+"\n"+words.Of("about.licence", "Version", processor.Version), answers, nil)
		})
	}()
}

// offerCrashReport offers the report of a crash of an earlier start: to look at
// it, or to copy it for whoever can mend the program. path is the report's, and
// empty if there was no crash.
func (w *Window) offerCrashReport(path string) {
	if path == "" {
		return
	}
	go func() {
		text, err := place.Read(path, crash.MaxReport)
		if err != nil {
			return // it is gone, and so there is nothing to offer
		}
		w.post(func() {
			w.ask(words.Of("crash.title"), words.Of("crash.body"), []ask.Answer{
				{Label: words.Of("crash.show"), Chosen: func() { w.openFile(path) }},
				{Label: words.Of("crash.copy"), Chosen: func() {
					w.app.Clipboard().SetContent(string(text))
					w.note(words.Of("note.reportCopied"))
					w.observer.Note("crash report copied")
				}},
				{Label: words.Of("crash.later"), Primary: true},
			}, nil)
		})
	}()
}
