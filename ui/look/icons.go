package look

import (
	_ "embed"

	"fyne.io/fyne/v2"
)

var (
	//go:embed icons/photos.svg
	photosSVG []byte
	//go:embed icons/moon.svg
	moonSVG []byte
	//go:embed icons/sun.svg
	sunSVG []byte
	//go:embed icons/down.svg
	downSVG []byte
)

// The icons are drawn in one colour, which the theme replaces.

// PhotosIcon is a pair of pictures, 48×40 dp.
func PhotosIcon() fyne.Resource { return fyne.NewStaticResource("photos.svg", photosSVG) }

// MoonIcon stands for the dark look.
func MoonIcon() fyne.Resource { return fyne.NewStaticResource("moon.svg", moonSVG) }

// SunIcon stands for the light look.
func SunIcon() fyne.Resource { return fyne.NewStaticResource("sun.svg", sunSVG) }

// DownIcon says that a list opens.
func DownIcon() fyne.Resource { return fyne.NewStaticResource("down.svg", downSVG) }
