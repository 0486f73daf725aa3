// Package welcome is what stands in place of the grid while there is nothing
// to show: a large place to drop a folder on, and other ways to begin. It
// belongs to the UI thread.
package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// MaxCards is how many recent folders are offered.
const MaxCards = 3

// Measures in dp, from the top of the block in the middle.
const (
	iconSize              = 52
	titleAt               = 58
	lineAt                = 98
	barAt                 = 124
	buttonsAt             = 138
	cardsAt               = 206
	cardWidth, cardHeight = 168, 56
	cardGap               = 12
	blockHeight           = buttonsAt + look.ControlSize
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
	cards                               []*control.Card
	outline                             *control.Dashed
	icon                                *canvas.Image
}

// New returns a welcome that shows nothing yet.
func New(a Actions) *Welcome {
	w := &Welcome{actions: a}
	w.ExtendBaseWidget(w)
	w.outline = control.NewDashed(look.TargetRound)
	w.icon = &canvas.Image{FillMode: canvas.ImageFillContain}
	w.title = control.NewLabel("", look.TextLarge, look.Text).Bold().Aligned(fyne.TextAlignCenter).Cuttable()
	w.line = control.NewLabel("", look.TextBody, look.Secondary).Aligned(fyne.TextAlignCenter).Cuttable()
	w.choose = control.NewButton(control.Primary, words.Of("rail.choose"), a.Choose)
	w.choose.SetHint(words.Of("hint.choose"))
	w.samples = control.NewButton(control.Quiet, words.Of("welcome.samples"), a.Samples)
	w.samples.SetHint(words.Of("hint.samples"))
	w.subfolders = control.NewButton(control.Quiet, words.Of("nothing.searchSubfolders"), a.Subfolders)
	w.subfolders.SetHint(words.Of("hint.subfolders"))
	w.again = control.NewButton(control.Quiet, words.Of("gone.again"), a.Again)
	w.again.SetHint(words.Of("hint.again"))
	w.forget = control.NewButton(control.Quiet, words.Of("gone.forget"), a.Forget)
	w.forget.SetHint(words.Of("hint.forget"))
	w.cancel = control.NewButton(control.Quiet, words.Of("welcome.cancel"), a.Cancel)
	w.cancel.SetHint(words.Of("hint.cancelSamples"))
	w.bar = control.NewProgress()
	return w
}

// Set shows v.
func (w *Welcome) Set(v View) {
	w.view, w.drawing = v, false
	w.title.SetText(v.Title)
	w.line.SetText(v.Line)
	w.cards = w.cards[:0]
	for _, c := range v.Cards[:min(len(v.Cards), MaxCards)] {
		w.cards = append(w.cards, control.NewCard(c.Name, c.Line, func() { w.actions.Open(c.Path) }))
	}
	w.Refresh()
}

// SetDrawing shows how far the sample pictures are.
func (w *Welcome) SetDrawing(line string, part float64) {
	w.drawing = true
	w.line.SetText(line)
	w.bar.SetPart(part)
	w.Refresh()
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
	for i, c := range w.cards {
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
	r := &renderer{w: w}
	r.Refresh()
	return r
}

type renderer struct {
	w       *Welcome
	objects []fyne.CanvasObject
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) MinSize() fyne.Size           { return fyne.NewSize(420, blockHeight+2*look.GridMargin) }

// buttons are those that the welcome offers now.
func (r *renderer) buttons() []*control.Button {
	w := r.w
	if w.drawing {
		return []*control.Button{w.cancel}
	}
	buttons := []*control.Button{w.choose}
	if w.view.Samples {
		buttons = append(buttons, w.samples)
	}
	if w.view.Subfolders {
		buttons = append(buttons, w.subfolders)
	}
	if w.view.Gone {
		buttons = append(buttons, w.again, w.forget)
	}
	return buttons
}

// Refresh takes in what there is to show.
func (r *renderer) Refresh() {
	w := r.w
	w.icon.Resource = control.Tinted(assets.Photos, look.Accent)
	w.icon.Refresh()
	r.objects = append(r.objects[:0], w.outline, w.icon, w.title, w.line)
	for _, b := range []*control.Button{w.choose, w.samples, w.subfolders, w.again, w.forget, w.cancel} {
		b.Hide()
	}
	for _, b := range r.buttons() {
		b.Show()
		r.objects = append(r.objects, b)
	}
	if w.drawing {
		r.objects = append(r.objects, w.bar)
	}
	for _, c := range w.cards {
		r.objects = append(r.objects, c)
	}
	for _, o := range r.objects {
		o.Refresh()
	}
	r.Layout(w.Size())
	canvas.Refresh(w)
}

// Layout places the block in the middle of the target.
func (r *renderer) Layout(s fyne.Size) {
	w := r.w
	control.Place(w.outline, 0, 0, s.Width, s.Height)
	height := float32(blockHeight)
	cards := len(w.cards)
	for cards > 0 && float32(cards*(cardWidth+cardGap)-cardGap) > s.Width-32 {
		cards--
	}
	if cards > 0 && s.Height > cardsAt+cardHeight+32 {
		height = cardsAt + cardHeight
	} else {
		cards = 0
	}
	y := float32(int((s.Height - height) / 2))
	centre := s.Width / 2
	control.Place(w.icon, centre-iconSize/2, y, iconSize, iconSize)
	control.Place(w.title, 16, y+titleAt, s.Width-32, 32)
	control.Place(w.line, 16, y+lineAt, s.Width-32, 20)
	control.Place(w.bar, centre-120, y+barAt, 240, 4)
	width := float32(-8)
	for _, b := range r.buttons() {
		width += b.MinSize().Width + 8
	}
	x := centre - width/2
	for _, b := range r.buttons() {
		bw := b.MinSize().Width
		control.Place(b, x, y+buttonsAt, bw, look.ControlSize)
		x += bw + 8
	}
	x = centre - float32(cards*(cardWidth+cardGap)-cardGap)/2
	for i, c := range w.cards {
		if i >= cards {
			c.Hide()
			continue
		}
		c.Show()
		control.Place(c, x, y+cardsAt, cardWidth, cardHeight)
		x += cardWidth + cardGap
	}
}
