package grid

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

const (
	kindLines   = 2 // for the kind of a failure, in a small cell
	reasonLines = 3
	maxLines    = kindLines + 1 + reasonLines

	wordsRoom  = 10 // beside the words of a failed cell, dp
	narrowRoom = 4  // in a cell that has little of it
	narrowBox  = 112
)

// line is a line of what is said about a failure.
type line struct {
	text   string
	size   float32
	style  fyne.TextStyle
	color  fyne.ThemeColorName
	height float32
}

// explain says why a photo failed in a box, and how high that is: the kind of
// failure, the photo's name and the reason, as far as there is room. Letters
// become smaller before words are cut.
func explain(f *face, box fyne.Size) ([]line, float32) {
	room, high := box.Width-2*wordsRoom, box.Height-2*narrowRoom
	if box.Width < narrowBox {
		room = box.Width - 2*narrowRoom
	}
	bold := fyne.TextStyle{Bold: true}
	var lines []line
	height := float32(0)
	add := func(text string, l line) bool {
		l.text, l.height = text, fyne.MeasureText(text, l.size, l.style).Height
		if len(lines) > 0 && height+l.height > high {
			return false
		}
		lines = append(lines, l)
		height += l.height
		return true
	}
	kind := line{size: sizeFor(f.kind, room, bold), style: bold, color: look.Failure}
	for _, s := range control.Wrap(f.kind, room, kindLines, kind.size, kind.style) {
		add(s, kind)
	}
	name := line{size: sizeFor(f.name, room, fyne.TextStyle{}), color: look.Text}
	if !add(control.Fit(f.name, room, name.size, name.style), name) {
		return lines, height
	}
	reason := line{size: look.TextSmall, color: look.Secondary}
	fits := int((high - height) / fyne.MeasureText("M", reason.size, reason.style).Height)
	if fits == 1 && fyne.MeasureText(f.reason, reason.size, reason.style).Width > room {
		return lines, height // half a sentence says nothing
	}
	for _, s := range control.Wrap(f.reason, room, min(fits, reasonLines), reason.size, reason.style) {
		add(s, reason)
	}
	return lines, height
}

// sizeFor is the larger size of letters if a text fits with it.
func sizeFor(s string, room float32, style fyne.TextStyle) float32 {
	if fyne.MeasureText(s, look.TextBody, style).Width <= room {
		return look.TextBody
	}
	return look.TextSmall
}
