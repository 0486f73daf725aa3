package grid

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
)

// named is a grid of photos with the given paths, of which the first is selected.
func named(t *testing.T, rels ...string) *view {
	t.Helper()
	v := newView(t, 0)
	v.model.Choose([]string{"/p"}, true)
	var evs []processor.Event
	for id, rel := range rels {
		evs = append(evs, processor.Found{Photo: processor.Photo{ID: id, Path: "/p/" + rel, Root: "/p", Rel: rel}})
	}
	v.apply(append(evs, processor.Scanned{Photos: len(rels)})...)
	v.FocusGained()
	return v
}

func TestTypeAhead(t *testing.T) {
	tests := []struct {
		name  string
		rels  []string
		typed string // a space of time is written as |
		want  int
	}{
		{"one letter", []string{"a.jpg", "b.jpg", "c.jpg"}, "c", 2},
		{"capital letters", []string{"a.jpg", "B.jpg"}, "b", 1},
		{"letters of other scripts", []string{"a.jpg", "Ägypten.jpg", "写真.jpg"}, "ä", 1},
		{"several letters", []string{"ab.jpg", "aba.jpg", "abc.jpg"}, "abc", 2},
		{"the current one stays while it fits", []string{"x.jpg", "img_1.jpg", "img_2.jpg"}, "img_", 1},
		{"a single letter goes on", []string{"ab.jpg", "ac.jpg"}, "a", 1},
		{"a letter again and again", []string{"x.jpg", "a1.jpg", "a2.jpg", "b.jpg", "a3.jpg"}, "aaa", 4},
		{"round the end", []string{"x.jpg", "a1.jpg", "a2.jpg"}, "aaa", 1},
		{"a name that repeats a letter", []string{"x.jpg", "a1.jpg", "aa.jpg"}, "aa", 2},
		{"after a pause", []string{"a.jpg", "ab.jpg", "b.jpg"}, "a|b", 2},
		{"a name in a folder", []string{"x/a.jpg", "x/b.jpg"}, "b", 1},
		{"the folder", []string{"x/a.jpg", "iceland/b.jpg"}, "ice", 1},
		{"no such name", []string{"a.jpg", "b.jpg"}, "bq", 1},
		{"a space within", []string{"a.jpg", "a b.jpg", "a c.jpg"}, "a c", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := named(t, tt.rels...)
			for _, r := range tt.typed {
				if r == '|' {
					v.clock.pass(typePause)
					continue
				}
				v.TypedRune(r)
				v.clock.pass(typePause / 2)
			}
			if v.Selected() != tt.want {
				t.Errorf("%q went to %s, want %s", tt.typed, tt.rels[max(0, v.Selected())], tt.rels[tt.want])
			}
		})
	}
}

func TestSpaceIsTheWindowsUnlessANameIsTyped(t *testing.T) {
	v := named(t, "a b.jpg", "a c.jpg")
	var passed []fyne.KeyName
	v.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { passed = append(passed, ev.Name) })
	space := func() {
		press(v, fyne.KeySpace)
		v.TypedRune(' ')
	}
	space()
	if len(passed) != 1 || v.typed != "" {
		t.Errorf("Space alone: passed %v, typed %q", passed, v.typed)
	}
	v.TypedRune('a')
	space()
	v.TypedRune('c')
	if len(passed) != 1 || v.typed != "a c" || v.Selected() != 1 {
		t.Errorf("Space in a name: passed %v, typed %q, photo %d", passed, v.typed, v.Selected())
	}
	press(v, fyne.KeyBackspace)
	if v.typed != "a " {
		t.Errorf("after Backspace typed is %q", v.typed)
	}
	press(v, fyne.KeyEscape)
	if len(passed) != 1 || v.typed != "" || v.note.words != "" {
		t.Errorf("Escape: passed %v, typed %q", passed, v.typed)
	}
	v.clock.pass(time.Minute)
	space()
	if len(passed) != 2 {
		t.Error("Space is not the window's again")
	}
}

func TestWhatIsTypedIsShownForAWhile(t *testing.T) {
	v := named(t, "Iceland 01.jpg", "Iceland 02.jpg", "Norway.jpg")
	for _, r := range "nor" {
		v.TypedRune(r)
		v.clock.pass(typePause - time.Millisecond)
	}
	if v.note.words != "nor" || v.note.back.Hidden {
		t.Errorf("shown is %q", v.note.words)
	}
	test.AssertRendersToImage(t, "typed.png", v.window.Canvas())
	v.clock.pass(time.Millisecond)
	if v.note.words != "" || !v.note.back.Hidden {
		t.Errorf("after a while shown is %q", v.note.words)
	}
}

func BenchmarkTypeAhead(b *testing.B) {
	v := newView(b, 100_000)
	b.ReportAllocs()
	for b.Loop() { // no name is like that
		v.typed = "img_x"
		v.seek()
	}
}
