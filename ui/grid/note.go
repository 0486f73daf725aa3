package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

const (
	notePadX, notePadY = 12, 6
	noteBottom         = 16 // from the bottom of the grid, dp
)

// note is a few words at the bottom of the grid, over the cells: what is being
// typed. The pointer goes through it.
type note struct {
	words string
	room  fyne.Size
	back  *canvas.Rectangle
	text  *canvas.Text
}

func newNote() *note {
	return &note{
		back: &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1},
		text: &canvas.Text{TextSize: look.TextBody},
	}
}

func (n *note) show(words string) {
	n.words = words
	n.paint()
	n.back.Refresh()
	n.text.Refresh()
}

func (n *note) layout(room fyne.Size) {
	n.room = room
	n.paint()
}

func (n *note) paint() {
	n.back.Hidden, n.text.Hidden = n.words == "", n.words == ""
	n.back.FillColor, n.back.StrokeColor, n.text.Color = look.Color(look.Raised), look.Color(look.Dash), look.Color(look.Text)
	n.text.Text = control.Fit(n.words, max(0, n.room.Width-2*look.GridMargin-2*notePadX), n.text.TextSize, n.text.TextStyle)
	m := n.text.MinSize()
	size := m.AddWidthHeight(2*notePadX, 2*notePadY)
	at := fyne.NewPos((n.room.Width-size.Width)/2, n.room.Height-noteBottom-size.Height)
	n.back.Move(at)
	n.back.Resize(size)
	n.text.Move(at.AddXY(notePadX, notePadY))
	n.text.Resize(m)
}
