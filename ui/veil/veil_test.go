package veil

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

func TestLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		test.NewTempApp(t).Settings().SetTheme(look.New(a))
		under := control.NewLabel("What lies under it", look.TextLarge, look.Text)
		v := New()
		w := test.NewTempWindow(t, container.NewStack(under, v))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(760, 600))
		if v.Visible() {
			t.Fatal("the veil is there before anything is dragged")
		}
		v.Say("Let go to see these photos", "Nothing is made before you say so")
		test.AssertRendersToImage(t, string(a)+".png", w.Canvas())
	}
}
