package foot

import (
	"slices"

	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// fit is what of the foot there is room for.
type fit struct {
	buttons []*control.Button // from the left
	facts   []bool            // which figures
	large   bool              // the title, if it is an outcome
	stacked bool              // the figures are under the title, or advice has two lines
}

// buttons are those that there are, from the left.
func (f *Foot) buttons() []*control.Button {
	var list []*control.Button
	for _, b := range []struct {
		button *control.Button
		there  bool
	}{
		{f.failed, f.view.ShowFailed},
		{f.retry, f.view.Retry},
		{f.resume, f.view.Resume},
		{f.pause, f.view.Pause},
		{f.stop, f.view.Stop},
		{f.copyReport, f.view.CopyReport},
		{f.compare, f.view.Compare},
		{f.settings, f.view.Settings},
		{f.open, f.view.Open},
	} {
		if b.there {
			list = append(list, b.button)
		}
	}
	return list
}

// fit chooses what is shown in a width. What is least missed goes first: the
// comparison and the report, which the menu has too; figures, spare ones and then
// the last first; the size of the title; the button that shows what failed; figures in
// line with the title, and advice in one; and at last the other buttons.
func (f *Foot) fit(width float32) fit {
	is := fit{buttons: f.buttons(), facts: make([]bool, len(f.facts)), large: f.view.Large}
	for i := range f.view.Facts {
		is.facts[i] = true
	}
	fits := func() bool { return f.fits(is, width) }
	for _, b := range []*control.Button{f.compare, f.copyReport} {
		if !fits() {
			is.drop(b)
		}
	}
	for i, fact := range slices.Backward(f.view.Facts) {
		is.facts[i] = !fact.Spare || fits()
	}
	for i := len(f.view.Facts) - 1; i >= 0 && !fits(); i-- {
		is.facts[i] = is.facts[i] && f.view.Facts[i].Tone != model.Plain
	}
	if !fits() {
		is.large = false
	}
	if !fits() {
		is.drop(f.failed)
	}
	is.stacked = !fits()
	for _, b := range []*control.Button{f.open, f.retry} {
		if !fits() {
			is.drop(b)
		}
	}
	return is
}

func (i *fit) drop(button *control.Button) {
	i.buttons = slices.DeleteFunc(i.buttons, func(b *control.Button) bool { return b == button })
}

// fits says whether all of it fits in a width.
func (f *Foot) fits(is fit, width float32) bool {
	f.title.SetSize(is.size(), true)
	title, room := f.title.Natural(), width-taken(is.buttons)
	switch {
	case f.advice(): // it stands under the title
		return title <= room && len(f.advise(room, is.notes()+1)) <= is.notes()
	case is.stacked:
		return title <= room && f.figures(is)-gap <= room
	}
	return title+f.figures(is) <= room
}

// notes is how many lines there are for advice.
func (i *fit) notes() int {
	if i.stacked {
		return noteLines
	}
	return 1
}

// advise is the advice in lines.
func (f *Foot) advise(room float32, lines int) []string {
	return control.Wrap(words.Say(f.view.Advice), room, lines, look.TextBody, fyne.TextStyle{})
}

// figures is the width of the figures, with the gaps before them.
func (f *Foot) figures(is fit) (width float32) {
	for i, shown := range is.facts {
		if shown {
			width += gap + f.facts[i].MinSize().Width
		}
	}
	return width
}

// taken is the width of buttons, with the gaps before them.
func taken(buttons []*control.Button) (width float32) {
	for _, b := range buttons {
		width += buttonGap + buttonSize(b)
	}
	if len(buttons) > 0 {
		width += gap - buttonGap // apart from the figures
	}
	return width
}

func (i *fit) size() float32 {
	if i.large {
		return look.TextLarge
	}
	return look.TextBody
}

// advice says whether there is advice in the place of figures.
func (f *Foot) advice() bool { return !f.view.Advice.None() }

func buttonSize(b *control.Button) float32 { return max(b.MinSize().Width, buttonWidth) }

func (f *Foot) layout(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	advice := f.advice()
	is := f.fit(s.Width - 2*margin)
	control.SetVisible(f.bar, !advice)
	top := s.Height - Height
	control.Place(f.bar, margin, top+barAt, s.Width-2*margin, 4)
	right := f.layoutButtons(is.buttons, s.Width-margin, top+rowAt)
	f.title.SetSize(is.size(), true)
	if !advice {
		f.layoutFigures(is, margin, right, top+rowAt)
		return
	}
	lines := f.advise(right-margin, is.notes())
	y := top + 32 - float32(len(lines))*10
	control.Place(f.title, margin, y, right-margin, 20)
	for i, l := range f.notes {
		control.SetVisible(l, i < len(lines))
		if i < len(lines) {
			l.SetText(lines[i])
			control.Place(l, margin, y+22+float32(i)*18, right-margin, 20)
		}
	}
	for _, l := range slices.Concat(f.facts, []*control.Label{f.file}) {
		control.SetVisible(l, false)
	}
}

// layoutButtons places the buttons from the right and returns what is free.
func (f *Foot) layoutButtons(shown []*control.Button, right, y float32) float32 {
	free := right - taken(shown)
	for _, b := range slices.Backward(shown) {
		w := buttonSize(b)
		control.Place(b, right-w, y, w, look.ControlSize)
		right -= w + buttonGap
	}
	for _, b := range []*control.Button{f.failed, f.retry, f.resume, f.pause, f.stop, f.copyReport, f.compare, f.settings, f.open} {
		control.SetVisible(b, slices.Contains(shown, b))
	}
	return free
}

// layoutFigures places title, figures and file between left and right.
func (f *Foot) layoutFigures(is fit, left, right, y float32) {
	for _, l := range f.notes {
		control.SetVisible(l, false)
	}
	title, x := max(0, min(f.title.Natural(), right-left-f.figures(is))), left
	if is.stacked {
		title = min(f.title.Natural(), right-left)
		control.Place(f.title, x, y-10, title, look.ControlSize)
		x, y = x-gap, y+10
	} else {
		control.Place(f.title, x, y, title, look.ControlSize)
		x += title
	}
	for i, l := range f.facts {
		control.SetVisible(l, is.facts[i])
		if is.facts[i] {
			x += gap
			w := l.MinSize().Width
			control.Place(l, x, y, w, look.ControlSize)
			x += w
		}
	}
	control.SetVisible(f.file, x+gap+fileLeast < right && f.view.File != "")
	control.Place(f.file, x+gap, y, max(0, right-x-gap), look.ControlSize)
}
