package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
)

// TagInset is the room between a tag and the edges of its picture, dp.
const TagInset = 6

// shadows is where the shadow's copies of the word stand, dp, and how dark they
// are: together they fade from the letters outwards.
var shadows = []struct {
	x, y  float32
	alpha uint8
}{
	{0, 0.5, 0x70},
	{-0.5, 0.5, 0x48},
	{0.5, 0.5, 0x48},
	{0, 1, 0x48},
	{-1, 0.5, 0x2c},
	{1, 0.5, 0x2c},
	{0, -0.5, 0x2c},
	{0, 1.5, 0x2c},
	{-1, 1.5, 0x18},
	{1, 1.5, 0x18},
	{-1.5, 0.5, 0x14},
	{1.5, 0.5, 0x14},
	{0, 2.5, 0x14},
}

// Tag is a word on a picture: white, with a soft shadow, so that it can be read
// on any.
type Tag struct {
	widget.BaseWidget
	text string
}

// NewTag returns a tag that says text.
func NewTag(text string) *Tag {
	t := &Tag{text: text}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is Fyne's.
func (t *Tag) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawing{}
	for _, s := range shadows {
		shadow := canvas.NewText(t.text, color.NRGBA{A: s.alpha})
		shadow.TextSize = look.TextSmall
		shadow.Move(fyne.NewPos(s.x, s.y))
		d.Parts = append(d.Parts, shadow)
	}
	word := canvas.NewText(t.text, color.White)
	word.TextSize = look.TextSmall
	d.Parts = append(d.Parts, word)
	d.Arrange = func(fyne.Size) {
		for _, o := range d.Parts {
			o.Resize(word.MinSize())
		}
	}
	d.Smallest = word.MinSize
	return d
}

// AccessibilityLabel is the word.
func (t *Tag) AccessibilityLabel() string { return t.text }

// AccessibilityRole is that of a text.
func (t *Tag) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
