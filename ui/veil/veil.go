// Package veil dims the window while files are dragged over it, and says what
// will happen when they fall. It belongs to the UI thread.
package veil

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// Measures in dp, from the top of the block in the middle.
const (
	iconSize    = 52
	titleAt     = 62
	lineAt      = 100
	blockHeight = lineAt + 20
	cardPad     = 40 // around the block
	cardLeast   = 480
)

// Veil is the widget. It is hidden until something is dragged.
type Veil struct {
	widget.BaseWidget
	title, line *control.Label
}

// New returns a hidden veil.
func New() *Veil {
	v := &Veil{
		title: control.NewLabel("", look.TextLarge, look.Text).Bold().Aligned(fyne.TextAlignCenter).Cuttable(),
		line:  control.NewLabel("", look.TextBody, look.Secondary).Aligned(fyne.TextAlignCenter).Cuttable(),
	}
	v.ExtendBaseWidget(v)
	v.Hide()
	return v
}

// Say shows the veil with what will happen.
func (v *Veil) Say(title, line string) {
	v.title.SetText(title)
	v.line.SetText(line)
	v.Show()
	v.Refresh()
}

// CreateRenderer is Fyne's.
func (v *Veil) CreateRenderer() fyne.WidgetRenderer {
	back, card := &canvas.Rectangle{}, &canvas.Rectangle{CornerRadius: look.TargetRound}
	outline := control.NewDashed(look.TargetRound)
	outline.SetStrong(true)
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	d := &control.Drawing{Parts: []fyne.CanvasObject{back, outline, card, icon, v.title, v.line}}
	d.Arrange = func(s fyne.Size) {
		control.Place(back, 0, 0, s.Width, s.Height)
		control.Place(outline, look.GridMargin, look.GridMargin, s.Width-2*look.GridMargin, s.Height-2*look.GridMargin)
		y := float32(int((s.Height - blockHeight) / 2))
		width := min(s.Width-4*look.GridMargin, max(cardLeast, v.title.Natural()+2*cardPad, v.line.Natural()+2*cardPad))
		control.Place(card, (s.Width-width)/2, y-cardPad, width, blockHeight+2*cardPad)
		control.Place(icon, (s.Width-iconSize)/2, y, iconSize, iconSize)
		control.Place(v.title, (s.Width-width)/2, y+titleAt, width, 32)
		control.Place(v.line, (s.Width-width)/2, y+lineAt, width, 20)
	}
	d.Paint = func() {
		back.FillColor, card.FillColor = look.Color(look.Veil), look.Color(look.Surface)
		icon.Resource = control.Tinted(assets.Photos, look.Accent)
		icon.Refresh()
	}
	return control.Drawn(d)
}
