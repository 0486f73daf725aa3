package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// palette is one set of colours, as in the drawings of the window.
type palette struct {
	background, surface, hairline, dash, field, raised color.NRGBA
	text, secondary, faint                             color.NRGBA
	accent, accentHover, onAccent, offAccent, onOff    color.NRGBA
	failure, success, warning, shadow, segmentOn       color.NRGBA
	menu, menuLine                                     color.NRGBA // stand out from all that a menu may cover
}

var dark = palette{
	background: rgb(0x17181a), surface: rgb(0x1e1f22), hairline: rgb(0x2b2d31), dash: rgb(0x34363b),
	field: rgb(0x27292d), raised: rgb(0x303338),
	text: rgb(0xe8e9eb), secondary: rgb(0x9a9da3), faint: rgb(0x6d7077),
	accent: rgb(0x4c9be8), accentHover: rgb(0x62a8ec), onAccent: rgb(0x10161d), offAccent: rgb(0x2f4f70), onOff: rgb(0x11161c),
	failure: rgb(0xe0736a), success: rgb(0x7fb3a6), warning: rgb(0xc7a86a), shadow: color.NRGBA{A: 0x78},
	segmentOn: rgb(0x17181a), menu: rgb(0x35383e), menuLine: rgb(0x484c53),
}

var light = palette{
	background: rgb(0xf3f3f2), surface: rgb(0xfbfbfa), hairline: rgb(0xe2e2e0), dash: rgb(0xcfcfcc),
	field: rgb(0xefefed), raised: rgb(0xe6e6e3),
	text: rgb(0x1d1f21), secondary: rgb(0x62666b), faint: rgb(0x8c8f93),
	accent: rgb(0x1f6fc4), accentHover: rgb(0x2b7bd0), onAccent: rgb(0xffffff), offAccent: rgb(0xa9c6e4), onOff: rgb(0xf6f9fc),
	failure: rgb(0xc24a3f), success: rgb(0x5a9c8c), warning: rgb(0xb58f45), shadow: color.NRGBA{A: 0x40},
	segmentOn: rgb(0xfbfbfa), menu: rgb(0xffffff), menuLine: rgb(0xdadad7),
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func fade(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

// color maps Fyne's names and our own to the palette.
func (p *palette) color(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameBackground:
		return p.background, true
	case Surface, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground:
		return p.surface, true
	case Veil:
		return fade(p.background, 0xc8), true
	case theme.ColorNameMenuBackground:
		return p.menu, true
	case theme.ColorNameSeparator: // of menus
		return p.menuLine, true
	case Hairline:
		return p.hairline, true
	case Dash:
		return p.dash, true
	case Field, theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameDisabledButton:
		return p.field, true
	case Clear, theme.ColorNameInputBorder:
		return color.Transparent, true
	case Raised, theme.ColorNamePressed:
		return p.raised, true
	case theme.ColorNameHover:
		return fade(p.text, 0x10), true
	case Text, theme.ColorNameForeground:
		return p.text, true
	case Secondary:
		return p.secondary, true
	case Faint, theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return p.faint, true
	case Accent, theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return p.accent, true
	case theme.ColorNameFocus:
		return fade(p.accent, 0x60), true
	case theme.ColorNameSelection:
		return fade(p.accent, 0x50), true
	case Picked:
		return fade(p.accent, 0x28), true
	case Band:
		return fade(p.accent, 0x1c), true
	case OnAccent, theme.ColorNameForegroundOnPrimary:
		return p.onAccent, true
	case OffAccent:
		return p.offAccent, true
	case OnOff:
		return p.onOff, true
	case AccentHover:
		return p.accentHover, true
	case SegmentOn:
		return p.segmentOn, true
	case Failure, theme.ColorNameError:
		return p.failure, true
	case theme.ColorNameSuccess:
		return p.success, true
	case theme.ColorNameWarning:
		return p.warning, true
	case theme.ColorNameShadow:
		return p.shadow, true
	case theme.ColorNameScrollBar:
		return fade(p.text, 0x50), true
	case theme.ColorNameScrollBarBackground:
		return color.Transparent, true
	}
	return nil, false
}
