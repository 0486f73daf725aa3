// Package welcome is what stands in place of the grid while there is nothing
// to show: a large place to drop a folder on, and other ways to begin. It
// belongs to the UI thread.
package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// MaxCards is how many recent folders are offered.
const MaxCards = 3

// Measures in dp.
const (
	blockHeight = 170 // from the icon to the buttons
	cardsAt     = 206 // from the icon
	edge        = 16  // beside the block
)

// Actions is what the welcome asks for.
type Actions struct {
	Choose, Samples, Cancel, Subfolders, Again, Forget func()
	Open                                               func(path string)
}

// Card is a recent folder.
type Card struct{ Path, Name, Line string }

// View is what the welcome shows.
type View struct {
	Title, Line string
	Samples     bool // offer sample pictures
	Subfolders  bool // offer to search subfolders
	Gone        bool // offer to look again and to forget the folder
	Cards       []Card
}

// Welcome is the widget.
type Welcome struct {
	widget.BaseWidget
	actions Actions
	view    View
	drawing bool // sample pictures are being drawn

	title, line                         *control.Label
	choose, samples, cancel, subfolders *control.Button
	again, forget                       *control.Button
	bar                                 *control.Progress
	outline                             *control.Dashed
	icon                                *canvas.Image
	block, cards                        *fyne.Container
}

// New returns a welcome that shows nothing yet.
func New(a Actions) *Welcome {
	w := &Welcome{actions: a, cards: control.Row(12)}
	w.ExtendBaseWidget(w)
	w.outline = control.NewDashed(look.TargetRound)
	w.icon = &canvas.Image{FillMode: canvas.ImageFillContain}
	w.title = control.NewLabel("", look.TextLarge, look.Text).Bold().Aligned(fyne.TextAlignCenter).Cuttable()
	w.line = control.NewLabel("", look.TextBody, look.Secondary).Aligned(fyne.TextAlignCenter).Cuttable()
	w.choose = control.ButtonOf(control.Primary, "rail.choose", "hint.choose", a.Choose)
	w.samples = control.ButtonOf(control.Quiet, "welcome.samples", "hint.samples", a.Samples)
	w.subfolders = control.ButtonOf(control.Quiet, "nothing.searchSubfolders", "hint.subfolders", a.Subfolders)
	w.again = control.ButtonOf(control.Quiet, "gone.again", "hint.again", a.Again)
	w.forget = control.ButtonOf(control.Quiet, "gone.forget", "hint.forget", a.Forget)
	w.cancel = control.ButtonOf(control.Quiet, "welcome.cancel", "hint.cancelSamples", a.Cancel)
	w.bar = control.NewProgress()
	w.block = control.Column(0,
		container.NewCenter(control.Least(52, 52, w.icon)), control.Least(0, 6),
		control.Least(0, 32, w.title), control.Least(0, 8),
		control.Least(0, 20, w.line), control.Least(0, 6),
		container.NewCenter(control.Least(240, 4, w.bar)), control.Least(0, 10),
		container.NewCenter(control.Row(8, w.choose, w.samples, w.subfolders, w.again, w.forget, w.cancel)),
	)
	w.offer()
	return w
}

// Set shows v.
func (w *Welcome) Set(v View) {
	w.view, w.drawing = v, false
	w.title.SetText(v.Title)
	w.line.SetText(v.Line)
	w.cards.Objects = nil
	for _, c := range v.Cards[:min(len(v.Cards), MaxCards)] {
		w.cards.Objects = append(w.cards.Objects, control.NewCard(c.Name, c.Line, func() { w.actions.Open(c.Path) }))
	}
	w.offer()
}

// offer shows the buttons of what can be done now.
func (w *Welcome) offer() {
	control.SetVisible(w.bar, w.drawing)
	control.SetVisible(w.cancel, w.drawing)
	control.SetVisible(w.choose, !w.drawing)
	control.SetVisible(w.samples, !w.drawing && w.view.Samples)
	control.SetVisible(w.subfolders, !w.drawing && w.view.Subfolders)
	control.SetVisible(w.again, !w.drawing && w.view.Gone)
	control.SetVisible(w.forget, !w.drawing && w.view.Gone)
	w.Refresh()
}

// SetDrawing shows how far the sample pictures are.
func (w *Welcome) SetDrawing(line string, part float64) {
	w.drawing = true
	w.line.SetText(line)
	w.bar.SetPart(part)
	w.offer()
}

// Line is what stands under the title.
func (w *Welcome) Line() string { return w.line.Text() }

// Drawing says whether sample pictures are being drawn.
func (w *Welcome) Drawing() bool { return w.drawing }

// InPlaceOf is the button that has taken the place of one that is hidden now,
// or nil.
func (w *Welcome) InPlaceOf(gone fyne.Focusable) fyne.Focusable {
	switch {
	case gone == fyne.Focusable(w.samples) && w.cancel.Visible():
		return w.cancel
	case gone == fyne.Focusable(w.cancel) && w.samples.Visible():
		return w.samples
	}
	return nil
}

// Parts names the controls.
func (w *Welcome) Parts() map[string]fyne.CanvasObject {
	parts := map[string]fyne.CanvasObject{
		"target": w.outline, "targetChoose": w.choose, "samples": w.samples, "cancelSamples": w.cancel, "searchSubfolders": w.subfolders,
		"lookAgain": w.again, "forget": w.forget,
	}
	for i, c := range w.cards.Objects {
		parts["card:"+string(rune('0'+i))] = c
	}
	return parts
}

// AccessibilityLabel says what can be done here.
func (w *Welcome) AccessibilityLabel() string {
	return control.Spoken(words.Of("voice.target"), w.title.Text(), w.line.Text())
}

// AccessibilityRole is that of something that holds others.
func (w *Welcome) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is Fyne's.
func (w *Welcome) CreateRenderer() fyne.WidgetRenderer {
	d := &control.Drawing{
		Parts:    []fyne.CanvasObject{w.outline, w.block, w.cards},
		Arrange:  w.arrange,
		Smallest: func() fyne.Size { return fyne.NewSize(420, blockHeight+2*look.GridMargin) },
	}
	d.Paint = func() { w.icon.Resource = control.Tinted(assets.Photos, look.Accent) }
	return control.Drawn(d)
}

// arrange places the block in the middle of the target, and the cards under it
// that have room there.
func (w *Welcome) arrange(s fyne.Size) {
	w.outline.Resize(s)
	for _, c := range w.cards.Objects {
		control.SetVisible(c, s.Height > cardsAt+c.MinSize().Height+2*edge)
	}
	for i := len(w.cards.Objects) - 1; i >= 0 && w.cards.MinSize().Width > s.Width-2*edge; i-- {
		w.cards.Objects[i].Hide()
	}
	row := w.cards.MinSize()
	height := float32(blockHeight)
	if row.Height > 0 {
		height = cardsAt + row.Height
	}
	y := float32(int((s.Height - height) / 2))
	control.Place(w.block, edge, y, s.Width-2*edge, blockHeight)
	control.Place(w.cards, (s.Width-row.Width)/2, y+cardsAt, row.Width, row.Height)
}
