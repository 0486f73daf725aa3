package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/assets"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Kind is how much a button asks for attention.
type Kind int

// The kinds of buttons.
const (
	Quiet   Kind = iota // a field with a label
	Primary             // the one thing to do next, in the accent colour
	Bare                // no field until the pointer is over it
)

// iconSize is the side of an icon on a button, dp.
const iconSize = 18

// Button is a thing to press: with the pointer, Space or Enter.
type Button struct {
	pressed
	kind     Kind
	label    string
	icon     assets.Icon
	trailing string // a sign at the right end; the label is then at the left
	disabled bool
	height   float32
	flat     bool
}

// NewButton returns a button of 32 dp height that calls tapped.
func NewButton(kind Kind, label string, tapped func()) *Button {
	b := &Button{kind: kind, label: label, height: look.ControlSize}
	b.begin(b, func() {
		if !b.disabled && tapped != nil {
			tapped()
		}
	})
	return b
}

// ButtonOf returns a button whose words and hint are the texts of two keys.
func ButtonOf(kind Kind, label, hint string, tapped func()) *Button {
	b := NewButton(kind, words.Of(label), tapped)
	b.hint = words.Of(hint)
	return b
}

// NewIconButton returns a square button with an icon alone; hint says what it does.
func NewIconButton(icon assets.Icon, hint string, tapped func()) *Button {
	b := NewButton(Bare, "", tapped)
	b.icon, b.hint = icon, hint
	return b
}

// NewRow returns a quiet button with its label at the left and a sign at the
// right that says that more opens.
func NewRow(label, sign string, tapped func()) *Button {
	b := NewButton(Quiet, label, tapped)
	b.trailing = sign
	return b
}

// Tall makes the button as high as the primary action.
func (b *Button) Tall() *Button {
	b.height = look.PrimarySize
	return b
}

// Flat makes an icon button that shows no field of its own, for use inside
// another control.
func (b *Button) Flat() *Button {
	b.flat, b.height = true, 28
	return b
}

// Label returns the words on the button.
func (b *Button) Label() string { return b.label }

// SetLabel changes the words on the button.
func (b *Button) SetLabel(s string) {
	if s != b.label {
		b.label = s
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(icon assets.Icon) {
	b.icon = icon
	b.Refresh()
}

// Disabled says whether the button can be pressed.
func (b *Button) Disabled() bool { return b.disabled }

// Enable lets the button be pressed. With Disable it is what Fyne asks for, so
// that the keyboard passes over a button that is off.
func (b *Button) Enable() { b.SetEnabled(true) }

// Disable lets the button not be pressed.
func (b *Button) Disable() { b.SetEnabled(false) }

// SetEnabled lets the button be pressed or not.
func (b *Button) SetEnabled(on bool) {
	if b.disabled == on {
		b.disabled = !on
		b.Refresh()
	}
}

func (b *Button) colors() (fill, text fyne.ThemeColorName) {
	switch {
	case b.kind == Primary && b.disabled:
		return look.OffAccent, look.OnOff
	case b.kind == Primary && b.hovered:
		return look.AccentHover, look.OnAccent
	case b.kind == Primary:
		return look.Accent, look.OnAccent
	case b.disabled:
		return look.Field, look.Faint
	case b.flat && b.hovered:
		return "", look.Text
	case b.hovered:
		return look.Raised, look.Text
	case b.kind == Bare:
		return "", look.Secondary
	}
	return look.Field, look.Text
}

// CreateRenderer is Fyne's.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	fill := &canvas.Rectangle{CornerRadius: look.Radius}
	text, sign := &canvas.Text{TextSize: look.TextBody}, &canvas.Text{TextSize: look.TextBody}
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	focus := ring()
	d := &Drawing{Parts: []fyne.CanvasObject{fill, text, sign, icon, focus}}
	d.Arrange = func(s fyne.Size) {
		fill.Resize(s)
		arrangeRing(focus, fyne.Position{}, s)
		width := text.MinSize().Width
		x := (s.Width - width) / 2
		if b.trailing != "" {
			x = 10
			room := s.Width - 36
			text.Text = Fit(b.label, room, text.TextSize, text.TextStyle)
			end := sign.MinSize().Width
			placeText(sign, s.Width-10-end, end, s.Height)
		}
		placeText(text, x, width, s.Height)
		Place(icon, (s.Width-iconSize)/2, (s.Height-iconSize)/2, iconSize, iconSize)
	}
	d.Smallest = func() fyne.Size {
		if b.label == "" {
			return fyne.NewSquareSize(b.height)
		}
		w := text.MinSize().Width + 24
		if b.trailing != "" {
			w = 80
		}
		return fyne.NewSize(w, b.height)
	}
	d.Paint = func() {
		f, t := b.colors()
		fill.FillColor = transparent
		if f != "" {
			fill.FillColor = look.Color(f)
		}
		text.Text, text.Color = b.label, look.Color(t)
		text.TextStyle.Bold = b.kind == Primary
		sign.Text, sign.Color = b.trailing, look.Color(look.Secondary)
		icon.Hidden = b.icon == ""
		if b.icon != "" {
			icon.Resource = Tinted(b.icon, t)
		}
		b.paintRing(focus)
	}
	return Drawn(d)
}
