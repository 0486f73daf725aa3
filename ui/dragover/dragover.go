// Package dragover tells when another program drags files over the window.
// Fyne tells it only when they have fallen, which is too late to say what will
// happen.
//
// Under X11 the source of a drag owns a selection meanwhile. The server says
// when it gets an owner; from then on, until the button is let go, the pointer
// is asked for its place.
package dragover

import (
	"image"
	"slices"
)

// scene is what of the display matters to a drag: our window, and the windows
// that lie over it.
type scene struct {
	window image.Rectangle
	above  []image.Rectangle
}

// over says whether a point is on what can be seen of the window.
func (s scene) over(p image.Point) bool {
	return p.In(s.window) && !slices.ContainsFunc(s.above, func(r image.Rectangle) bool { return p.In(r) })
}
