package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/control"
	"thumbpool/ui/tips"
)

// layer is where the tips of what is in sight are shown.
func (h *window) layer() *tips.Layer {
	l := h.shell.Tips()
	l.Rest = 0
	return l
}

// covered is the part of the window that an object covers, in dp.
func covered(o fyne.CanvasObject) image.Rectangle {
	at, s := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	return image.Rect(int(at.X), int(at.Y), int(at.X+s.Width), int(at.Y+s.Height))
}

// Controls without a tip: their words say all, and other keys than Enter have
// none.
func needsNoHint(h *window, o fyne.CanvasObject) bool {
	if _, card := o.(*control.Card); card {
		return true
	}
	if _, entry := o.(*control.Entry); entry && h.shell.Asked() {
		return true // the question says what to type
	}
	if h.shell.Asked() {
		for _, b := range h.answers() {
			if b == o {
				return true
			}
		}
	}
	return false
}

func TestEveryControlHasAHintBesideIt(t *testing.T) {
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			h := s.open(t)
			l := h.layer()
			for _, c := range h.inView() {
				hinted, ok := c.object.(control.Hinted)
				if !ok || needsNoHint(h, c.object) {
					continue
				}
				if hinted.Hint() == "" {
					t.Errorf("%s has no hint", name(c.object))
					continue
				}
				arrive := map[string]func(){
					"the pointer":  func() { c.object.(desktop.Hoverable).MouseIn(&desktop.MouseEvent{}) },
					"the keyboard": func() { h.win.Canvas().Focus(c.object.(fyne.Focusable)) },
				}
				leave := map[string]func(){
					"the pointer":  c.object.(desktop.Hoverable).MouseOut,
					"the keyboard": h.win.Canvas().Unfocus,
				}
				for by, come := range arrive {
					if !usable(c.object.(fyne.Focusable)) && by == "the keyboard" {
						continue
					}
					h.win.Canvas().Unfocus()
					come()
					h.until("the hint of "+name(c.object)+" for "+by, func() bool { return l.Text() == hinted.Hint() })
					tip := covered(l.Box.Objects[0])
					if tip.Overlaps(c.covers) {
						t.Errorf("the hint of %s at %v covers it at %v", name(c.object), tip, c.covers)
					}
					if window := h.win.Canvas().Size(); !tip.In(image.Rect(0, 0, int(window.Width), int(window.Height))) {
						t.Errorf("the hint of %s at %v is not in the window", name(c.object), tip)
					}
					leave[by]()
					if l.Text() != "" {
						t.Errorf("the hint of %s stays when %s has left", name(c.object), by)
					}
				}
			}
		})
	}
}

func TestAHintGoesWhenTheWindowGetsAnotherSize(t *testing.T) {
	h := newWindow(t)
	h.ready("/photos", 2)
	l := h.layer()
	h.rail.Make.MouseIn(&desktop.MouseEvent{})
	h.until("the hint", func() bool { return l.Text() != "" })
	h.win.Resize(h.win.Canvas().Size().AddWidthHeight(0, 100))
	if l.Text() != "" {
		t.Errorf("%q stays where the button was", l.Text())
	}
}
