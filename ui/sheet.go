package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"thumbpool/ui/ask"
	"thumbpool/ui/tips"
	"thumbpool/ui/words"
)

// sheet is what is over the window, one at a time: a question or a panel.
type sheet struct {
	*ask.Sheet
	parts map[string]fyne.CanvasObject // its controls, by name
	tips  *tips.Layer                  // of a panel, over it: those of the window would be under it
	moot  func()                       // what to do when a question is about a run that has ended; may be nil
}

// openPanel shows a panel in a sheet, when there is none. closed is called when
// it is gone; it may be nil.
func (w *Window) openPanel(p part, closed func()) {
	w.tips.Hide()
	s := &sheet{parts: p.Parts(), tips: tips.NewLayer(w.post)}
	watch(s.tips, s.parts)
	content := &fyne.Container{Layout: stack{}, Objects: []fyne.CanvasObject{p, s.tips.Box}}
	s.Sheet = ask.Panel(w.win.Canvas(), content, func() {
		s.tips.Hide()
		w.sheet = nil
		if closed != nil {
			closed()
		}
	})
	w.sheet = s
}

// closeSheet takes the sheet away, if there is one.
func (w *Window) closeSheet() {
	if w.sheet != nil {
		w.sheet.Close()
	}
}

// ask shows a question over the window. If it is about a run and the run ends
// before there is an answer, moot is called in place of one; it may be nil.
func (w *Window) ask(title, body string, answers []ask.Answer, moot func()) {
	if w.sheet != nil {
		return
	}
	w.tips.Hide()
	s := ask.Question(w.win.Canvas(), title, body, answers, func() { w.sheet = nil })
	w.sheet = &sheet{Sheet: s, parts: answerParts(s), moot: moot}
	w.observer.Note("ask")
}

// tell says something that has but one answer.
func (w *Window) tell(title, body string) {
	w.ask(title, body, []ask.Answer{{Label: words.Of("ask.ok"), Primary: true}}, nil)
}

// askFor lets something be typed over the window.
func (w *Window) askFor(in ask.Input) {
	if w.sheet != nil {
		return
	}
	w.tips.Hide()
	in.Cancel = words.Of("ask.cancel")
	s := ask.Ask(w.win.Canvas(), in, func() { w.sheet = nil })
	w.sheet = &sheet{Sheet: s, parts: answerParts(s)}
	w.observer.Note("input")
}

func answerParts(s *ask.Sheet) map[string]fyne.CanvasObject {
	parts := map[string]fyne.CanvasObject{}
	for i, b := range s.Answers {
		parts[fmt.Sprintf("answer:%d", i)] = b
	}
	return parts
}
