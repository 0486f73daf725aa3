package ui

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/ask"
	"thumbpool/ui/tips"
)

// openPanel shows a panel in a sheet. The tips of its controls are drawn over
// it; those of the window would be under it.
func (w *Window) openPanel(panel fyne.CanvasObject, controls map[string]fyne.CanvasObject, closed func()) *ask.Sheet {
	w.tips.Hide()
	w.sheetTips = tips.NewLayer(w.post)
	watch(w.sheetTips, controls)
	content := &fyne.Container{Layout: stack{}, Objects: []fyne.CanvasObject{panel, w.sheetTips.Box}}
	return ask.Panel(w.win.Canvas(), content, func() {
		w.sheetTips.Hide()
		closed()
	})
}
