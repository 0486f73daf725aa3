package control

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
)

func menu() *fyne.Menu { return fyne.NewMenu("", fyne.NewMenuItem("Fit", func() {})) }

func TestChoiceLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		t.Run(string(a), func(t *testing.T) {
			start(t, a)
			hovered, focused, changed, cut := NewChoice("Under the pointer", menu), NewChoice("Has the keyboard", menu), NewChoice("", menu), NewChoice("", menu)
			hovered.MouseIn(nil)
			focused.FocusGained()
			changed.SetLabel("Web 1200", true)
			cut.SetLabel("A name that is longer than there is room for", true)
			sizes := []float64{50, 256, 512, 1200, 2048}
			none, pointed, keyboard := NewChips(sizes, 300, nil), NewChips(sizes, 256, nil), NewChips(sizes, 2048, nil)
			keyboard.FocusGained()
			w := test.NewTempWindow(t, container.New(layout.NewCustomPaddedVBoxLayout(14),
				NewChoice("Fit", menu), hovered, focused, changed, cut, none, pointed, keyboard))
			w.Resize(fyne.NewSize(250, 300))
			pointed.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(pointed.Size().Width-4, 8)}})
			test.AssertRendersToImage(t, "choice-"+string(a)+".png", w.Canvas())
		})
	}
}

func TestChoiceOpensItsMenu(t *testing.T) {
	start(t, look.Dark)
	for _, open := range []struct {
		name string
		how  func(c *Choice)
	}{
		{"with the pointer", func(c *Choice) { test.Tap(c) }},
		{"with Space", func(c *Choice) { press(c, fyne.KeySpace) }},
		{"with Enter", func(c *Choice) { press(c, fyne.KeyReturn) }},
		{"with the arrow down", func(c *Choice) { press(c, fyne.KeyDown) }},
	} {
		t.Run(open.name, func(t *testing.T) {
			c := NewChoice("Fit", menu)
			w := test.NewTempWindow(t, c)
			open.how(c)
			if w.Canvas().Overlays().Top() == nil {
				t.Error("there is no menu")
			}
		})
	}
}

func TestACutChoiceKeepsItsMark(t *testing.T) {
	start(t, look.Dark)
	c := NewChoice("", menu)
	c.SetLabel("A name that is longer than there is room for", true)
	if got := c.text(100); !strings.HasSuffix(got, "… •") {
		t.Errorf("it is cut to %q", got)
	}
}

func TestChips(t *testing.T) {
	tests := []struct {
		name string
		from float64
		keys []fyne.KeyName
		want []float64
	}{
		{"up", 50, []fyne.KeyName{fyne.KeyRight, fyne.KeyRight}, []float64{256, 512}},
		{"down", 512, []fyne.KeyName{fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft}, []float64{256, 50}},
		{"the ends", 1200, []fyne.KeyName{fyne.KeyRight, fyne.KeyRight}, nil},
		{"up from between", 300, []fyne.KeyName{fyne.KeyRight}, []float64{512}},
		{"down from between", 300, []fyne.KeyName{fyne.KeyLeft}, []float64{256}},
		{"down from above all", 9000, []fyne.KeyName{fyne.KeyLeft}, []float64{1200}},
		{"down from below all", 16, []fyne.KeyName{fyne.KeyLeft}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start(t, look.Dark)
			var told []float64
			c := NewChips([]float64{50, 256, 512, 1200}, tt.from, func(v float64) { told = append(told, v) })
			press(c, tt.keys...)
			if !slices.Equal(told, tt.want) {
				t.Errorf("told %v, want %v", told, tt.want)
			}
		})
	}
}

func TestChipsAreTapped(t *testing.T) {
	start(t, look.Dark)
	var told []float64
	c := NewChips([]float64{50, 256, 512, 1200}, 0, func(v float64) { told = append(told, v) })
	c.Resize(fyne.NewSize(200, 20))
	for i := range 4 {
		p, s := c.Chip(i)
		c.Tapped(&fyne.PointEvent{Position: p.AddXY(s.Width/2, s.Height/2)})
	}
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(195, 3)}) // the one in use
	if want := []float64{50, 256, 512, 1200}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}
