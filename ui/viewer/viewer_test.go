package viewer

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const patience = 20 * time.Second

// window is a viewer in a window, over a button that has the keyboard. What it
// posts waits in posts.
type window struct {
	*Viewer
	t      *testing.T
	win    fyne.Window
	under  *control.Button
	posts  chan func()
	called []string
}

func newWindow(t *testing.T, a look.Appearance) *window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	w := &window{t: t, posts: make(chan func(), 100), under: control.NewButton(control.Quiet, "under it", nil)}
	w.win = test.NewTempWindow(t, w.under)
	call := func(name string) func() { return func() { w.called = append(w.called, name) } }
	w.Viewer = New(w.win.Canvas(), Actions{
		Previous: call("previous"), Next: call("next"), OpenFile: call("file"), ShowFolder: call("folder"), Left: func(keyboard bool) {
			if keyboard {
				call("left with the keyboard")()
			} else {
				call("left")()
			}
		},
	}, error.Error, func(f func()) { w.posts <- f })
	t.Cleanup(w.Close)
	w.win.SetPadded(false)
	w.win.SetContent(container.NewStack(w.under, w.Viewer))
	w.win.Resize(fyne.NewSize(800, 500))
	w.win.Canvas().Focus(w.under)
	return w
}

// until runs what is posted until cond holds.
func (w *window) until(what string, cond func() bool) {
	w.t.Helper()
	late := time.After(patience)
	for !cond() {
		select {
		case f := <-w.posts:
			f()
		case <-late:
			w.t.Fatalf("waited for %s in vain", what)
		}
	}
}

func (w *window) untilBefore(side int) {
	w.t.Helper()
	w.until("the original", func() bool { return !w.loading && w.stage.before.side() == side })
}

func (w *window) untilAfter() {
	w.t.Helper()
	w.until("the thumbnail", func() bool { return w.stage.after != nil })
}

// at is the colour that is seen at a place of the stage.
func (w *window) at(x, y int) color.RGBA {
	size := w.stage.view.stage
	return w.stage.paintPixels(int(size.x), int(size.y)).(*image.RGBA).RGBAAt(x, y)
}

var (
	orange = color.RGBA{R: 0xe0, G: 0x80, B: 0x40, A: 0xff}
	blue   = color.RGBA{R: 0x40, G: 0x80, B: 0xe0, A: 0xff}
)

func plain(w, h int, c color.RGBA) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	fill(img, c)
	return img
}

// picture is a photo of which the original is orange and the thumbnail blue. It
// notes how large it was asked for.
type picture struct {
	w, h  int
	sides chan int
}

func newPicture(w, h int) *picture { return &picture{w, h, make(chan int, 100)} }

func (p *picture) original(_ context.Context, side int) (*image.RGBA, error) {
	p.sides <- side
	k := min(1, float64(side)/float64(max(p.w, p.h)))
	return plain(int(float64(p.w)*k), int(float64(p.h)*k), orange), nil
}

func (p *picture) thumb(context.Context) (*image.RGBA, error) {
	return plain(max(1, 256*p.w/max(p.w, p.h)), max(1, 256*p.h/max(p.w, p.h)), blue), nil
}

func (p *picture) item() Item {
	return Item{
		Name: "IMG_2001.jpg", Place: 2, Total: 3, Photo: image.Pt(p.w, p.h), Thumbnail: image.Pt(256, 256*p.h/p.w),
		Thumb: p.thumb, Original: p.original,
	}
}

// asked are the sizes that were asked for so far.
func (p *picture) asked() []int {
	var sides []int
	for {
		select {
		case s := <-p.sides:
			sides = append(sides, s)
		default:
			return sides
		}
	}
}

func TestTheOriginalIsReadAsLargeAsItIsSeen(t *testing.T) {
	p, w := newPicture(3000, 2000), newWindow(t, look.Dark)
	w.Open(p.item())
	fit := w.stage.view.wanted()
	if fit >= 800 || fit < 400 {
		t.Fatalf("the whole photo is %d pixels wide, in a window of 800", fit)
	}
	w.untilBefore(fit)
	w.TypedRune('1')
	w.untilBefore(3000)
	w.TypedRune('+')
	w.TypedRune('0')
	w.TypedRune('1')
	if got, want := p.asked(), []int{fit, 3000}; !slices.Equal(got, want) || w.loading {
		t.Errorf("asked for sides of %v, want %v", got, want)
	}
}

func TestThePhotosSizeIsFound(t *testing.T) {
	p, w := newPicture(1200, 800), newWindow(t, look.Dark)
	item := p.item()
	item.Photo, item.Thumbnail = image.Point{}, image.Point{}
	w.Open(item)
	w.untilAfter()
	before := w.stage.view.frame()
	w.untilBefore(1200)
	if w.stage.view.photo != (vector{1200, 800}) || w.item.Thumbnail != image.Pt(256, 170) {
		t.Errorf("the photo is taken to be %v, its thumbnail %v", w.stage.view.photo, w.item.Thumbnail)
	}
	if after := w.stage.view.frame(); after.Min.Sub(before.Min).X > 1 || before.Min.Sub(after.Min).X > 1 {
		t.Errorf("the photo jumps from %v to %v", before, after)
	}
	if got := p.asked(); !slices.Equal(got, []int{unknownSide}) {
		t.Errorf("asked for sides of %v, want %d alone", got, unknownSide)
	}
}

func TestTheThumbnailStandsIn(t *testing.T) {
	p, w := newPicture(3000, 2000), newWindow(t, look.Dark)
	goOn := make(chan bool)
	item := p.item()
	item.Original = func(ctx context.Context, side int) (*image.RGBA, error) {
		<-goOn
		return p.original(ctx, side)
	}
	item.Picture = plain(30, 20, blue)
	w.Open(item)
	left, right := w.stage.view.divider()-20, w.stage.view.divider()+20
	if w.at(left, 100) != blue || w.at(right, 100) != blue {
		t.Error("the picture in memory is not there at once")
	}
	close(goOn)
	w.until("the original", func() bool { return w.stage.before != nil })
	if w.at(left, 100) != orange || w.at(right, 100) != blue {
		t.Errorf("%v and %v are seen, want the original at the left and the thumbnail at the right", w.at(left, 100), w.at(right, 100))
	}
}

func TestACroppedThumbnailIsWhereItBelongs(t *testing.T) {
	p, w := newPicture(3000, 2000), newWindow(t, look.Dark)
	item := p.item()
	item.Thumbnail = image.Pt(256, 256)
	item.Thumb = func(context.Context) (*image.RGBA, error) { return plain(256, 256, blue), nil }
	w.Open(item)
	w.untilAfter()
	w.untilBefore(w.stage.view.wanted())
	frame := w.stage.view.frame()
	w.stage.move(func(v *view) { v.divide(0) })
	nothing := w.at(0, 0)
	for x, want := range map[int]color.RGBA{frame.Min.X + 5: nothing, frame.Min.X + frame.Dx()/2: blue, frame.Max.X - 5: nothing} {
		if got := w.at(x, 100); got != want {
			t.Errorf("at %d of %v is %v, want %v", x, frame, got, want)
		}
	}
}

func TestAnEarlierPhotoIsNotShown(t *testing.T) {
	slow := func(begun chan bool) func(context.Context, int) (*image.RGBA, error) {
		return func(ctx context.Context, _ int) (*image.RGBA, error) {
			begun <- true
			<-ctx.Done()
			return plain(3, 2, orange), nil // too late
		}
	}
	p, w, begun := newPicture(30, 20), newWindow(t, look.Dark), make(chan bool)
	first := p.item()
	first.Original, first.Thumb = slow(begun), nil
	w.Open(first)
	<-begun
	w.Open(p.item())
	w.untilBefore(30)

	w.Open(first)
	<-begun
	w.Leave()
	w.Close()
	for len(w.posts) > 0 {
		(<-w.posts)()
	}
	if w.stage.before != nil || w.stage.after != nil {
		t.Error("a picture came after the viewer was closed")
	}
}

func TestAPictureThatIsOnItsWayIsNotShown(t *testing.T) {
	p, w := newPicture(30, 20), newWindow(t, look.Dark)
	item := p.item()
	item.Thumb = nil
	w.Open(item)
	arrive := <-w.posts
	w.Leave()
	arrive()
	if w.stage.before != nil {
		t.Error("a picture came after the viewer was closed")
	}
}

func TestPicturesThatCannotBeRead(t *testing.T) {
	broken := errors.New("the file is no longer there")
	p := newPicture(3000, 2000)
	tests := map[string]struct {
		change  func(*Item)
		problem string
		colour  color.RGBA // of the stage's middle
	}{
		"both can": {func(*Item) {}, "", blue},
		"the original": {func(i *Item) {
			i.Original = func(context.Context, int) (*image.RGBA, error) { return nil, broken }
		}, "The photo cannot be read: the file is no longer there", blue},
		"the thumbnail": {func(i *Item) {
			i.Thumb = func(context.Context) (*image.RGBA, error) { return nil, broken }
		}, "The thumbnail cannot be read: the file is no longer there", orange},
		"there is no thumbnail": {func(i *Item) { i.Thumb = nil }, "", orange},
		"it is damaged":         {func(i *Item) { i.Note = "The file is cut short" }, "The file is cut short", blue},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWindow(t, look.Dark)
			item := p.item()
			tt.change(&item)
			w.Open(item)
			w.until("all there is", func() bool {
				original := w.stage.before != nil || w.originalError != ""
				thumb := w.stage.after != nil || w.thumbFail != "" || item.Thumb == nil
				return original && thumb
			})
			if got := w.problem.Text(); got != tt.problem {
				t.Errorf("it says %q, want %q", got, tt.problem)
			}
			x, y := int(w.stage.view.stage.x/2), int(w.stage.view.stage.y/2)
			if got := w.at(x, y); got != tt.colour {
				t.Errorf("the middle is %v, want %v", got, tt.colour)
			}
		})
	}
}
