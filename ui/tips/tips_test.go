package tips

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// TestLooks shows a tip below its control, one above it where there is no room
// below, one that is kept within the window, and what has been done.
func TestLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		t.Run(string(a), func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(look.New(a))
			box := &fyne.Container{}
			w := test.NewTempWindow(t, box)
			w.SetPadded(false)
			w.Resize(fyne.NewSize(420, 160))
			button := func(x, y float32) *control.Button {
				b := control.NewButton(control.Quiet, "Stop", func() {})
				b.SetHint("No further photo is started (Esc)")
				b.Move(fyne.NewPos(x, y))
				b.Resize(fyne.NewSize(80, look.ControlSize))
				box.Add(b)
				return b
			}
			layer := func() *Layer {
				l := NewLayer(func(func()) {})
				box.Add(l.Box)
				return l
			}
			below, above, within, done := button(140, 8), button(140, 120), button(336, 8), button(10, 48)
			done.Resize(fyne.NewSize(80, 88))
			layer().show(below)
			layer().show(above)
			l := layer()
			l.show(within)
			if right := l.back.Position().X + l.back.Size().Width; right > 420-edge {
				t.Errorf("the tip ends at %g", right)
			}
			l.Hide()
			layer().Note(done, "Copied")
			test.AssertRendersToImage(t, string(a)+".png", w.Canvas())
		})
	}
}
