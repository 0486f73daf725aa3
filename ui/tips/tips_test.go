package tips

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

// layer is a layer over a button. What it posts waits in posts.
func layer(t *testing.T) (l *Layer, b *control.Button, posts chan func()) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	posts = make(chan func(), 10)
	l = NewLayer(func(f func()) { posts <- f })
	l.Rest, l.Stay = 0, 0
	b = control.NewButton(control.Quiet, "Pause", func() {})
	b.SetHint("Starts no further photo")
	l.Watch(b)
	w := test.NewTempWindow(t, container.NewStack(b, l.Box))
	w.Resize(fyne.NewSize(400, 200))
	return l, b, posts
}

func TestANoteGoesByItself(t *testing.T) {
	l, b, posts := layer(t)
	l.Note(b, "3 files copied")
	if l.Text() != "3 files copied" {
		t.Errorf("it says %q", l.Text())
	}
	(<-posts)()
	if l.Text() != "" {
		t.Errorf("%q stays", l.Text())
	}
}

func TestANoteDoesNotTakeTheNextOneWithIt(t *testing.T) {
	l, b, posts := layer(t)
	l.Note(b, "3 files copied")
	first := <-posts
	l.Note(b, "2 paths copied")
	first()
	if l.Text() != "2 paths copied" {
		t.Errorf("it says %q", l.Text())
	}
}

func TestATipComesOnlyToWhoRests(t *testing.T) {
	l, b, posts := layer(t)
	b.MouseIn(nil)
	passed := <-posts
	b.MouseOut()
	passed()
	if l.Text() != "" {
		t.Errorf("the pointer has gone, and it says %q", l.Text())
	}
	b.MouseIn(nil)
	(<-posts)()
	if l.Text() != b.Hint() {
		t.Errorf("it says %q, want %q", l.Text(), b.Hint())
	}
}
