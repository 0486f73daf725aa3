package control

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"thumbpool/ui/look"
)

// Tinted is an icon of package look in a colour of the theme. The toolkit's own
// way of colouring fills outlines, too.
func Tinted(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	c := color.NRGBAModel.Convert(look.Color(name)).(color.NRGBA)
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	return fyne.NewStaticResource(hex+icon.Name(), bytes.ReplaceAll(icon.Content(), []byte("#000000"), []byte(hex)))
}
