package keylist

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// speak has the sheet in German, which has the longest words.
func speak(t *testing.T) {
	t.Helper()
	uitest.Speak(t, "de_DE.UTF-8")
}

func TestLooks(t *testing.T) {
	speak(t)
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		t.Run(string(a), func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(look.New(a))
			w := test.NewTempWindow(t, container.New(layout.NewCustomPaddedLayout(24, 24, 24, 24), New(func() {})))
			w.SetPadded(false)
			w.Resize(w.Content().MinSize())
			test.AssertRendersToImage(t, string(a)+".png", w.Canvas())
		})
	}
}

func TestItFitsTheSmallestWindow(t *testing.T) {
	speak(t)
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	p := New(func() {})
	const padding = 2 * 24
	if s := p.MinSize(); s.Width+padding > 760 || s.Height+padding > 600 {
		t.Errorf("the sheet takes %v", s)
	}
	p.Resize(p.MinSize())
	test.WidgetRenderer(p).Layout(p.Size())
	labels := uitest.Inside[*control.Label](p)
	if len(labels) < 20 {
		t.Errorf("only %d labels", len(labels))
	}
	for _, l := range labels {
		if l.Natural() > l.Size().Width {
			t.Errorf("%q has %.0f dp and needs %.0f", l.Text(), l.Size().Width, l.Natural())
		}
	}
}

func TestSay(t *testing.T) {
	speak(t)
	ctrl := "Strg"
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		ctrl = "⌘"
	}
	for key, want := range map[string]string{
		"ctrl+O": ctrl + "+O", "ctrl+enter": ctrl + "+Eingabe", "ctrl++": ctrl + "++", "+": "+", "F1": "F1", "space": "Leertaste",
	} {
		if got := Say(key); got != want {
			t.Errorf("%s is said as %q, want %q", key, got, want)
		}
	}
}
