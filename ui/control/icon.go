package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"thumbpool/assets"
)

// Tinted is an icon in a colour of the theme.
func Tinted(icon assets.Icon, name fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(fyne.NewStaticResource(icon.File(), icon.SVG()), name)
}
