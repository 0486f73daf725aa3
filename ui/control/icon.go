package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// tinted is icon in a colour of the theme; it must be an SVG.
func tinted(icon fyne.Resource, color fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(icon, color)
}

// Tinted is icon in a colour of the theme; it must be an SVG.
func Tinted(icon fyne.Resource, color fyne.ThemeColorName) fyne.Resource { return tinted(icon, color) }
