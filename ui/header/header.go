// Package header is the line over the grid: which photos are shown, in which
// order, and the switch between dark and light. It belongs to the UI thread.
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
	middle = 28 // of the line's text
	gap    = 16
)

// Header is the widget.
type Header struct {
	widget.BaseWidget
	name, photos, bytes *control.Label
	order               *control.Segmented
	orders              []model.Order // of its choices
	theme               *control.Button
}

// New returns a header that calls reorder for another order and toggle for the
// other look.
func New(order model.Order, reorder func(model.Order), toggle func()) *Header {
	h := &Header{}
	h.ExtendBaseWidget(h)
	h.name = control.NewLabel("", look.TextBody, look.Text).Bold().Cuttable()
	h.photos = control.NewLabel("", look.TextBody, look.Secondary)
	h.bytes = control.NewLabel("", look.TextBody, look.Secondary)
	h.order = control.NewSegmented(nil, 0, func(i int) { reorder(h.orders[i]) })
	h.offer(order, false)
	h.order.SetName(words.Of("voice.order"))
	h.theme = control.NewIconButton(assets.Moon, "", toggle)
	h.ShowLook()
	return h
}

// Set shows v; switchable says whether there is anything to put in order.
func (h *Header) Set(v model.Header, o model.Order, switchable bool) {
	h.name.SetText(words.Say(v.Name))
	h.photos.SetText(words.Say(v.Photos))
	h.bytes.SetText(words.Say(v.Bytes))
	h.offer(o, v.Failures)
	if h.order.Visible() != switchable {
		if switchable {
			h.order.Show()
		} else {
			h.order.Hide()
		}
	}
	h.layout(h.Size())
}

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
	return map[string]fyne.CanvasObject{"order": h.order, "theme": h.theme}
}

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
	h.theme.Move(fyne.NewPos(right-32, middle-16))
	h.theme.Resize(fyne.NewSquareSize(32))
	right -= 32 + 8
	if h.order.Visible() {
		w := h.order.MinSize().Width
		h.order.Move(fyne.NewPos(right-w, middle-16))
		h.order.Resize(fyne.NewSize(w, look.ControlSize))
		right -= w + gap
	}
	x := float32(look.GridMargin)
	rest := h.photos.MinSize().Width + h.bytes.MinSize().Width + 2*gap
	for _, l := range []*control.Label{h.name, h.photos, h.bytes} {
		w := l.Natural()
		if l == h.name {
			w = max(0, min(w, right-x-rest))
		}
		l.Move(fyne.NewPos(x, middle-16))
		l.Resize(fyne.NewSize(w, look.ControlSize))
		x += w + gap
	}
}

// CreateRenderer is Fyne's.
func (h *Header) CreateRenderer() fyne.WidgetRenderer {
	return &control.Drawing{
		Parts:    []fyne.CanvasObject{h.name, h.photos, h.bytes, h.order, h.theme},
		Arrange:  h.layout,
		Smallest: func() fyne.Size { return fyne.NewSize(360, Height) },
		Paint:    func() { h.layout(h.Size()) },
	}
}
