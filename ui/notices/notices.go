// Package notices is the panel of what is built into the program and was made by
// others: a list of licences with what each is for, and the one that is chosen in
// full. Only that one is laid out, since a long text takes the toolkit long. It
// belongs to the UI thread.
package notices

import (
	"fmt"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets/notices"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Measures in dp; the panel fits the smallest window.
const (
	listWidth = 216
	textWidth = 464
	between   = 24
	height    = 376
)

// Panel is the widget.
type Panel struct {
	widget.BaseWidget
	list *control.List
	text *control.Reading
	done *control.Button
}

// New returns the panel with one notice at least; done closes it.
func New(all []notices.Notice, done func()) *Panel {
	p := &Panel{text: control.NewReading(words.Of("notices.text"), words.Of("hint.notice")), done: control.ButtonOf(control.Primary, "output.done", "hint.done", done)}
	p.ExtendBaseWidget(p)
	lines := make([]control.Line, len(all))
	for i, n := range all {
		lines[i] = control.Line{Text: title(n), Under: n.Licence}
	}
	p.list = control.NewList(words.Of("about.notices"), words.Of("hint.notices"), lines, func(i int) {
		p.text.SetText(strings.Join(all[i].Parts, "\n") + "\n\n" + flowing(all[i].Text))
	})
	return p
}

// title names what a notice is for in a line, without the versions.
func title(n notices.Notice) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(n.Parts[0], "github.com/"), " ")
	if more := len(n.Parts) - 1; more > 0 {
		return fmt.Sprintf("%s +%d", first, more)
	}
	return first
}

// nearlyFull is how long a line is that was broken for its length, in bytes.
const nearlyFull = 55

// flowing joins the lines of a paragraph, which were broken for another width.
func flowing(text string) string {
	lines := strings.Split(text, "\n")
	var b strings.Builder
	for i, line := range lines {
		b.WriteString(line)
		if i+1 == len(lines) {
			break
		}
		next := strings.TrimLeft(lines[i+1], " ")
		goesOn := next != "" && strings.ContainsFunc(next[:1], unicode.IsLetter) && !strings.HasPrefix(next, "http")
		if len(line) > nearlyFull && goesOn {
			b.WriteByte(' ')
			lines[i+1] = next
			continue
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Parts names the controls.
func (p *Panel) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"notices": p.list, "noticeText": p.text, "noticesDone": p.done}
}

// First is the control that the keyboard begins with.
func (p *Panel) First() fyne.Focusable { return p.list }

// CreateRenderer is Fyne's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	line := control.NewLabel(words.Of("notices.line"), look.TextBody, look.Secondary).Cuttable()
	list := container.NewThemeOverride(p.list, look.Flat{})
	text := container.NewThemeOverride(p.text, look.Flat{Small: true})
	body := control.Row(between, control.Least(listWidth, height, list), control.Least(textWidth, height, text))
	return widget.NewSimpleRenderer(control.Sheet(words.Of("about.notices"), control.Column(12, line, body), 20, p.done))
}
