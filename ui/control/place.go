package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"thumbpool/ui/look"
)

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

// Column puts objects under one another, gap dp apart, each as wide as the
// widest.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Row puts objects side by side from the left, gap dp apart, each as high as the
// highest.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), objects...)
}

// Ending is a row of buttons at the right end of what it is in.
func Ending(buttons ...fyne.CanvasObject) *fyne.Container {
	return Row(8, append([]fyne.CanvasObject{layout.NewSpacer()}, buttons...)...)
}

// Sheet is what a sheet shows: its heading, what it is about, and after a gap
// the button that closes it.
func Sheet(title string, about fyne.CanvasObject, gap float32, done *Button) *fyne.Container {
	heading := NewLabel(title, look.TextBody, look.Text).Bold()
	return Column(gap, Column(16, Least(0, 20, heading), about), Ending(Least(88, 0, done)))
}

// Least is at least w × h dp large and full of each of the objects; without one
// it is a gap.
func Least(w, h float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(least{fyne.NewSize(w, h)}, objects...)
}

// Inset leaves room above, under and beside o, dp.
func Inset(top, bottom, beside float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, beside, beside), o)
}

// least is a stack with a smallest size.
type least struct{ size fyne.Size }

// Layout gives each object the whole size.
func (least) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		Place(o, 0, 0, s.Width, s.Height)
	}
}

// MinSize is that of the largest object, and the least.
func (l least) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := l.size
	for _, o := range objects {
		if o.Visible() {
			s = s.Max(o.MinSize())
		}
	}
	return s
}
