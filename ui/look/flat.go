package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Flat is the theme in use without shadows: what scrolls ends at the line of
// what follows.
type Flat struct {
	// NoBar takes the scroll bar away, too.
	NoBar bool
	// Small makes the text small.
	Small bool
}

func current() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color returns the named colour.
func (f Flat) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameShadow || (f.NoBar && name == theme.ColorNameScrollBar) {
		return color.Transparent
	}
	return current().Color(name, v)
}

// Font returns a font.
func (Flat) Font(s fyne.TextStyle) fyne.Resource { return current().Font(s) }

// Icon returns an icon.
func (Flat) Icon(n fyne.ThemeIconName) fyne.Resource { return current().Icon(n) }

// Size returns a measure.
func (f Flat) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameText && f.Small {
		return TextSmall
	}
	return current().Size(n)
}
