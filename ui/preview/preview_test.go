package preview

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const patience = 20 * time.Second

// height of the preview in these tests, dp.
const height = 80

// photos is a folder of photos: it opens them, and renders when it is let.
type photos struct {
	shape image.Point   // of all photos
	begun chan string   // the path of each render, if not nil
	goOn  chan bool     // lets a render go on, if not nil
	slow  chan struct{} // opening waits for it or for its end, if not nil

	mu        sync.Mutex
	rendered  []float64 // the blur of each render
	cancelled []string
	opened    []string
}

func (p *photos) open(ctx context.Context, path string) (Source, error) {
	p.mu.Lock()
	p.opened = append(p.opened, path)
	p.mu.Unlock()
	if strings.HasPrefix(path, "broken") {
		return nil, errors.New("the file ends after 1.2 of 6.4 MB")
	}
	if p.slow != nil && path == "slow" {
		p.slow <- struct{}{}
		<-ctx.Done()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.cancelled = append(p.cancelled, path)
		return nil, ctx.Err()
	}
	return &photo{p, path}, nil
}

type photo struct {
	*photos
	path string
}

// Render draws a hill; blur makes it lighter, and how wide it is tells the photo.
func (p *photo) Render(o processor.Options, side int) (before, after *image.RGBA) {
	if p.begun != nil {
		p.begun <- p.path
		<-p.goOn
	}
	p.mu.Lock()
	p.rendered = append(p.rendered, o.Blur)
	p.mu.Unlock()
	w, h := side, side*p.shape.Y/p.shape.X
	if h > w {
		w, h = side*p.shape.X/p.shape.Y, side
	}
	return p.hill(w, h, 0), p.hill(w, h, o.Blur)
}

func (p *photo) hill(w, h int, blur float64) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 0x60, G: 0x90, B: uint8(0xa0 + 0x50*y/h), A: 0xff}
			if x+2*y > w/2+h*5/4 {
				c = color.RGBA{R: uint8(0x20 + 10*blur), G: 0x38, B: p.path[0], A: 0xff}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// stage is a preview in a window; what it posts waits in posts.
type stage struct {
	*Preview
	t     *testing.T
	posts chan func()
	win   fyne.Window
}

func options(blur float64) processor.Options {
	o := processor.DefaultOptions()
	o.Blur = blur
	return o
}

func newStage(t *testing.T, a look.Appearance, p *photos) *stage {
	t.Helper()
	if p.shape == (image.Point{}) {
		p.shape = image.Pt(3, 2)
	}
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	s := &stage{t: t, posts: make(chan func(), 100)}
	s.Preview = New(options(2), p.open, error.Error, func(f func()) { s.posts <- f })
	t.Cleanup(s.Close)
	s.win = test.NewTempWindow(t, container.New(layout.NewCustomPaddedLayout(20, 20, 20, 20), s.Preview))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(280, height+40))
	return s
}

// until runs what is posted until cond holds.
func (s *stage) until(what string, cond func() bool) {
	s.t.Helper()
	late := time.After(patience)
	for !cond() {
		select {
		case f := <-s.posts:
			f()
		case <-late:
			s.t.Fatalf("waited for %s in vain", what)
		}
	}
}

// corner is the last pixel of the picture that is shown: it tells blur and photo.
func (s *stage) corner() (blur float64, photo byte) {
	if s.shown.img == nil {
		return -1, 0
	}
	c := s.shown.img.RGBAAt(s.shown.img.Rect.Max.X-1, s.shown.img.Rect.Max.Y-1)
	return (float64(c.R) - 0x20) / 10, c.B
}

func (s *stage) untilShown(blur float64, photo byte) {
	s.t.Helper()
	s.until("the picture", func() bool {
		b, p := s.corner()
		return b == blur && p == photo
	})
}

func TestItFollowsTheSettings(t *testing.T) {
	s := newStage(t, look.Dark, &photos{})
	s.ShowPhoto("a")
	s.untilShown(2, 'a')
	s.Change(options(7))
	s.untilShown(7, 'a')
	s.ShowPhoto("b")
	s.untilShown(7, 'b')
	s.ShowPhoto("")
	if s.shown != (shown{}) {
		t.Error("a picture is shown of no photo")
	}
	s.ShowPhoto("b")
	s.untilShown(7, 'b')
}

func TestOnlyTheNewestSettingsAreRendered(t *testing.T) {
	p := &photos{begun: make(chan string, 1), goOn: make(chan bool)}
	s := newStage(t, look.Dark, p)
	s.ShowPhoto("a")
	<-p.begun
	for blur := range 10 {
		s.Change(options(float64(blur)))
	}
	close(p.goOn)
	s.untilShown(9, 'a')
	p.mu.Lock()
	defer p.mu.Unlock()
	if want := []float64{2, 9}; !slices.Equal(p.rendered, want) {
		t.Errorf("rendered blurs of %v, want %v", p.rendered, want)
	}
}

func TestAnEarlierPhotoIsNotShown(t *testing.T) {
	p := &photos{begun: make(chan string, 1), goOn: make(chan bool)}
	s := newStage(t, look.Dark, p)
	s.ShowPhoto("a")
	<-p.begun
	s.ShowPhoto("b")
	p.goOn <- true
	if got := <-p.begun; got != "b" {
		t.Fatalf("%s is rendered, want b", got)
	}
	if len(s.posts) != 0 {
		t.Error("the picture of the photo before was posted")
	}
	p.goOn <- true
	s.untilShown(2, 'b')
}

func TestAnEarlierPhotoThatWasPostedIsNotShown(t *testing.T) {
	s := newStage(t, look.Dark, &photos{})
	s.ShowPhoto("a")
	arrive := <-s.posts
	s.ShowPhoto("")
	arrive()
	if s.shown != (shown{}) {
		t.Error("the picture of the photo before is shown")
	}
}

func TestOpeningIsCancelled(t *testing.T) {
	p := &photos{slow: make(chan struct{})}
	s := newStage(t, look.Dark, p)
	s.ShowPhoto("slow")
	<-p.slow
	s.Change(options(3)) // does not
	s.ShowPhoto("b")     // does
	s.untilShown(3, 'b')
	s.ShowPhoto("slow") // is tried again
	<-p.slow
	s.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.cancelled) != 2 {
		t.Errorf("opening was cancelled %d times, want 2", len(p.cancelled))
	}
}

func TestABrokenPhotoSaysWhy(t *testing.T) {
	s := newStage(t, look.Dark, &photos{})
	s.ShowPhoto("a")
	s.untilShown(2, 'a')
	s.ShowPhoto("broken")
	s.until("the reason", func() bool { return s.shown.reason != "" })
	if s.shown.img != nil {
		t.Error("the photo before is still shown")
	}
	s.ShowPhoto("b")
	s.untilShown(2, 'b')
	if s.shown.reason != "" {
		t.Error("the reason is still shown")
	}
}

func TestTheFirstThatCanBeReadIsShown(t *testing.T) {
	p := &photos{}
	s := newStage(t, look.Dark, p)
	expect := func(opened ...string) {
		t.Helper()
		p.mu.Lock()
		defer p.mu.Unlock()
		if !slices.Equal(p.opened, opened) {
			t.Errorf("opened %q, want %q", p.opened, opened)
		}
		p.opened = nil
	}
	s.ShowFirst([]string{"broken", "broken2", "c", "d"})
	s.untilShown(2, 'c')
	expect("broken", "broken2", "c")
	if got := s.AccessibilityLabel(); !strings.Contains(got, "c") || strings.Contains(got, "broken") {
		t.Errorf("it is said to be %q", got)
	}

	s.Change(options(3)) // tries none again
	s.untilShown(3, 'c')
	s.ShowFirst([]string{"b", "c"}) // keeps what is shown
	s.Change(options(4))
	s.untilShown(4, 'c')
	expect()

	s.ShowPhoto("broken") // is selected: it says why
	s.until("the reason", func() bool { return s.shown.reason != "" && s.shown.path == "broken" })
	s.ShowFirst([]string{"broken", "e"})
	s.untilShown(4, 'e')
	expect("broken", "broken", "e")
}

func TestWhenNoneCanBeReadTheFirstSaysWhy(t *testing.T) {
	p := &photos{}
	s := newStage(t, look.Dark, p)
	s.ShowFirst([]string{"broken1", "broken2"})
	s.until("the reason", func() bool { return s.shown.reason != "" })
	s.Change(options(5))
	s.until("no more", func() bool { return len(s.posts) == 0 })
	if s.shown.path != "broken1" || s.shown.img != nil {
		t.Errorf("%v is shown", s.shown)
	}
	s.ShowFirst([]string{"broken1", "broken2", "c"})
	s.untilShown(5, 'c')
	p.mu.Lock()
	defer p.mu.Unlock()
	if want := []string{"broken1", "broken2", "broken1", "broken2", "c"}; !slices.Equal(p.opened, want) {
		t.Errorf("opened %q, want %q", p.opened, want)
	}
}

func TestHalvesShowTheSamePart(t *testing.T) {
	tests := map[string]image.Point{
		"landscape": {3, 2}, "portrait": {2, 3}, "square": {1, 1}, "panorama": {6, 1}, "tower": {1, 6},
	}
	for name, shape := range tests {
		t.Run(name, func(t *testing.T) {
			p := &photos{shape: shape}
			k := sketch{open: p.open}
			size := image.Pt(240, 80)
			img := k.draw(t.Context(), []string{"a"}, options(0), size).img
			if img.Rect.Size() != size {
				t.Fatalf("the picture is %v, want %v", img.Rect.Size(), size)
			}
			for y := range size.Y {
				for x := range size.X / 2 {
					left, right := img.RGBAAt(x, y), img.RGBAAt(x+size.X/2, y)
					if left != right || left.A != 0xff {
						t.Fatalf("at %d, %d: %v at the left, %v at the right", x, y, left, right)
					}
				}
			}
			k.draw(t.Context(), []string{"a"}, options(1), size)
			if n := len(p.rendered); n > 3 {
				t.Errorf("rendered %d times for two pictures: the shape is not remembered", n)
			}
			if small, large := k.seen.Y >= closer*size.Y, k.seen.X >= closer*size.X/2; !small || !large {
				t.Errorf("the whole picture is %v, which is not close enough for %v", k.seen, size)
			}
		})
	}
}

func TestLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		for _, path := range []string{"", "a", "broken"} {
			name := map[string]string{"": "empty", "a": "photo", "broken": "broken"}[path] + "-" + string(a)
			t.Run(name, func(t *testing.T) {
				s := newStage(t, a, &photos{})
				if path != "" {
					s.ShowPhoto(path)
					s.until("it", func() bool { return s.shown != (shown{}) })
				}
				test.AssertRendersToImage(t, name+".png", s.win.Canvas())
			})
		}
	}
}
