package ask

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// Input is a question whose answer is typed.
type Input struct {
	Title string
	Hint  string // in the empty field
	Text  string // what is in the field at first
	// Check judges what is typed, at every key.
	Check func(text string) Verdict
	// Cancel and Take are the words of the answers.
	Cancel, Take string
	// Done is called with what was typed, when it is right.
	Done func(text string)
}

// Verdict is what to say about what is typed.
type Verdict struct {
	Line  string // beside the field; may be empty
	Wrong bool   // it cannot be
}

// Ask shows an input. Escape cancels it and Enter takes it.
func Ask(c fyne.Canvas, in Input, closed func()) *Sheet {
	s := &Sheet{closed: closed}
	s.cancel = s.Close
	done := func() {
		if text := s.Field.Text; !in.Check(text).Wrong {
			s.Close()
			in.Done(text)
		}
	}
	s.Field = control.NewEntry(in.Hint, func(string) { done() })
	line := control.NewLabel("", look.TextSmall, look.Secondary).Cuttable()
	cancel := control.NewButton(control.Quiet, in.Cancel, s.Close)
	take := control.NewButton(control.Primary, in.Take, done)
	s.Answers = []*control.Button{cancel, take}
	s.Field.OnChanged = func(text string) {
		v := in.Check(text)
		line.SetText(v.Line)
		line.SetColor(look.Secondary)
		if v.Wrong && text != "" { // nothing typed yet is no mistake
			line.SetColor(look.Failure)
		}
		take.SetEnabled(!v.Wrong)
		take.SetHint(v.Line)
	}
	field := container.NewThemeOverride(s.Field, look.Flat{NoBar: true})
	s.show(c, control.Least(320, 0, control.Column(12, heading(in.Title), control.Column(4, field, line), control.Ending(cancel, take))))
	s.Field.SetText(in.Text)
	s.Field.OnChanged(in.Text)
	c.Focus(s.Field)
	s.Field.TypedShortcut(&fyne.ShortcutSelectAll{})
	return s
}
