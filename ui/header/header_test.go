package header

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

func newHeader(t *testing.T, name string, failures bool) *Header {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	h := New(model.ByFinished, model.UsualCell, Sizes{Min: 80, Max: 400}, Actions{})
	h.Set(model.Header{Name: model.Say("verbatim", "Text", name), Photos: model.Count("photos", 123456), Never: model.Count("header.never", 3), Kinds: model.Say("header.kind", "N", 3, "Kind", "Photoshop"), Bytes: model.Say("verbatim", "Text", "123.4 GB"), Failures: failures}, model.ByFinished, true)
	return h
}

// seen are the parts in sight from left to right.
func (h *Header) seen() []fyne.CanvasObject {
	var seen []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{h.name, h.photos, h.never, h.bytes, h.selected, h.order, h.cells, h.theme} {
		if o.Visible() && o.Size().Width > 0 {
			seen = append(seen, o)
		}
	}
	return seen
}

func TestNothingOverlapsAtAnyWidth(t *testing.T) {
	for _, name := range []string{"Iceland", "A rather long name of a folder with photos of Iceland and of other places"} {
		for _, failures := range []bool{false, true} {
			for _, selected := range []int{0, 98765} {
				t.Run(fmt.Sprintf("%.8s, failures %v, %d selected", name, failures, selected), func(t *testing.T) {
					h := newHeader(t, name, failures)
					if selected > 0 {
						h.ShowSelected(model.Count("photos", selected))
					}
					for width := float32(480); width <= 1400; width += 5 {
						h.Resize(fyne.NewSize(width, Height))
						end := float32(look.GridMargin - 1)
						for _, o := range h.seen() {
							if o.Position().X < end {
								t.Fatalf("%g dp wide: a part begins at %g, the one before it ends at %g", width, o.Position().X, end)
							}
							end = o.Position().X + o.Size().Width
						}
						if end > width-look.GridMargin+8 {
							t.Fatalf("%g dp wide: the last part ends at %g", width, end)
						}
						if !h.order.Visible() || !h.photos.Visible() && !h.selected.Visible() {
							t.Fatalf("%g dp wide: the order or the number of photos is gone", width)
						}
					}
					if !h.cells.Visible() || !h.bytes.Visible() {
						t.Error("something is missing where there is room")
					}
				})
			}
		}
	}
}

func TestWhatMattersLeastGivesWay(t *testing.T) {
	h := newHeader(t, "Iceland", true)
	narrowest := func(o fyne.CanvasObject) (width float32) {
		for width = 1400; width > 400; width -= 2 {
			h.Resize(fyne.NewSize(width, Height))
			if !o.Visible() {
				break
			}
		}
		return width
	}
	bytes, slider, never := narrowest(h.bytes), narrowest(h.cells), narrowest(h.never)
	if bytes <= slider {
		t.Errorf("the bytes go at %g dp, the slider at %g: the bytes matter less", bytes, slider)
	}
	if photos := narrowest(h.photos); slider <= never || never <= photos {
		t.Errorf("the slider goes at %g dp, those that cannot be read at %g, the number of photos at %g", slider, never, photos)
	}
}

func TestASelectionMovesNoControl(t *testing.T) {
	h := newHeader(t, "Iceland", true)
	for width := float32(480); width <= 1400; width += 5 {
		h.ShowSelected(model.Text{})
		h.Resize(fyne.NewSize(width, Height))
		slider, order := h.cells.Visible(), h.order.Position()
		h.ShowSelected(model.Count("header.selected", 98765))
		if h.cells.Visible() != slider || h.order.Position() != order {
			t.Fatalf("%g dp wide: a selection moved the order or the slider", width)
		}
		if h.bytes.Visible() && !h.photos.Visible() {
			t.Fatalf("%g dp wide: the bytes are there without the number of photos", width)
		}
		if !h.selected.Visible() {
			t.Fatalf("%g dp wide: nothing is said about the selection", width)
		}
	}
}

func TestLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		t.Run(string(a), func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(look.New(a))
			box := container.NewWithoutLayout()
			y := float32(0)
			for _, width := range []float32{480, 620, 1000} { // the rail beside it takes 280
				for _, failures := range []bool{false, true} {
					for _, selected := range []int{0, 12} {
						h := New(model.ByFinished, model.UsualCell, Sizes{Min: 80, Max: 400}, Actions{})
						v := model.Header{
							Name: model.Say("verbatim", "Text", "Iceland 2026"), Photos: model.Count("photos", 248),
							Bytes: model.Say("verbatim", "Text", "3.1 GB"), Failures: failures,
						}
						if failures {
							v.Never = model.Count("header.never", 3)
						}
						h.Set(v, model.ByFinished, true)
						if selected > 0 {
							h.ShowSelected(model.Count("header.selected", selected))
						}
						h.Resize(fyne.NewSize(width, Height))
						h.Move(fyne.NewPos(0, y))
						box.Add(h)
						y += Height
					}
				}
			}
			w := test.NewTempWindow(t, box)
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1000, y))
			test.AssertRendersToImage(t, string(a)+".png", w.Canvas())
		})
	}
}
