package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// frame is what stands in the window's frame.
type frame struct {
	title string
	state model.State // when it was written
	at    time.Time
}

// titleEvery is the least time between two titles of one run: the desktop shows
// them in its lists of windows too.
const titleEvery = 250 * time.Millisecond

// showTitle says in the frame how far a run is, and with which photos.
func (w *Window) showTitle() {
	title, state := w.frameTitle(), w.model.State()
	if title == w.frame.title || state == w.frame.state && state.Busy() && now().Sub(w.frame.at) < titleEvery {
		return
	}
	w.frame = frame{title, state, now()}
	w.win.SetTitle(title)
}

func (w *Window) frameTitle() string {
	t := w.model.Title()
	if t.Key == "" {
		return "Thumbpool"
	}
	return words.Of(t.Key, "Name", words.Say(t.Name), "Percent", t.Percent)
}

// watchFront follows whether the window is in front.
func (w *Window) watchFront(notify func(title, text string)) {
	w.notify = notify
	if notify == nil {
		w.notify = func(title, text string) {
			go w.app.SendNotification(fyne.NewNotification(title, text)) // it talks to the desktop
		}
	}
	w.app.Lifecycle().SetOnEnteredForeground(func() { w.away = false })
	w.app.Lifecycle().SetOnExitedForeground(func() { w.away = true })
}

// tellIfAway tells a user who looks elsewhere how the run ended.
func (w *Window) tellIfAway() {
	n, ok := w.model.Notice()
	if !w.away || !ok || w.closing {
		return
	}
	var lines []string
	for _, line := range n.Lines {
		lines = append(lines, words.Say(line))
	}
	w.notify(words.Say(n.Title), strings.Join(lines, " · "))
	w.probe.log("notice", words.Say(n.Title))
}
