package ui

import (
	"os"
	"path/filepath"

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

// about says which program this is, and offers the log of crashes if there is
// anything in it.
func (w *Window) about() {
	log := crashLog(w.cache)
	go func() {
		info, err := os.Stat(log)
		crashed := err == nil && info.Size() > 0
		w.post(func() {
			answers := []ask.Answer{{Label: words.Of("ask.ok"), Primary: true}}
			if crashed {
				show := ask.Answer{Label: words.Of("about.crashes"), Chosen: func() { w.openFile(log) }}
				answers = append([]ask.Answer{show}, answers...)
			}
			w.ask("Thumbpool", words.Of("about.line")+"\n"+words.Of("about.licence", "Version", processor.Version), answers, nil)
		})
	}()
}

// CrashLog is the file that the runtime is to write crashes to.
func CrashLog() string { return crashLog(cacheFolder()) }

func crashLog(cache string) string { return filepath.Join(cache, "crash.log") }
