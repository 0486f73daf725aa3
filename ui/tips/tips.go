// Package tips shows tooltips: a few words beside the control that the pointer
// rests on or the keyboard has come to; and notes: a few words about what has
// been done. It belongs to the UI thread.
package tips

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// rest is how long the pointer or the keyboard rests on a control before its tip
// shows.
const rest = 700 * time.Millisecond

// stay is how long a note stays.
const stay = 2500 * time.Millisecond

const (
	padX, padY = 8, 4
	away       = 6 // from the control, dp
	edge       = 4 // from the sides of the window, dp
)

// Layer is drawn over the window, or over a sheet, and lets the pointer through.
type Layer struct {
	Box *fyne.Container
	// Rest is how long the pointer or the keyboard rests on a control before
	// its tip shows.
	Rest time.Duration
	// Stay is how long a note stays.
	Stay time.Duration

	post func(func())
	turn int // counts comings and goings, so that a late timer shows nothing

	back *canvas.Rectangle
	text *canvas.Text
}

// NewLayer returns a layer whose timers come back to the UI thread through post.
func NewLayer(post func(func())) *Layer {
	l := &Layer{Rest: rest, Stay: stay, post: post, back: &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1}, text: &canvas.Text{TextSize: look.TextSmall}}
	l.Box = &fyne.Container{Layout: &still{layer: l}, Objects: []fyne.CanvasObject{l.back, l.text}}
	l.hide()
	return l
}

// still leaves the tip where it was put, and takes it away when the window gets
// another size: what it is about has moved.
type still struct {
	layer *Layer
	size  fyne.Size
}

func (s *still) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size != s.size {
		s.size = size
		s.layer.Hide()
	}
}

func (s *still) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Text is what is shown, or empty.
func (l *Layer) Text() string {
	if !l.back.Visible() {
		return ""
	}
	return l.text.Text
}

// Watch shows the hint of c when the pointer or the keyboard rests on it.
func (l *Layer) Watch(c control.Hinted) {
	c.WatchHint(func(there bool) { l.Over(c, there) })
}

// Over takes in that the pointer or the keyboard has come to c or left it.
func (l *Layer) Over(c control.Explained, there bool) {
	l.turn++
	l.hide()
	if !there {
		return
	}
	turn := l.turn
	time.AfterFunc(l.Rest, func() {
		l.post(func() {
			if turn == l.turn && c.Visible() {
				l.show(c)
			}
		})
	})
}

// Hide takes the tip away, for instance when a key is pressed.
func (l *Layer) Hide() {
	l.turn++
	l.hide()
}

func (l *Layer) hide() {
	l.back.Hide()
	l.text.Hide()
}

// show puts the tip under its control, or over it where there is no room.
func (l *Layer) show(c control.Explained) {
	if c.Hint() == "" || fyne.CurrentApp().Driver().CanvasForObject(l.Box) == nil {
		return // nothing to say, or the sheet that it was about is gone
	}
	at, size := l.begin(c, c.Hint())
	y := at.Y + c.Size().Height + away
	if y+size.Height+edge > l.room().Height {
		y = at.Y - away - size.Height
	}
	l.end(at.X+c.Size().Width/2-size.Width/2, y, size)
}

// Note says over the lower edge of o, for a while, what has been done.
func (l *Layer) Note(o fyne.CanvasObject, words string) {
	l.turn++
	turn := l.turn
	at, size := l.begin(o, words)
	l.end(at.X+(o.Size().Width-size.Width)/2, at.Y+o.Size().Height-size.Height-2*away, size)
	time.AfterFunc(l.Stay, func() {
		l.post(func() {
			if turn == l.turn {
				l.hide()
			}
		})
	})
}

// room is the size of the window.
func (l *Layer) room() fyne.Size {
	return fyne.CurrentApp().Driver().CanvasForObject(l.Box).Size()
}

// begin puts words into the box and says where o is in the window and how large
// the box must be.
func (l *Layer) begin(o fyne.CanvasObject, words string) (at fyne.Position, size fyne.Size) {
	l.back.FillColor, l.back.StrokeColor = look.Color(look.Raised), look.Color(look.Dash)
	l.text.Text = control.Fit(words, l.room().Width-2*(edge+padX), look.TextSmall, l.text.TextStyle)
	l.text.Color = look.Color(look.Text)
	at = fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at, l.text.MinSize().AddWidthHeight(2*padX, 2*padY)
}

// end shows the box with its corner at x and y of the window, moved into it.
func (l *Layer) end(x, y float32, size fyne.Size) {
	x = min(max(edge, x), l.room().Width-size.Width-edge)
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.Box)
	x, y = x-origin.X, y-origin.Y
	l.back.Move(fyne.NewPos(x, y))
	l.back.Resize(size)
	l.text.Move(fyne.NewPos(x+padX, y+padY))
	l.text.Resize(size.SubtractWidthHeight(2*padX, 2*padY))
	l.back.Show()
	l.text.Show()
	l.Box.Refresh()
}
