// Package header is the line over the grid: which photos are shown, in which
// order, the switch between dark and light, and the menu. It belongs to the UI thread.
package header

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// Height of the line, dp.
const Height = 52

const (
	middle      = 28 // of the line's text
	gap         = 16
	nameRoom    = 96 // that a long name keeps beside what matters less
	nameLeast   = 40 // and beside what matters more
	sliderWidth = 96
)

// Header is the widget.
type Header struct {
	widget.BaseWidget
	name, photos, bytes *control.Label
	never               *control.Button // how many photos cannot be read
	selected            *control.Label
	order               *control.Segmented
	orders              []model.Order // of its choices
	switchable          bool          // there are cells
	cells               *control.Slider
	theme, more         *control.Button
}

// Actions is what the header asks for: another order, another size of the cells
// in dp, a photo that cannot be read, the other look, the menu of all that the
// window can do.
type Actions struct {
	Order    func(model.Order)
	CellSize func(float32)
	Never    func()
	Look     func()
	Menu     func()
}

// Sizes are the smallest and the largest size of the cells, dp.
type Sizes struct{ Min, Max float32 }

// New returns a header in which the given order and size of the cells are chosen.
func New(order model.Order, cell float32, s Sizes, a Actions) *Header {
	h := &Header{}
	h.ExtendBaseWidget(h)
	h.name = control.NewLabel("", look.TextBody, look.Text).Bold().Cuttable()
	h.photos = control.NewLabel("", look.TextBody, look.Secondary)
	h.bytes = control.NewLabel("", look.TextBody, look.Secondary)
	h.never = control.NewButton(control.Bare, "", a.Never)
	h.selected = control.NewLabel("", look.TextBody, look.Secondary)
	h.order = control.NewSegmented(nil, 0, func(i int) { a.Order(h.orders[i]) })
	h.offer(order, false)
	h.order.SetName(words.Of("voice.order"))
	h.cells = control.NewSlider(control.Doubling{Min: float64(s.Min), Max: float64(s.Max)}, float64(cell),
		func(v float64) { a.CellSize(float32(v)) })
	h.cells.SetHint(words.Of("hint.cells"))
	h.cells.SetName(words.Of("voice.cells"))
	h.theme = control.NewIconButton(assets.Moon, "", a.Look)
	h.more = control.NewIconButton(assets.More, words.Of("hint.more"), a.Menu)
	h.ShowLook()
	return h
}

// Set shows v; switchable says whether there is anything to put in order.
func (h *Header) Set(v model.Header, o model.Order, switchable bool) {
	h.name.SetText(words.Say(v.Name))
	h.photos.SetText(words.Say(v.Photos))
	h.never.SetLabel(words.Say(v.Never))
	h.never.SetHint(words.Of("hint.never", "Kinds", v.Kinds))
	h.bytes.SetText(words.Say(v.Bytes))
	h.offer(o, v.Failures)
	h.switchable = switchable
	control.SetVisible(h.order, switchable)
	h.layout(h.Size())
}

// SetCellSize shows the size of the cells.
func (h *Header) SetCellSize(dp float32) { h.cells.SetValue(float64(dp)) }

// ShowSelected says how many photos are selected, if that needs to be said.
func (h *Header) ShowSelected(t model.Text) {
	if said := words.Say(t); said != h.selected.Text() {
		h.selected.SetText(said)
		h.layout(h.Size())
	}
}

// Selected is what is said about the selection.
func (h *Header) Selected() string { return h.selected.Text() }

// offer shows the orders there are. Failures come and go at the left, so that
// the others stay where they are.
func (h *Header) offer(o model.Order, failures bool) {
	h.orders = []model.Order{model.ByFinished, model.ByName}
	labels := []string{words.Of("order.finished"), words.Of("order.name")}
	hint := "hint.order"
	if failures {
		h.orders = append([]model.Order{model.ByFailed}, h.orders...)
		labels = append([]string{words.Of("order.failed")}, labels...)
		hint = "hint.orderFailed"
	}
	h.order.SetChoices(labels, slices.Index(h.orders, o))
	h.order.SetHint(words.Of(hint))
}

// ShowLook shows the sign of the other look.
func (h *Header) ShowLook() {
	if look.IsDark() {
		h.theme.SetIcon(assets.Sun)
		h.theme.SetHint(words.Of("hint.light"))
		return
	}
	h.theme.SetIcon(assets.Moon)
	h.theme.SetHint(words.Of("hint.dark"))
}

// Parts names the controls.
func (h *Header) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"never": h.never, "order": h.order, "cellSize": h.cells, "theme": h.theme, "more": h.more}
}

// More is the button of the menu.
func (h *Header) More() *control.Button { return h.more }

// Orders calls f with each order that can be chosen, the switch, and where in
// it that order is.
func (h *Header) Orders(f func(o model.Order, order fyne.CanvasObject, at fyne.Position, size fyne.Size)) {
	if !h.order.Visible() {
		return
	}
	for i, o := range h.orders {
		at, size := h.order.Segment(i)
		f(o, h.order, at, size)
	}
}

func (h *Header) layout(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	right := s.Width - look.GridMargin + 7 // the icon, not its field, is in line with the grid
	for _, b := range []*control.Button{h.more, h.theme} {
		control.Place(b, right-look.ControlSize, middle-16, look.ControlSize, look.ControlSize)
		right -= look.ControlSize
	}
	right -= 8
	left := float32(look.GridMargin)
	order := float32(0)
	if h.switchable {
		order = h.order.MinSize().Width + gap
	}
	slider := h.switchable && left+h.least()+order+gap+sliderWidth+gap <= right
	control.SetVisible(h.cells, slider)
	if slider {
		control.Place(h.cells, right-sliderWidth, middle-16, sliderWidth, look.ControlSize)
		right -= sliderWidth + gap
	}
	if h.switchable {
		w := h.order.MinSize().Width
		control.Place(h.order, right-w, middle-16, w, look.ControlSize)
		right -= w + gap
	}
	h.layoutWords(left, right)
}

// least is the room that the words need: the bytes can be done without, and a
// long name can be cut. What is selected takes the place of other words, so that
// the slider does not come and go with it.
func (h *Header) least() float32 {
	w := min(h.name.Natural(), nameRoom)
	if h.photos.Text() != "" {
		w += gap + h.photos.Natural()
	}
	if never := h.neverWord(); never.width > 0 {
		w += gap + never.width
	}
	return w
}

// besideNever is the room in the button beside its words: they stand as far from
// the others as those from each other.
const besideNever = 12

// word is something that is said in the line.
type word struct {
	object fyne.CanvasObject
	width  float32 // of what it says; 0 if that is nothing
	beside float32 // that it is wider at both sides
}

func wordOf(l *control.Label) word { return word{object: l, width: l.Natural()} }

func (h *Header) neverWord() word {
	if h.never.Label() == "" {
		return word{object: h.never, beside: besideNever}
	}
	return word{h.never, h.never.MinSize().Width - 2*besideNever, besideNever}
}

// layoutWords puts the words between left and right: the name is cut last, what
// matters least goes first.
func (h *Header) layoutWords(left, right float32) {
	room := right - left
	photos, never, bytes, selected := wordOf(h.photos), h.neverWord(), wordOf(h.bytes), wordOf(h.selected)
	fits := map[word]bool{}
	for _, w := range []word{selected, photos, never, bytes} {
		name := float32(nameLeast)
		if w == bytes {
			name = nameRoom
		}
		if w.width == 0 {
			continue
		}
		if gap+w.width+min(h.name.Natural(), name) > room {
			break // what matters less does not take its place
		}
		fits[w] = true
		room -= gap + w.width
	}
	name := max(0, min(h.name.Natural(), room))
	control.Place(h.name, left, middle-16, name, look.ControlSize)
	x := left + name + gap
	for _, w := range []word{photos, never, bytes, selected} {
		control.SetVisible(w.object, fits[w])
		if fits[w] {
			control.Place(w.object, x-w.beside, middle-16, w.width+2*w.beside, look.ControlSize)
			x += w.width + gap
		}
	}
}

// CreateRenderer is Fyne's.
func (h *Header) CreateRenderer() fyne.WidgetRenderer {
	return &control.Drawing{
		Parts:    []fyne.CanvasObject{h.name, h.photos, h.never, h.bytes, h.selected, h.order, h.cells, h.theme, h.more},
		Arrange:  h.layout,
		Smallest: func() fyne.Size { return fyne.NewSize(360, Height) },
	}
}
