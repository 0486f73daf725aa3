package grid

import (
	"context"
	"errors"
	"fmt"
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// view is a grid in a window of 700×500 dp: four columns.
type view struct {
	*Grid
	model  *model.Model
	window fyne.Window
	loads  map[string]*image.RGBA
	posts  chan func()
	opened []int
	clock  *clock
	held   fyne.KeyModifier
}

// clock stands still until it is told.
type clock struct {
	now    time.Time
	alarms []alarm
}

type alarm struct {
	at time.Time
	f  func()
}

func (c *clock) Now() time.Time { return c.now }

func (c *clock) After(d time.Duration, f func()) {
	c.alarms = append(c.alarms, alarm{c.now.Add(d), f})
}

// pass lets time pass.
func (c *clock) pass(d time.Duration) {
	c.now = c.now.Add(d)
	alarms := c.alarms
	c.alarms = nil
	for _, a := range alarms {
		if a.at.After(c.now) {
			c.alarms = append(c.alarms, a)
			continue
		}
		a.f()
	}
}

func newView(t testing.TB, photos int) *view {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	v := &view{model: model.New(), posts: make(chan func(), 1000), loads: map[string]*image.RGBA{}, clock: &clock{now: time.Unix(1e9, 0)}}
	load := func(_ context.Context, path string, _ int) (*image.RGBA, error) {
		if img := v.loads[path]; img != nil {
			return img, nil
		}
		return nil, errors.New("no such file")
	}
	store := picture.NewStore(64<<20, load, func(f func()) { v.posts <- f }, func(k picture.Key) { v.Arrived(k) })
	t.Cleanup(store.Close)
	v.Grid = New(v.model, store, func(t model.Text) string { return t.Key }, func(id int) { v.opened = append(v.opened, id) })
	v.Clock, v.Modifiers = v.clock, func() fyne.KeyModifier { return v.held }
	v.model.Choose([]string{"/p"}, true)
	v.window = test.NewTempWindow(t, v.Grid)
	v.window.SetPadded(false)
	v.window.Resize(fyne.NewSize(700, 500))
	var evs []processor.Event
	for id := range photos {
		evs = append(evs, processor.Found{Photo: photo(id)})
	}
	v.apply(append(evs, processor.Scanned{Photos: photos})...)
	return v
}

func (v *view) apply(evs ...processor.Event) { v.Update(v.model.Apply(evs, time.Now())) }

func (v *view) begin() {
	v.model.Begin(v.model.All(), time.Now())
	v.Update(model.Changes{Order: true})
}

func photo(id int) processor.Photo {
	rel := fmt.Sprintf("IMG_%d.jpg", id)
	return processor.Photo{ID: id, Path: "/p/" + rel, Root: "/p", Rel: rel}
}

func done(id int, preview *image.RGBA) processor.Event {
	r := processor.Result{Photo: photo(id), Output: fmt.Sprintf("/p/thumbs/%d.jpg", id), Preview: preview}
	if preview != nil { // it is all that there is
		r.Width, r.Height = preview.Rect.Dx(), preview.Rect.Dy()
	}
	return processor.Finished{Result: r}
}

func picture3x2(side int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, side, side*2/3))
	for i := range img.Pix {
		img.Pix[i] = 0xc0
	}
	return img
}

// places are the places of the cells in sight, and where they are drawn.
func (v *view) places() map[int]fyne.Position {
	places := map[int]fyne.Position{}
	v.Visit(func(place int, o fyne.CanvasObject) {
		places[place] = fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	})
	return places
}

func press(g *view, keys ...fyne.KeyName) {
	for _, k := range keys {
		g.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestLooks(t *testing.T) {
	v := newView(t, 10)
	v.say = func(t model.Text) string {
		if t.Key == "reason.damaged" {
			return "The file ends after 1.2 of 6.4 MB and so on for longer than there is room in a cell of this size"
		}
		return t.Key
	}
	v.begin()
	v.apply(
		processor.Started{Photo: photo(4)},
		done(0, picture3x2(150)), done(1, picture3x2(60)),
		processor.Failed{PhotoError: &processor.PhotoError{Photo: photo(2), Step: processor.StepDecode, Reason: reason.Reason{Key: reason.Damaged, Detail: "it is damaged"}, Err: errors.New("it is damaged")}},
		done(3, nil), // its picture has to be read
	)
	v.tapped(1)
	test.AssertRendersToImage(t, "cells.png", v.window.Canvas())
}

func TestShape(t *testing.T) {
	for width := float32(200); width < 3000; width += 7 {
		s := shapeFor(width, model.UsualCell)
		last := s.position(s.columns - 1)
		if right := last.X + s.side; right > width-look.GridMargin+0.01 || right < width-look.GridMargin-0.01 {
			t.Fatalf("at %g dp the last of %d columns ends at %g", width, s.columns, right)
		}
		if s.columns > 1 && s.side < model.UsualCell-0.01 {
			t.Fatalf("at %g dp cells are %g dp wide", width, s.side)
		}
		for _, place := range []int{0, s.columns - 1, s.columns, 5*s.columns + 1%s.columns} {
			if got := s.at(s.position(place).AddXY(s.side/2, s.side/2)); got != place {
				t.Fatalf("at %g dp place %d is found as %d", width, place, got)
			}
		}
	}
	s := shapeFor(700, model.UsualCell)
	if got := s.at(fyne.NewPos(2, 100)); got != -1 {
		t.Errorf("in the margin is place %d", got)
	}
}

func TestOnlyWhatIsInSightExists(t *testing.T) {
	v := newView(t, 20_000)
	for _, y := range []float32{0, 1000, 400_000, 5, v.board.MinSize().Height} {
		v.scrollTo(y)
		if n := len(v.board.cells) + len(v.board.spare); n > 60 {
			t.Errorf("at %g dp there are %d cells", y, n)
		}
		top := float32(500)
		for _, p := range v.places() {
			top = min(top, p.Y)
		}
		if top > 0 && y > 0 && y < 100_000 && y > 5 {
			t.Errorf("at %g dp the first cell is at %g", y, top)
		}
	}
	if _, ok := v.places()[19_999]; !ok {
		t.Error("the last cell is not in sight at the end")
	}
}

func TestWidthChangesReachEveryRow(t *testing.T) {
	v := newView(t, 1000)
	for _, width := range []float32{700, 420, 1500, 700} {
		v.window.Resize(fyne.NewSize(width, 500))
		want := v.shape.height(1000)
		if got := v.board.Size().Height; got != want {
			t.Errorf("at %g dp the board is %g dp high, want %g", width, got, want)
		}
		v.scrollTo(want)
		if _, ok := v.places()[999]; !ok {
			t.Errorf("at %g dp the last cell cannot be reached", width)
		}
	}
}

func TestOrderKeepsThePlace(t *testing.T) {
	v := newView(t, 400)
	v.begin()
	for id := 399; id >= 0; id-- {
		v.apply(done(id, nil))
	}
	v.scrollTo(3000)
	first := v.model.Shown()[v.shape.at(fyne.NewPos(60, 3080))]
	v.choose(first)
	before := v.places()[v.model.Place(first)]
	v.model.SetOrder(model.ByName)
	v.Rearranged()
	after := v.places()[v.model.Place(first)]
	if before.Y-after.Y > 1 || after.Y-before.Y > 1 {
		t.Errorf("photo %d went from %g to %g dp", first, before.Y, after.Y)
	}
}

func TestSelection(t *testing.T) {
	v := newView(t, 10) // rows of four
	v.FocusGained()
	tests := []struct {
		keys []fyne.KeyName
		want int
	}{
		{nil, 0},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyRight}, 2},
		{[]fyne.KeyName{fyne.KeyDown}, 6},
		{[]fyne.KeyName{fyne.KeyDown}, 6}, // no cell under it
		{[]fyne.KeyName{fyne.KeyLeft}, 5},
		{[]fyne.KeyName{fyne.KeyDown}, 9},
		{[]fyne.KeyName{fyne.KeyRight}, 9},
		{[]fyne.KeyName{fyne.KeyHome}, 0},
		{[]fyne.KeyName{fyne.KeyUp}, 0},
		{[]fyne.KeyName{fyne.KeyEnd}, 9},
	}
	for i, tt := range tests {
		press(v, tt.keys...)
		if v.Selected() != tt.want {
			t.Fatalf("step %d: photo %d is selected, want %d", i, v.Selected(), tt.want)
		}
	}
	press(v, fyne.KeyReturn)
	v.tapped(3)
	v.tapped(3)
	if len(v.opened) != 2 || v.opened[0] != 9 || v.opened[1] != 3 {
		t.Errorf("opened %v, want 9 by Enter and 3 by two taps", v.opened)
	}
	v.tapped(-1)
	if v.Selected() != 3 {
		t.Error("a tap between the cells changed the selection")
	}
}

func TestSelectionIsBroughtIntoSight(t *testing.T) {
	v := newView(t, 1000)
	v.FocusGained()
	for range 100 {
		press(v, fyne.KeyDown)
		if p, ok := v.places()[v.model.Place(v.Selected())]; !ok || p.Y < 0 || p.Y+v.shape.side > 500 {
			t.Fatalf("photo %d is at %v", v.Selected(), p)
		}
	}
	for range 3 {
		press(v, fyne.KeyPageUp)
		if p := v.places()[v.model.Place(v.Selected())]; p.Y < 0 || p.Y+v.shape.side > 500 {
			t.Fatalf("photo %d is at %v", v.Selected(), p)
		}
	}
}

func TestPicturesThatAreGoneAreReadAgain(t *testing.T) {
	v := newView(t, 4)
	v.loads["/p/thumbs/2.jpg"] = picture3x2(100)
	v.begin()
	v.apply(done(2, nil))
	cell := v.board.cells[2]
	if cell.face.shown {
		t.Fatal("a picture is shown before it was read")
	}
	select {
	case f := <-v.posts:
		f()
	case <-time.After(20 * time.Second):
		t.Fatal("the picture was not read")
	}
	if !cell.face.shown || cell.img != v.loads["/p/thumbs/2.jpg"] {
		t.Error("the picture that was read is not shown")
	}
}

func TestACellUsedAgainShowsItsOwnPicture(t *testing.T) {
	v := newView(t, 400)
	v.begin()
	imgs := map[int]*image.RGBA{}
	for id := range 400 {
		imgs[id] = picture3x2(30)
		v.apply(done(id, imgs[id]))
	}
	for _, y := range []float32{0, 900, 5000, 300, 12_000, 0} {
		v.scrollTo(y)
		for id, c := range v.board.cells {
			if c.img != imgs[id] {
				t.Fatalf("at %g dp the cell of photo %d shows another picture", y, id)
			}
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{200, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			v := newView(b, n)
			v.begin()
			next := 0
			img := picture3x2(150)
			b.ReportAllocs()
			for b.Loop() { // ten photos in a frame
				if next+10 > n {
					b.StopTimer()
					v.begin()
					next = 0
					b.StartTimer()
				}
				evs := make([]processor.Event, 0, 10)
				for range 10 {
					evs = append(evs, done(next, img))
					next++
				}
				v.apply(evs...)
			}
		})
	}
}

func BenchmarkScroll(b *testing.B) {
	v := newView(b, 20_000)
	limit := v.board.MinSize().Height - 500
	y := float32(0)
	b.ReportAllocs()
	for b.Loop() {
		if y += 97; y > limit {
			y = 0
		}
		v.scrollTo(y)
	}
}

func TestWhatIsAboveTheGridIsPressedWhenItIsScrolled(t *testing.T) {
	v := newView(t, 500)
	pressed := 0
	above := control.NewButton(control.Quiet, "Above", func() { pressed++ })
	content := container.NewWithoutLayout(above, v.Grid)
	v.window.SetContent(content)
	above.Resize(fyne.NewSize(100, 40))
	v.Move(fyne.NewPos(0, 52))
	v.Resize(fyne.NewSize(700, 400))
	v.scrollTo(300)
	test.TapCanvas(v.window.Canvas(), fyne.NewPos(50, 20))
	if pressed != 1 || v.Selected() != -1 {
		t.Errorf("pressed %d times, photo %d selected", pressed, v.Selected())
	}
}
