package grid

import (
	"testing"

	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
)

func TestACellExplainsItselfUntilItMovesAway(t *testing.T) {
	leave := map[string]func(*view, *cell){
		"the pointer goes":  func(_ *view, c *cell) { c.MouseOut() },
		"the grid scrolls":  func(v *view, _ *cell) { v.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -40}}) },
		"the grid is reset": func(v *view, _ *cell) { v.Reset() },
	}
	for name, goes := range leave {
		v := newView(t, 400)
		var said []string
		v.OnHover = func(c control.Explained, there bool) {
			if there {
				said = append(said, c.Hint())
			} else {
				said = append(said, "")
			}
		}
		c := v.board.cells[2]
		c.MouseIn(nil)
		if len(said) != 1 || said[0] != "IMG_2.jpg" {
			t.Fatalf("said %q of a cell under the pointer", said)
		}
		goes(v, c)
		if len(said) != 2 || said[1] != "" {
			t.Errorf("%s: said %q", name, said)
		}
	}
}
