package grid

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
)

// offset is how far a photo is from the top of what is in sight.
func (v *view) offset(id int) float32 {
	return v.shape.position(v.source.Place(id)).Y - v.scroll.Offset.Y
}

func TestEverySizeKeepsThePlace(t *testing.T) {
	for _, width := range []float32{200, 480, 700, 1000, 1650} {
		for _, selected := range []bool{false, true} {
			t.Run(fmt.Sprintf("%g dp, a cell selected: %v", width, selected), func(t *testing.T) {
				v := newView(t, 3000)
				v.window.Resize(fyne.NewSize(width, 500))
				v.scrollTo(3000 + v.shape.pitch()/3)
				first := v.shape.columns * int((v.scroll.Offset.Y-topMargin)/v.shape.pitch()+0.5)
				if selected {
					first += v.shape.columns
					v.choose(first)
				}
				before, top, side := v.offset(first), v.scroll.Offset.Y, v.shape.side
				var sizes []float32
				for s := float32(model.SmallestCell); s <= model.LargestCell; s += 3 {
					sizes = append(sizes, s)
				}
				for s := float32(model.LargestCell); s >= model.SmallestCell; s -= 7 {
					sizes = append(sizes, s)
				}
				for _, s := range sizes {
					v.SetCellSize(s)
					want := before
					if want < 0 {
						want *= v.shape.pitch() / (side + look.CellGap)
					}
					want = min(want, max(0, 500-v.shape.side-outlineRoom))
					if got := v.offset(first); !near(got, want) {
						t.Fatalf("cells of %g dp: photo %d is at %g, want %g", s, first, got, want)
					}
					if _, ok := v.places()[first]; !ok {
						t.Fatalf("cells of %g dp: photo %d is not in sight", s, first)
					}
				}
				v.SetCellSize(144)
				if got := v.scroll.Offset.Y; !near(got, top) && before+side+outlineRoom <= 500 {
					t.Errorf("after all sizes the grid is at %g, before at %g", got, top)
				}
			})
		}
	}
}

func TestTheTopStaysTheTop(t *testing.T) {
	v := newView(t, 500)
	for _, s := range []float32{80, 400, 200, 144} {
		v.SetCellSize(s)
		if y := v.scroll.Offset.Y; y != 0 {
			t.Errorf("cells of %g dp: the grid is at %g", s, y)
		}
	}
}

func TestASizeAfterScrollingKeepsWhatIsInSightThen(t *testing.T) {
	v := newView(t, 2000)
	v.scrollTo(2000)
	v.SetCellSize(200)
	v.scrollTo(9000)
	first := v.shape.columns * int((v.scroll.Offset.Y-topMargin)/v.shape.pitch()+0.5)
	before := v.offset(first)
	v.SetCellSize(300)
	if got := v.offset(first); !near(got, before) && before >= 0 {
		t.Errorf("photo %d went from %g to %g", first, before, got)
	}
	if _, ok := v.places()[first]; !ok {
		t.Errorf("photo %d went out of sight", first)
	}
}

func TestStepsOfTheSizeAreSeen(t *testing.T) {
	v := newView(t, 200)
	v.window.Resize(fyne.NewSize(1000, 500))
	var told float32
	v.OnCellSize = func(s float32) { told = s }
	for range 20 {
		before := v.shape.columns
		v.StepCellSize(-1)
		if v.CellSize() != told {
			t.Fatalf("told of %g dp, not %g", told, v.CellSize())
		}
		if v.CellSize() > model.SmallestCell && v.shape.columns != before+1 {
			t.Fatalf("cells of %g dp: a row went from %d to %d", v.CellSize(), before, v.shape.columns)
		}
	}
	if v.CellSize() != model.SmallestCell {
		t.Errorf("the smallest cells are of %g dp", v.CellSize())
	}
	for range 20 {
		v.StepCellSize(1)
	}
	if v.CellSize() != model.LargestCell {
		t.Errorf("the largest cells are of %g dp", v.CellSize())
	}
}

func TestTheWheelWithControlChangesTheSize(t *testing.T) {
	v := newView(t, 500)
	turn := func(dy float32) { v.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	turn(-100)
	if v.scroll.Offset.Y != 100 || v.CellSize() != model.UsualCell {
		t.Errorf("without Control the grid is at %g, cells are of %g dp", v.scroll.Offset.Y, v.CellSize())
	}
	v.held = fyne.KeyModifierShortcutDefault
	columns := v.shape.columns
	for range 4 {
		turn(7) // a touchpad
	}
	if v.shape.columns != columns-1 {
		t.Errorf("a row has %d cells, had %d", v.shape.columns, columns)
	}
	turn(-25)
	if v.shape.columns != columns {
		t.Errorf("and back: a row has %d cells, want %d", v.shape.columns, columns)
	}
}

func TestSoftPicturesAreReadAgainAfterTheDrag(t *testing.T) {
	v := newView(t, 2)
	v.begin()
	sharp := picture3x2(400)
	v.loads["/p/thumbs/0.jpg"] = sharp
	first := picture3x2(154)
	made := done(0, first).(processor.Finished)
	made.Width, made.Height = 512, 341 // the thumbnail is larger
	whole := picture3x2(60)
	v.apply(made, done(1, whole))
	for s := float32(144); s <= 400; s += 16 {
		v.SetCellSize(s)
		if v.board.cells[0].img != first {
			t.Fatal("the picture went away during the drag")
		}
	}
	if len(v.posts) != 0 {
		t.Fatal("a picture was read during the drag")
	}
	v.clock.pass(settleTime)
	select {
	case f := <-v.posts:
		f()
	case <-time.After(20 * time.Second):
		t.Fatal("no sharper picture was read")
	}
	if v.board.cells[0].img != sharp || v.board.cells[1].img != whole {
		t.Error("the sharper picture is not shown, or another one changed")
	}
	if !v.store.Fits(picture.Key{ID: 0, Version: 1}, v.PreviewSide()) {
		t.Error("it would be read again and again")
	}
}

// scene is a picture in the colours of an evening.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		c := color.RGBA{R: uint8(60 + 150*y/h), G: uint8(70 + 60*y/h), B: 120, A: 255}
		if y > h*3/4 {
			c = color.RGBA{R: 25, G: 35, B: 45, A: 255}
		}
		for x := range w {
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func failure(id int, key reason.Key, why string) processor.Event {
	return processor.Failed{PhotoError: &processor.PhotoError{Photo: photo(id), Step: processor.StepDecode, Reason: reason.Reason{Key: key, Detail: why}, Err: errors.New(why)}}
}

func TestSizesLook(t *testing.T) {
	kinds := map[string]string{
		"kind.unsupported": "Non prise en charge", "kind.damaged": "Damaged", "kind.disk-full": "Demasiado grande", "kind.error": "Fehlgeschlagen",
		"reason.damaged": "The file ends after 1.2 of 6.4 MB", "reason.variant": "A picture of a kind that nobody here can read",
		"reason.diskFull": "No hay espacio", "reason.other": "Es ging nicht",
	}
	for _, size := range []float32{80, 144, 400} {
		for _, l := range []look.Appearance{look.Dark, look.Light} {
			v := newView(t, 12)
			fyne.CurrentApp().Settings().SetTheme(look.New(l))
			v.say = func(t model.Text) string { return kinds[t.Key] }
			v.begin()
			v.apply(
				processor.Started{Photo: photo(4)},
				done(0, scene(256, 170)), done(1, scene(170, 256)),
				failure(2, reason.Damaged, "the file ends after 1.2 of 6.4 MB"),
				done(3, scene(60, 40)),
				failure(5, reason.Variant, "a picture of a kind that nobody here can read"),
				failure(6, reason.DiskFull, "no hay espacio"),
				failure(7, reason.Other, "es ging nicht"),
			)
			if size == model.LargestCell {
				v.window.Resize(fyne.NewSize(900, 900))
			}
			v.SetCellSize(size)
			v.clock.pass(settleTime)
			test.AssertRendersToImage(t, fmt.Sprintf("size-%g-%s.png", size, l), v.window.Canvas())
		}
	}
}
