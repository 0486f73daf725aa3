package welcome

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
	"thumbpool/ui/words"
)

func TestMain(m *testing.M) { uitest.Main(m) }

func TestLooks(t *testing.T) {
	cards := []Card{{"/a", "Iceland 2026", "248 photos, today"}, {"/b", "A rather long name of a folder", "12,345 photos, last month"}, {"/c", "Norway", "1 photo, 2024"}}
	first := View{Title: words.Of("welcome.title"), Line: words.Of("welcome.line"), Samples: true}
	recent := first
	recent.Cards = cards
	states := []struct {
		name string
		view View
		then func(*Welcome)
	}{
		{"first", first, func(*Welcome) {}},
		{"recent", recent, func(*Welcome) {}},
		{"drawing", first, func(w *Welcome) { w.SetDrawing("Drawing 10 of 24", 10.0/24) }},
		{"nothing", View{Title: "No photos here", Line: "There are photos in its subfolders", Subfolders: true}, func(*Welcome) {}},
		{"gone", View{Title: words.Of("gone"), Line: "/media/me/Photos/Iceland 2026", Gone: true, Cards: cards[2:]}, func(*Welcome) {}},
	}
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		for _, s := range states {
			name := s.name + "-" + string(a)
			t.Run(name, func(t *testing.T) {
				test.NewTempApp(t).Settings().SetTheme(look.New(a))
				w := New(Actions{})
				w.Set(s.view)
				s.then(w)
				win := test.NewTempWindow(t, container.New(layout.NewCustomPaddedLayout(24, 24, 24, 24), w))
				win.SetPadded(false)
				win.Resize(fyne.NewSize(620, 460))
				test.AssertRendersToImage(t, name+".png", win.Canvas())
			})
		}
	}
}

func TestACardOpensItsFolder(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	var opened []string
	w := New(Actions{Open: func(path string) { opened = append(opened, path) }})
	w.Set(View{Cards: []Card{{Path: "/a"}, {Path: "/b"}, {Path: "/c"}, {Path: "/d"}, {Path: "/e"}}})
	if n := len(w.cards.Objects); n != MaxCards {
		t.Fatalf("%d cards, want %d", n, MaxCards)
	}
	w.cards.Objects[1].(*control.Card).Tapped(nil)
	if len(opened) != 1 || opened[0] != "/b" {
		t.Errorf("opened %q", opened)
	}
}
