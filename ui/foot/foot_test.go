package foot

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var start = time.Date(2026, 5, 13, 12, 0, 0, 0, time.UTC)

func photo(id int) processor.Photo {
	return processor.Photo{ID: id, Path: fmt.Sprintf("/p/Iceland 2026/IMG_%04d.jpg", 2000+id), Root: "/p/Iceland 2026", Rel: fmt.Sprintf("IMG_%04d.jpg", 2000+id)}
}

// running is a model in a run over 248 photos, of which done are finished after
// a second.
func running(done int) *model.Model {
	m := model.New()
	m.Choose([]string{"/p/Iceland 2026"}, true)
	var found []processor.Event
	for id := range 248 {
		found = append(found, processor.Found{Photo: photo(id)})
	}
	m.Apply(append(found, processor.Scanned{Photos: 248}), start)
	m.Begin(m.All(), start)
	m.Tick(start)
	var events []processor.Event
	for id := range done {
		events = append(events, processor.Started{Photo: photo(id), Worker: 1},
			processor.Finished{Result: processor.Result{Photo: photo(id), Output: "/p/Iceland 2026/thumbs/x.jpg", Worker: 1}})
	}
	m.Apply(append(events, processor.Started{Photo: photo(done), Worker: 1}), start.Add(time.Second))
	return m
}

func ended(m *model.Model, s processor.Summary, before ...processor.Event) model.Foot {
	s.Workers = 8
	m.Apply(append(before, processor.Done{Summary: s}), start.Add(2*time.Second))
	return m.Foot()
}

func failed(id int, key reason.Key) processor.Event {
	return processor.Failed{PhotoError: &processor.PhotoError{Photo: photo(id), Step: processor.StepDecode, Reason: reason.Reason{Key: key, Detail: "cut short"}, Err: errors.New("cut short")}, Worker: 1}
}

// feet are the foot in its states.
func feet() []model.Foot {
	run, paused, stopping := running(84), running(84), running(84)
	paused.Pause(start)
	stopping.Stop()
	sums := processor.Summary{Found: 248, Made: 248, Wall: 2900 * time.Millisecond, Busy: 22 * time.Second}
	two := sums
	two.Made, two.Failed = 246, 2
	unwritable := processor.Summary{Found: 248, Stopped: true, Err: &processor.PhotoError{Reason: reason.Reason{Key: reason.NotSaved}, Err: errors.New("x")}}
	return []model.Foot{
		run.Foot(), paused.Foot(), stopping.Foot(),
		ended(running(248-1), sums, processor.Finished{Result: processor.Result{Photo: photo(247), Worker: 1}}),
		ended(running(246), two, failed(246, reason.Damaged), failed(247, reason.Damaged)),
		ended(running(0), unwritable),
		ended(running(246), two, failed(246, reason.FolderGone), failed(247, reason.FolderGone)),
	}
}

func TestLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		for _, width := range []float32{480, 620, 1000} {
			name := fmt.Sprintf("%s-%.0f", a, width)
			t.Run(name, func(t *testing.T) {
				test.NewTempApp(t).Settings().SetTheme(look.New(a))
				var all []fyne.CanvasObject
				for _, v := range feet() {
					f := New(Actions{})
					f.Set(v)
					all = append(all, f)
				}
				w := test.NewTempWindow(t, container.New(layout.NewCustomPaddedVBoxLayout(0), all...))
				w.SetPadded(false)
				w.Resize(fyne.NewSize(width, float32(len(all)*Height)))
				test.AssertRendersToImage(t, name+".png", w.Canvas())
			})
		}
	}
}

// shown are the buttons in sight.
func shown(f *Foot) (names []string) {
	for _, b := range []struct {
		name   string
		button *control.Button
	}{{"failed", f.failed}, {"retry", f.retry}, {"copy", f.copyReport}, {"compare", f.compare}, {"open", f.open}} {
		if b.button.Visible() {
			names = append(names, b.name)
		}
	}
	return names
}

// The buttons go one after the other as the foot gets narrower, never Retry and
// Open, and nothing lies over anything else.
func TestWhatDoesNotFitGoes(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	f := New(Actions{})
	f.Set(feet()[4])
	seen := map[string]bool{}
	last := 99
	const narrowest = 480 // in the smallest window
	for width := float32(1400); width >= narrowest; width -= 20 {
		f.Resize(fyne.NewSize(width, Height))
		names := shown(f)
		if len(names) > last {
			t.Errorf("at %.0f there are more buttons, %v", width, names)
		}
		last = len(names)
		seen[fmt.Sprint(names)] = true
		right := float32(0)
		for _, o := range []fyne.CanvasObject{f.title, f.facts[0], f.facts[1], f.facts[2], f.facts[3], f.failed, f.retry, f.copyReport, f.compare, f.open} {
			if !o.Visible() {
				continue
			}
			if o.Position().X < right {
				t.Errorf("at %.0f something begins at %.0f and lies over what ends at %.0f", width, o.Position().X, right)
			}
			right = o.Position().X + o.Size().Width
		}
	}
	for _, want := range []string{"[failed retry copy compare open]", "[failed retry copy open]", "[failed retry open]", "[retry open]"} {
		if !seen[want] {
			t.Errorf("the buttons %s are never shown: %v", want, seen)
		}
	}
	if len(seen) != 4 {
		t.Errorf("shown were %v", seen)
	}
}

func TestADoubleClickPressesOneButton(t *testing.T) {
	var pressed []string
	press := func(name string) func() { return func() { pressed = append(pressed, name) } }
	f := New(Actions{Stop: press("stop"), Open: press("open")})
	clock := start
	f.now = func() time.Time { return clock }
	tap := func(b *control.Button, after time.Duration) {
		clock = clock.Add(after)
		test.Tap(b)
	}
	f.Set(running(5).Foot())
	f.Resize(fyne.NewSize(1000, Height))
	tap(f.stop, 0)
	tap(f.open, 100*time.Millisecond) // where Stop was, when the run has ended at once
	tap(f.open, doubleClick)
	if want := []string{"stop", "open"}; !slices.Equal(pressed, want) {
		t.Errorf("pressed %v, want %v", pressed, want)
	}
}
