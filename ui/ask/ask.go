// Package ask shows sheets over the window: questions with a few answers or
// one that is typed, and panels of settings. It belongs to the UI thread.
package ask

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// Answer is a button of a question.
type Answer struct {
	Label   string
	Primary bool
	Chosen  func() // may be nil
}

// Sheet is what is shown over the window.
type Sheet struct {
	popup   *widget.PopUp
	back    fyne.Focusable // what had the keyboard before
	cancel  func()
	closed  func()
	Answers []*control.Button
	Field   *control.Entry // of an [Input]
}

const padding = 24

// Question shows a question. Its last answer is the safe one: Escape chooses
// it. closed is called when the sheet is gone.
func Question(c fyne.Canvas, title, body string, answers []Answer, closed func()) *Sheet {
	s := &Sheet{closed: closed}
	var buttons []fyne.CanvasObject
	for _, a := range answers {
		kind := control.Quiet
		if a.Primary {
			kind = control.Primary
		}
		choose := func() {
			s.Close()
			if a.Chosen != nil {
				a.Chosen()
			}
		}
		b := control.NewButton(kind, a.Label, choose)
		s.Answers = append(s.Answers, b)
		buttons = append(buttons, b)
		s.cancel = choose
	}
	const width = 400 // dp
	s.show(c, control.Least(width, 0, control.Column(18, control.Column(6, heading(title), paragraph(body, width)), control.Ending(buttons...))))
	c.Focus(s.Answers[len(s.Answers)-1])
	return s
}

// Panel shows content with a heading until it is closed.
func Panel(c fyne.Canvas, content fyne.CanvasObject, closed func()) *Sheet {
	s := &Sheet{closed: closed}
	s.cancel = s.Close
	s.show(c, content)
	return s
}

func (s *Sheet) show(c fyne.Canvas, content fyne.CanvasObject) {
	s.back = c.Focused()
	s.popup = widget.NewModalPopUp(control.Inset(padding, padding, padding, content), c)
	s.popup.Show()
}

// Cancel is what Escape does.
func (s *Sheet) Cancel() { s.cancel() }

// Close takes the sheet away.
func (s *Sheet) Close() {
	s.popup.Hide()
	if s.back != nil {
		s.popup.Canvas.Focus(s.back)
	}
	if s.closed != nil {
		s.closed()
	}
}

func heading(s string) *control.Label {
	return control.NewLabel(s, look.TextBody, look.Text).Bold()
}

// paragraph is a text in lines of a width, without the padding that Fyne's label
// has.
func paragraph(s string, width float32) fyne.CanvasObject {
	const inset = 7 // look's inner padding
	text := widget.NewLabel(s)
	text.Wrapping = fyne.TextWrapWord
	text.Resize(fyne.NewSize(width+2*inset, 0)) // how high it is goes by how wide it is
	return control.Inset(0, 0, -inset, text)
}
