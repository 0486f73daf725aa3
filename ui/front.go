package ui

import (
	"context"
	"strings"
	"sync/atomic"
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
	w.observer.Note("notice", words.Say(n.Title))
}

// answerTime is how long a later start waits for the UI thread to take what it
// is to open.
const answerTime = 2 * time.Second

// takeInTime is take with a limit, for another goroutine.
func (w *Window) takeInTime(sources []string) bool {
	ctx, cancel := context.WithTimeout(w.ctx, answerTime)
	defer cancel()
	return w.take(ctx, sources)
}

// take shows what a later start of the program was to open, and brings the
// window to the front. It is called in another goroutine, and says whether the
// UI thread did so before ctx was done; if not, it never does.
func (w *Window) take(ctx context.Context, sources []string) bool {
	var settled atomic.Bool // by the UI thread or by ctx
	took := make(chan bool, 1)
	w.post(func() {
		if settled.CompareAndSwap(false, true) {
			took <- w.takeOver(sources)
		}
	})
	select {
	case ok := <-took:
		return ok
	case <-ctx.Done():
		if settled.CompareAndSwap(false, true) {
			return false
		}
		return <-took // just now
	}
}

// takeOver opens what a later start was to open. A question that is up gets its
// safe answer, a panel goes.
func (w *Window) takeOver(sources []string) bool {
	if w.closing {
		return false
	}
	w.observer.Note("second start", len(sources))
	w.win.RequestFocus()
	if len(sources) > 0 {
		if w.sheet != nil {
			w.sheet.Cancel()
		}
		w.open(sources)
	}
	return true
}
