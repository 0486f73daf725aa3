package control

import "fyne.io/fyne/v2"

// Place puts o at x, y of what it is in, with a width and a height.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// SetVisible shows or hides o. It does nothing, and so draws nothing anew, where
// that is so already.
func SetVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case o.Visible() == visible:
	case visible:
		o.Show()
	default:
		o.Hide()
	}
}
