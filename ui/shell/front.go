package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"thumbpool/ui/model"
)

// title is what stands in the window's frame.
type title struct {
	text  string
	state model.State // when it was written
	at    time.Time
}

// titleEvery is the least time between two titles of one run: the desktop shows
// them in its lists of windows too.
const titleEvery = 250 * time.Millisecond

// SetTitle says in the frame what the window is about.
func (s *Shell) SetTitle(text string, state model.State) {
	now := time.Now()
	if text == s.title.text || state == s.title.state && state.Busy() && now.Sub(s.title.at) < titleEvery {
		return
	}
	s.title = title{text, state, now}
	s.given.Window.SetTitle(text)
}

// watchFront follows whether the window is in front.
func (s *Shell) watchFront() {
	if s.given.Notify == nil {
		s.given.Notify = func(title, text string) {
			go s.given.App.SendNotification(fyne.NewNotification(title, text)) // it talks to the desktop
		}
	}
	s.given.App.Lifecycle().SetOnEnteredForeground(func() { s.away = false })
	s.given.App.Lifecycle().SetOnExitedForeground(func() { s.away = true })
}

// Tell tells something to a user who looks elsewhere.
func (s *Shell) Tell(title string, lines []string) {
	if s.away {
		s.given.Notify(title, strings.Join(lines, " · "))
	}
}
