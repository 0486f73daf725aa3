package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// pane is what the board is scrolled in. It hears the wheel in place of the
// board: what scrolls is to Fyne what clips, and a board that did would take the
// clicks on what is above and below the grid, where its rows go on out of sight.
type pane struct {
	container.Scroll
	turn func(dy float32)
	held func() fyne.KeyModifier
}

func newPane(content fyne.CanvasObject, held func() fyne.KeyModifier, turn func(dy float32)) *pane {
	p := &pane{Scroll: container.Scroll{Direction: container.ScrollVerticalOnly, Content: content}, turn: turn, held: held}
	p.ExtendBaseWidget(p)
	return p
}

// Scrolled is the wheel over the cells: with Control it changes their size.
func (p *pane) Scrolled(ev *fyne.ScrollEvent) {
	if p.held()&fyne.KeyModifierShortcutDefault != 0 {
		p.turn(ev.Scrolled.DY)
		return
	}
	p.Scroll.Scrolled(ev)
}
