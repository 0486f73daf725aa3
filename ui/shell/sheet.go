package shell

import (
	"fmt"
	"maps"

	"fyne.io/fyne/v2"

	"thumbpool/ui/ask"
	"thumbpool/ui/tips"
	"thumbpool/ui/words"
)

// sheet is what is over the window, one at a time: a question or a panel.
type sheet struct {
	*ask.Sheet
	parts map[string]fyne.CanvasObject // its controls, by name
	panel Part                         // nil for a question
	tips  *tips.Layer                  // of a panel, over it: those of the window would be under it
}

// Asked says whether a sheet is up.
func (s *Shell) Asked() bool { return s.sheet != nil }

// Panel shows a panel in a sheet, when there is none. closed is called when it is
// gone; it may be nil.
func (s *Shell) Panel(name string, p Part, closed func()) {
	if s.sheet != nil {
		return
	}
	s.makeRoom()
	up := &sheet{parts: p.Parts(), panel: p, tips: tips.NewLayer(s.given.Post)}
	watch(up.tips, up.parts)
	content := &fyne.Container{Layout: stack{}, Objects: []fyne.CanvasObject{p, up.tips.Box}}
	up.Sheet = ask.Panel(s.given.Window.Canvas(), content, func() {
		up.tips.Hide()
		s.gone()
		if closed != nil {
			closed()
		}
	})
	s.sheet = up
	s.given.Opened(name)
}

// Shown is the panel that is up, or nil.
func (s *Shell) Shown() Part {
	if s.sheet == nil {
		return nil
	}
	return s.sheet.panel
}

// Question puts a question, when no sheet is up. Its last answer is the safe one.
func (s *Shell) Question(title, body string, answers []ask.Answer) {
	if s.sheet != nil {
		return
	}
	s.makeRoom()
	s.put(ask.Question(s.given.Window.Canvas(), title, body, answers, s.gone))
	s.given.Opened("ask")
}

// Input lets something be typed, when no sheet is up.
func (s *Shell) Input(in ask.Input) {
	if s.sheet != nil {
		return
	}
	s.makeRoom()
	in.Cancel = words.Of("ask.cancel")
	s.put(ask.Ask(s.given.Window.Canvas(), in, s.gone))
	s.given.Opened("input")
}

// makeRoom takes away what would be under a sheet: Fyne takes what is over a menu
// away with it.
func (s *Shell) makeRoom() {
	s.tips.Hide()
	s.HideMenu()
}

func (s *Shell) put(up *ask.Sheet) {
	parts := map[string]fyne.CanvasObject{}
	for i, b := range up.Answers {
		parts[fmt.Sprintf("answer:%d", i)] = b
	}
	s.sheet = &sheet{Sheet: up, parts: parts}
}

// gone is called when a sheet is. What gets the keyboard back may meanwhile be
// gone or off, as Stop is after a run.
func (s *Shell) gone() {
	s.sheet = nil
	s.KeepFocus()
}

// Cancel does what Escape does to the sheet, if there is one.
func (s *Shell) Cancel() {
	if s.sheet != nil {
		s.sheet.Cancel()
	}
}

// Withdraw takes the sheet away, if there is one.
func (s *Shell) Withdraw() {
	if s.sheet != nil {
		s.sheet.Close()
	}
}

// Over are the controls of what is over the window, by name.
func (s *Shell) Over() map[string]fyne.CanvasObject {
	over := map[string]fyne.CanvasObject{}
	if s.menu != nil && s.menu.Visible() {
		for i, o := range s.menu.Items {
			over[fmt.Sprintf("%s:%d", s.menu.name, i)] = o
		}
	}
	if s.sheet != nil {
		maps.Copy(over, s.sheet.parts)
	}
	return over
}
