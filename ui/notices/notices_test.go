package notices

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/assets/notices"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// shown is the panel in a window, as in a sheet.
func shown(t *testing.T, a look.Appearance, all []notices.Notice) (*Panel, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	p := New(all, func() {})
	w := test.NewTempWindow(t, container.New(layout.NewCustomPaddedLayout(24, 24, 24, 24), p))
	w.SetPadded(false)
	w.Resize(w.Content().MinSize())
	return p, w
}

func key(f fyne.Focusable, name fyne.KeyName) { f.TypedKey(&fyne.KeyEvent{Name: name}) }

// few are notices that do not change with what the program is made of.
var few = []notices.Notice{
	{Licence: "BSD-3-Clause", Parts: []string{"Go 1.26.8"}, Text: "Copyright 2009 The Go Authors."},
	{Licence: "MIT", Parts: []string{"github.com/first/module v1.2.0", "example.org/another/module v0.1.0"}, Text: "MIT License\n\nCopyright (c) 2026 Somebody\n\n" +
		strings.Repeat("Permission is hereby granted, free of charge, to any person obtaining a\ncopy of this software, to deal in it without restriction. ", 9) +
		"\n\n  * This is a point.\n  * THE SOFTWARE IS PROVIDED AS IS."},
	{Licence: "Apache-2.0, BSD-2-Clause", Parts: []string{"github.com/somebody/a-module-with-a-long-name/v2 v2.0.1"}, Text: "Apache License"},
}

func TestLooks(t *testing.T) {
	for _, tt := range []struct {
		name, language string
		look           look.Appearance
	}{{"dark", "en", look.Dark}, {"light", "de", look.Light}} {
		t.Run(tt.name, func(t *testing.T) {
			uitest.Speak(t, tt.language)
			p, w := shown(t, tt.look, few)
			w.Canvas().Focus(p.First())
			key(p.list, fyne.KeyDown)
			test.AssertRendersToImage(t, tt.name+".png", w.Canvas())
		})
	}
}

func TestItFitsTheSmallestWindow(t *testing.T) {
	for _, language := range []string{"en", "de", "fr", "es"} {
		uitest.Speak(t, language)
		p, w := shown(t, look.Dark, notices.All())
		if s := w.Content().MinSize(); s.Width > 752 || s.Height > 592 {
			t.Errorf("in %s it is %v large; the window may be 760 × 600", language, s)
		}
		for _, l := range uitest.Inside[*control.Label](p) {
			if l.Natural() > l.Size().Width && !strings.Contains(l.Text(), "/") { // a module may have any name
				t.Errorf("%q has %g dp and needs %g", l.Text(), l.Size().Width, l.Natural())
			}
		}
	}
}

func TestTheKeyboardReadsEveryNotice(t *testing.T) {
	p, w := shown(t, look.Dark, notices.All())
	w.Canvas().Focus(p.First())
	seen := map[string]bool{}
	for i := 0; ; i++ {
		text := p.text.Text
		if p.text.CursorRow != 0 || len(text) < 50 {
			t.Errorf("notice %d begins at line %d: %q", i, p.text.CursorRow, text)
		}
		seen[text] = true
		if key(p.list, fyne.KeyDown); p.list.Chosen() == i {
			break
		}
	}
	if len(seen) < 30 {
		t.Errorf("there are %d notices", len(seen))
	}
	key(p.list, fyne.KeyHome)
	if p.list.Chosen() != 0 {
		t.Errorf("Home chooses notice %d", p.list.Chosen())
	}
}

func TestANoticeCannotBeChanged(t *testing.T) {
	p, w := shown(t, look.Dark, notices.All())
	w.Canvas().Focus(p.text)
	was := p.text.Text
	p.text.TypedRune('x')
	for _, name := range []fyne.KeyName{fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyTab} {
		key(p.text, name)
	}
	p.text.TypedShortcut(&fyne.ShortcutSelectAll{})
	clip := fyne.CurrentApp().Clipboard()
	p.text.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	p.text.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	key(p.text, fyne.KeyDelete)
	if p.text.Text != was {
		t.Errorf("it is now %q", p.text.Text)
	}
	p.text.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if clip.Content() != was {
		t.Errorf("on the clipboard is %q", clip.Content())
	}
	key(p.text, fyne.KeyPageDown)
	if p.text.CursorRow == 0 {
		t.Error("the page keys do not read on")
	}
}

// TestOpensAtOnce holds that the toolkit is not given more than it lays out in a
// blink, however much there is in all.
func TestOpensAtOnce(t *testing.T) {
	p, _ := shown(t, look.Dark, notices.All())
	for i := 0; ; i++ {
		if n := len(p.text.Text); n > 20_000 {
			t.Errorf("notice %d has %d characters", i, n)
		}
		if key(p.list, fyne.KeyDown); p.list.Chosen() == i {
			return
		}
	}
}

func TestParagraphsFlow(t *testing.T) {
	long := strings.Repeat("word ", 11) + "word"
	text := long + "\nand more,\n  * a point that is long enough to be broken for its length\n    goes on\n  * " + long + "\n\nThe end"
	want := long + " and more,\n  * a point that is long enough to be broken for its length goes on\n  * " + long + "\n\nThe end"
	if got := flowing(text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
