package viewer

import (
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
)

func TestKeys(t *testing.T) {
	key := func(name fyne.KeyName) func(*window) {
		return func(w *window) { w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	}
	char := func(r rune) func(*window) { return func(w *window) { w.win.Canvas().Focused().TypedRune(r) } }
	tests := map[string]struct {
		do   []func(*window)
		call []string
		want image.Rectangle // where the photo of 1200 × 800 is
	}{
		"whole":               {nil, nil, image.Rect(136, 16, 664, 368)},
		"left":                {[]func(*window){key(fyne.KeyLeft)}, []string{"previous"}, image.Rect(136, 16, 664, 368)},
		"right":               {[]func(*window){key(fyne.KeyRight)}, []string{"next"}, image.Rect(136, 16, 664, 368)},
		"every pixel":         {[]func(*window){char('1')}, nil, image.Rect(-200, -208, 1000, 592)},
		"left when zoomed":    {[]func(*window){char('1'), key(fyne.KeyLeft)}, nil, image.Rect(-80, -208, 1120, 592)},
		"right when zoomed":   {[]func(*window){char('1'), key(fyne.KeyRight)}, nil, image.Rect(-320, -208, 880, 592)},
		"up when zoomed":      {[]func(*window){char('1'), key(fyne.KeyUp)}, nil, image.Rect(-200, -150, 1000, 650)},
		"down when zoomed":    {[]func(*window){char('1'), key(fyne.KeyDown)}, nil, image.Rect(-200, -266, 1000, 534)},
		"page when zoomed":    {[]func(*window){char('1'), key(fyne.KeyPageDown), key(fyne.KeyPageUp)}, []string{"next", "previous"}, image.Rect(-200, -208, 1000, 592)},
		"in and out":          {[]func(*window){char('+'), char('='), char('-'), char('-')}, nil, image.Rect(136, 16, 664, 368)},
		"whole again":         {[]func(*window){char('1'), char('0')}, nil, image.Rect(136, 16, 664, 368)},
		"escape":              {[]func(*window){key(fyne.KeyEscape)}, []string{"left with the keyboard"}, image.Rectangle{}},
		"an unknown one":      {[]func(*window){key(fyne.KeyF5)}, nil, image.Rect(136, 16, 664, 368)},
		"a character unknown": {[]func(*window){char('x')}, nil, image.Rect(136, 16, 664, 368)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, w := newPicture(1200, 800), newWindow(t, look.Dark)
			w.Open(p.item())
			for _, do := range tt.do {
				do(w)
			}
			if !slices.Equal(w.called, tt.call) {
				t.Errorf("called %v, want %v", w.called, tt.call)
			}
			if w.Visible() && w.stage.view.frame() != tt.want {
				t.Errorf("the photo is at %v, want %v", w.stage.view.frame(), tt.want)
			}
			if open := tt.want != (image.Rectangle{}); w.Visible() != open {
				t.Errorf("open: %v, want %v", w.Visible(), open)
			}
		})
	}
}

func TestTheFirstAndTheLastPhoto(t *testing.T) {
	p, w := newPicture(30, 20), newWindow(t, look.Dark)
	item := p.item()
	item.Place = 1
	w.Open(item)
	w.Key(fyne.KeyLeft)
	item.Place = 3
	w.Open(item)
	w.Key(fyne.KeyRight)
	if len(w.called) != 0 {
		t.Errorf("called %v, want nothing: there is no further photo", w.called)
	}
}

func TestTheKeyboardIsWhereItBelongs(t *testing.T) {
	p, w := newPicture(30, 20), newWindow(t, look.Dark)
	focused := func() fyne.Focusable { return w.win.Canvas().Focused() }
	w.Open(p.item())
	if focused() != fyne.Focusable(w.stage) {
		t.Errorf("%T has the keyboard, want the stage", focused())
	}
	test.Tap(w.next)
	w.Open(p.item())
	if focused() != fyne.Focusable(w.stage) {
		t.Errorf("after a button, %T has the keyboard, want the stage", focused())
	}
	w.Leave()
	w.Leave() // does nothing more
	if want := []string{"next", "left with the keyboard"}; !slices.Equal(w.called, want) {
		t.Errorf("called %v, want %v", w.called, want)
	}
	w.Open(p.item())
	w.win.Canvas().Focus(w.under)
	w.Leave()
	if got := w.called[2:]; !slices.Equal(got, []string{"left"}) || focused() != fyne.Focusable(w.under) {
		t.Errorf("called %v, and %T has the keyboard, which was not in the viewer", got, focused())
	}
	if w.Key(fyne.KeyEscape) {
		t.Error("a viewer that is closed takes a key")
	}
}

func TestPointer(t *testing.T) {
	drag := func(w *window, from, to fyne.Position) {
		w.stage.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}})
		w.stage.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		w.stage.MouseUp(nil)
		w.stage.DragEnd()
	}
	p, w := newPicture(3000, 2000), newWindow(t, look.Dark)
	w.Open(p.item())
	w.untilAfter()

	drag(w, fyne.NewPos(405, 50), fyne.NewPos(305, 90))
	if got := w.stage.view.divider(); got != 300 {
		t.Errorf("the divider, at 400, was dragged by 100 and is at %d", got)
	}
	drag(w, fyne.NewPos(500, 50), fyne.NewPos(550, 50))
	if got := w.stage.view.divider(); got != 550 {
		t.Errorf("the divider was dragged to 550 and is at %d", got)
	}

	w.stage.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(400, 192)})
	before := w.stage.view.frame()
	drag(w, fyne.NewPos(100, 100), fyne.NewPos(110, 80))
	if got, want := w.stage.view.frame(), before.Add(image.Pt(10, -20)); got != want {
		t.Errorf("dragged, the photo is at %v, want %v", got, want)
	}
	w.stage.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(400, 192)})
	if !w.stage.view.whole() {
		t.Error("after another double click the photo is still zoomed")
	}

	for range 5 {
		w.stage.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(600, 300)}, Scrolled: fyne.Delta{DY: 1000}})
	}
	if got := w.stage.view.scale(); got < 0.5 || got > maxZoom {
		t.Errorf("after five turns of the wheel the zoom is %g", got)
	}
	w.stage.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -1e6}})
	if w.stage.view.whole() {
		t.Error("one turn of the wheel, however fast, took back five")
	}
}
