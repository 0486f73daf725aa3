// Package ask shows sheets over the window: questions with a few answers or
// one that is typed, and panels of settings. It belongs to the UI thread.
package ask

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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
	heading := control.NewLabel(title, look.TextBody, look.Text).Bold()
	text := widget.NewLabel(body)
	text.Wrapping = fyne.TextWrapWord
	row := container.New(layout.NewCustomPaddedHBoxLayout(8), append([]fyne.CanvasObject{layout.NewSpacer()}, buttons...)...)
	s.show(c, container.New(&column{width: 400, gaps: []float32{6, 18}}, heading, flush(text), row))
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
	s.popup = widget.NewModalPopUp(container.New(layout.NewCustomPaddedLayout(padding, padding, padding, padding), content), c)
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

// flush takes away the padding that Fyne's label has.
func flush(l *widget.Label) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, -7, -7), l)
}

// column puts objects under one another, as wide as it is.
type column struct {
	width float32
	gaps  []float32
}

func (c *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for i, o := range objects {
		o.Resize(fyne.NewSize(c.width, o.MinSize().Height))
		h += o.MinSize().Height
		if i < len(c.gaps) {
			h += c.gaps[i]
		}
	}
	return fyne.NewSize(c.width, h)
}

func (c *column) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for i, o := range objects {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
		y += h
		if i < len(c.gaps) {
			y += c.gaps[i]
		}
	}
}
