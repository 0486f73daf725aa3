package control

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// start makes an app that looks as given.
func start(t *testing.T, a look.Appearance) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
}

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestLooks(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		t.Run(string(a), func(t *testing.T) {
			start(t, a)
			off := NewButton(Primary, "Make thumbnails", nil)
			off.SetEnabled(false)
			hovered := NewButton(Quiet, "Under the pointer", nil)
			hovered.MouseIn(nil)
			focused := NewButton(Quiet, "Has the keyboard", nil)
			focused.FocusGained()
			slider := NewSlider(Linear{0, 10}, 4, nil)
			slider.FocusGained()
			number := NewNumber("256", "px", nil, nil)
			number.FocusGained()
			wrong := NewNumber("9000", "px", nil, nil)
			wrong.SetWrong(true)
			checked := NewCheck("Subfolders", true, nil)
			checked.FocusGained()
			bar := NewProgress()
			bar.SetPart(0.4)
			content := container.New(layout.NewCustomPaddedVBoxLayout(12),
				NewCaption("SIZE"),
				NewButton(Primary, "Choose folder…", nil), off, NewButton(Quiet, "Sample pictures", nil), hovered, focused,
				NewRow("thumbs · JPEG 85", "›", nil),
				NewSlider(Linear{0, 10}, 10, nil), slider,
				NewNumber("2.0", "px", nil, nil), number, wrong,
				checked, NewCheck("Subfolders", false, nil),
				NewSegmented([]string{"Finished", "Name"}, 0, nil),
				NewCard("Iceland 2026", "248 photos · yesterday", nil), bar,
				NewLabel("A name that is much too long for the room there is", look.TextBody, look.Text).Cuttable(),
			)
			w := test.NewTempWindow(t, container.New(layout.NewCustomPaddedLayout(20, 20, 20, 20), content))
			w.Resize(fyne.NewSize(280, w.Content().MinSize().Height))
			test.AssertRendersToImage(t, string(a)+".png", w.Canvas())
		})
	}
}

func TestDashes(t *testing.T) {
	start(t, look.Dark)
	w := test.NewTempWindow(t, NewDashed(look.TargetRound))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(120, 80))
	test.AssertRendersToImage(t, "dashes.png", w.Canvas())
}

func TestScales(t *testing.T) {
	scales := map[string]struct {
		scale    Scale
		min, max float64
	}{
		"size":    {Doubling{16, 8192}, 16, 8192},
		"blur":    {Cubic{250}, 0, 250},
		"workers": {Linear{1, 16}, 1, 16},
	}
	for name, s := range scales {
		t.Run(name, func(t *testing.T) {
			if s.scale.At(-1) != s.min || s.scale.At(0) != s.min || s.scale.At(1) != s.max || s.scale.At(2) != s.max {
				t.Errorf("the ends are %g and %g, want %g and %g", s.scale.At(0), s.scale.At(1), s.min, s.max)
			}
			last := s.min - 1
			for i := range 1001 {
				v := s.scale.At(float64(i) / 1000)
				if v < last {
					t.Fatalf("at %d/1000 the value falls from %g to %g", i, last, v)
				}
				last = v
				if back := s.scale.At(s.scale.Place(v)); math.Abs(back-v) > 1e-9 {
					t.Fatalf("%g goes to place %g and comes back as %g", v, s.scale.Place(v), back)
				}
			}
			if s.scale.Step(s.max, 1) != s.max || s.scale.Step(s.min, -1) != s.min {
				t.Error("a step leaves the scale")
			}
			for v := s.min; v < s.max; {
				next := s.scale.Step(v, 1)
				if next <= v {
					t.Fatalf("a step up from %g goes to %g", v, next)
				}
				if back := s.scale.Step(next, -1); back > v+1e-9 {
					t.Fatalf("from %g up to %g and down to %g", v, next, back)
				}
				v = next
			}
		})
	}
	if got := (Doubling{16, 8192}).Place(256); math.Abs(got-4.0/9) > 1e-9 {
		t.Errorf("256 is at %g, want 4/9: each doubling takes the same way", got)
	}
}

func TestSlider(t *testing.T) {
	start(t, look.Dark)
	var told []float64
	s := NewSlider(Linear{0, 10}, 5, func(v float64) { told = append(told, v) })
	test.NewTempWindow(t, s).Resize(fyne.NewSize(200, 40))
	s.Resize(fyne.NewSize(100, 20))
	press(s, fyne.KeyRight, fyne.KeyLeft, fyne.KeyHome, fyne.KeyHome, fyne.KeyEnd)
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(30, 10)})
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(500, 10)}})
	s.SetValue(2) // tells nobody
	want := []float64{6, 5, 0, 10, 3, 10}
	if len(told) != len(want) {
		t.Fatalf("told %v, want %v", told, want)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Fatalf("told %v, want %v", told, want)
		}
	}
}

func TestPressing(t *testing.T) {
	start(t, look.Dark)
	presses := 0
	b := NewButton(Quiet, "Stop", func() { presses++ })
	test.Tap(b)
	press(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyA)
	b.SetEnabled(false)
	test.Tap(b)
	press(b, fyne.KeySpace)
	if presses != 4 {
		t.Errorf("%d presses, want 4", presses)
	}
	var on []bool
	c := NewCheck("Subfolders", false, func(v bool) { on = append(on, v) })
	test.Tap(c)
	press(c, fyne.KeySpace)
	if len(on) != 2 || !on[0] || on[1] {
		t.Errorf("switched %v, want on and off", on)
	}
	chosen := -1
	s := NewSegmented([]string{"Finished", "Name"}, 0, func(i int) { chosen = i })
	at, _ := s.Segment(1)
	test.TapAt(s, at.AddXY(5, 5))
	if chosen != 1 {
		t.Errorf("chose %d, want 1", chosen)
	}
	press(s, fyne.KeyRight)
	press(s, fyne.KeyLeft)
	if chosen != 0 || s.Chosen() != 0 {
		t.Errorf("chose %d, want 0", chosen)
	}
}

func TestKeysThatAControlDoesNotUseGoToTheWindow(t *testing.T) {
	start(t, look.Dark)
	b := NewButton(Quiet, "Stop", nil)
	s := NewSlider(Linear{0, 1}, 0, nil)
	w := test.NewTempWindow(t, container.NewVBox(b, s))
	var got []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	press(b, fyne.KeyEscape)
	press(s, fyne.KeySpace)
	if len(got) != 2 || got[0] != fyne.KeyEscape || got[1] != fyne.KeySpace {
		t.Errorf("the window got %v", got)
	}
}

func TestFit(t *testing.T) {
	start(t, look.Dark)
	long := "A name that is much too long"
	for _, width := range []float32{0, 20, 60, 100, 1000} {
		got := Fit(long, width, look.TextBody, fyne.TextStyle{})
		if w := fyne.MeasureText(got, look.TextBody, fyne.TextStyle{}).Width; w > width && got != "…" {
			t.Errorf("in %g dp: %q is %g dp wide", width, got, w)
		}
	}
	if got := Fit(long, 1000, look.TextBody, fyne.TextStyle{}); got != long {
		t.Errorf("%q was cut without need", got)
	}
}

func TestFitPath(t *testing.T) {
	start(t, look.Dark)
	const path = "~/Pictures/2026/Iceland in May"
	for _, want := range []string{path, "…/2026/Iceland in May", "…/Iceland in May"} {
		width := fyne.MeasureText(want, look.TextBody, fyne.TextStyle{}).Width
		if got := FitPath(path, width, look.TextBody, fyne.TextStyle{}); got != want {
			t.Errorf("in %g dp: %q, want %q", width, got, want)
		}
	}
	name := "DSC_0001 the long evening at the lake 2026.jpg"
	for _, want := range []string{"…/" + name, "…/DSC_0…026.jpg"} {
		width := fyne.MeasureText(want, look.TextBody, fyne.TextStyle{}).Width
		if got := FitPath("~/Pictures/"+name, width, look.TextBody, fyne.TextStyle{}); got != want {
			t.Errorf("in %g dp: %q, want %q", width, got, want)
		}
	}
	if got := FitPath("", -48, look.TextBody, fyne.TextStyle{}); got != "" {
		t.Errorf("no path is shown as %q", got)
	}
}

func TestAPathIsWholeWhileItIsEdited(t *testing.T) {
	start(t, look.Dark)
	const path = "/home/me/Pictures/2026/Iceland in May"
	entered := ""
	e := NewEntry("", func(s string) { entered = s })
	test.NewTempWindow(t, e)
	e.Resize(fyne.NewSize(200, 32))
	e.ShowPath(path)
	if e.Text == path {
		t.Fatal("a path that is too long is shown in full")
	}
	e.FocusGained()
	if e.Text != path {
		t.Errorf("to edit there is %q, want the whole path", e.Text)
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if entered != path {
		t.Errorf("entered %q", entered)
	}
	e.FocusLost()
	if e.Text == path {
		t.Error("the path is still shown in full")
	}
	e.FocusGained()
	e.SetText("/else")
	e.FocusLost()
	if e.Text != "/else" {
		t.Errorf("what was typed is gone: %q", e.Text)
	}
}
