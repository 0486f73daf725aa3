package viewer

import (
	"context"
	"image"
	"runtime"
	"testing"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/ui/look"
)

func TestTheNextPhotoIsSeenAsCloselyInTheSamePlace(t *testing.T) {
	large, small := newPicture(3000, 2000), newPicture(300, 200)
	failed := Item{Name: "IMG_2002.jpg", Place: 2, Total: 3, Kind: "Damaged", Reason: "It is cut short"}
	unmade := large.item()
	unmade.Photo, unmade.Thumbnail, unmade.Thumb = image.Point{}, image.Point{}, nil
	w := newWindow(t, look.Dark)
	w.Open(large.item())
	w.TypedRune('1')
	w.Key(fyne.KeyRight)
	want := w.stage.view.frame()
	for _, next := range []Item{large.item(), failed, large.item(), small.item(), large.item()} {
		w.Open(next)
	}
	if got := w.stage.view.frame(); got != want {
		t.Errorf("the photo is at %v, want %v as the first", got, want)
	}
	w.Open(unmade)
	w.untilBefore(3000)
	if got := w.stage.view.frame(); got != want {
		t.Errorf("a photo of unknown size is at %v, want %v", got, want)
	}
	w.TypedRune('0')
	w.Open(large.item())
	if !w.stage.view.whole() {
		t.Error("a photo after a whole one is not shown whole")
	}
	w.TypedRune('1')
	w.Leave()
	w.Open(large.item())
	if !w.stage.view.whole() {
		t.Error("a viewer that is opened again shows a part")
	}
}

func TestNothingOfThePhotoBeforeIsSeen(t *testing.T) {
	p, w := newPicture(1200, 800), newWindow(t, look.Dark)
	w.Open(p.item())
	w.untilBefore(528)
	w.untilAfter()
	held := make(chan struct{})
	defer close(held)
	next := p.item()
	next.Thumb = func(context.Context) (*image.RGBA, error) { <-held; return nil, context.Canceled }
	next.Original = func(context.Context, int) (*image.RGBA, error) { <-held; return nil, context.Canceled }
	w.Open(next)
	for _, x := range []int{200, 600} {
		if c := w.at(x, 190); c == orange || c == blue {
			t.Errorf("at %d there is still the photo before", x)
		}
	}
}

func TestAPhotoThatIsMadeWhileItIsOpen(t *testing.T) {
	p, w := newPicture(1200, 800), newWindow(t, look.Dark)
	waiting := p.item()
	waiting.Photo, waiting.Thumbnail, waiting.Thumb = image.Point{}, image.Point{}, nil
	w.Open(waiting)
	w.untilBefore(1200)
	w.TypedRune('1')
	want := w.stage.view.frame()
	made := p.item()
	made.Version, made.Place = 1, 3
	w.Update(made)
	w.untilAfter()
	if got := w.stage.view.frame(); got != want || !w.stage.pair || w.at(600, 100) != blue || w.at(100, 100) != orange {
		t.Errorf("the photo is at %v, want %v; there is a pair: %v", got, want, w.stage.pair)
	}
	if w.place.Text() != "3 of 3" || w.next.Visible() {
		t.Errorf("it says %q, next is there: %v", w.place.Text(), w.next.Visible())
	}
	again := newPicture(1200, 800)
	item := again.item()
	item.Version = 2
	item.Thumb = func(context.Context) (*image.RGBA, error) { return plain(256, 170, orange), nil }
	w.Update(item)
	w.until("the new thumbnail", func() bool { return w.at(600, 100) == orange })
	failed := item
	failed.Kind, failed.Reason = "Damaged", "It is cut short"
	w.Update(failed)
	if w.stage.kind != "Damaged" || w.at(600, 100) == orange {
		t.Error("a photo that failed in the end is still shown")
	}
}

func TestTheDividerByKeys(t *testing.T) {
	p, w := newPicture(1200, 800), newWindow(t, look.Dark)
	w.Open(p.item())
	press := func(key fyne.KeyName) {
		w.stage.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
	}
	press(fyne.KeyRight)
	if got, want := w.stage.view.divider(), 136+528*55/100; got != want {
		t.Errorf("the divider is at %d, want %d", got, want)
	}
	for range 30 {
		press(fyne.KeyLeft)
	}
	if got := w.stage.view.divider(); got != 136 {
		t.Errorf("the divider is at %d, want 136", got)
	}
}

func TestAClosedViewerHoldsNoPicture(t *testing.T) {
	p, w := newPicture(1200, 800), newWindow(t, look.Dark)
	w.Open(p.item())
	w.TypedRune('1')
	w.untilBefore(1200)
	w.untilAfter()
	original, thumb := weak.Make(w.stage.before[0]), weak.Make(w.stage.after[0])
	w.Leave()
	runtime.GC()
	if original.Value() != nil || thumb.Value() != nil {
		t.Errorf("after it has closed, the original is in memory: %v, the thumbnail: %v", original.Value() != nil, thumb.Value() != nil)
	}
}
