package output

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// margin is what a sheet has around its content, dp.
const margin = 24

// shown is a panel in a window, as in a sheet.
func shown(t *testing.T, a look.Appearance, o processor.Options, do Actions) (*Panel, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	p := New(o, model.SaveTo{}, a, "/home/me", do)
	w := test.NewTempWindow(t, container.New(layout.NewCustomPaddedLayout(margin, margin, margin, margin), p))
	w.SetPadded(false)
	w.Resize(w.Content().MinSize())
	return p, w
}

func typeQuality(p *Panel, text string) {
	n := p.quality.Number
	n.FocusGained()
	for _, r := range text {
		n.TypedRune(r)
	}
	n.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	n.FocusLost()
}

func TestLooks(t *testing.T) {
	elsewhere := processor.DefaultOptions()
	elsewhere.Out, elsewhere.Format, elsewhere.Existing = "/home/me/Pictures/thumbs", option.FormatJPEG, option.ExistingSkip
	elsewhere.Background = option.Color{R: 10, G: 60, B: 120}
	elsewhere.Metadata, elsewhere.Times, elsewhere.NeverLarger, elsewhere.Color = option.MetadataCopy, true, true, option.ColorKeep
	tests := []struct {
		name     string
		look     look.Appearance
		language string
		options  processor.Options
		quality  string // typed
	}{
		{"usual", look.Dark, "en", processor.DefaultOptions(), ""},
		{"usual-light", look.Light, "en", processor.DefaultOptions(), ""},
		{"elsewhere", look.Light, "de", elsewhere, ""},
		{"wrong", look.Dark, "en", elsewhere, "101"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			uitest.Speak(t, tt.language)
			p, w := shown(t, tt.look, tt.options, Actions{})
			if tt.quality != "" {
				typeQuality(p, tt.quality)
			}
			test.AssertRendersToImage(t, tt.name+".png", w.Canvas())
		})
	}
}

func TestItFitsTheSmallestWindow(t *testing.T) {
	for _, language := range []string{"en", "de", "fr", "es"} {
		t.Run(language, func(t *testing.T) {
			uitest.Speak(t, language)
			p, w := shown(t, look.Dark, processor.DefaultOptions(), Actions{})
			if s := w.Content().MinSize(); s.Width > 752 || s.Height > 592 {
				t.Errorf("it is %v large; the window may be 760 × 600", s)
			}
			labels := uitest.Inside[*control.Label](p)
			if len(labels) < 10 {
				t.Errorf("only %d labels", len(labels))
			}
			for _, l := range labels {
				if l.Natural() > l.Size().Width {
					t.Errorf("%q has %g dp and needs %g", l.Text(), l.Size().Width, l.Natural())
				}
			}
		})
	}
}

func TestWrongQualityKeepsThePanelOpen(t *testing.T) {
	changed, left := 0, 0
	p, _ := shown(t, look.Dark, processor.DefaultOptions(), Actions{
		Change: func(o processor.Options) { changed = o.Quality },
		Done:   func() { left++ },
	})
	typeQuality(p, "101")
	test.Tap(p.done)
	if !p.done.Disabled() || left != 0 || changed != 0 || p.done.Hint() != "A setting above is not right yet" {
		t.Errorf("Done off %v, left %d times, quality %d, hint %q", p.done.Disabled(), left, changed, p.done.Hint())
	}
	typeQuality(p, "70")
	test.Tap(p.done)
	if p.done.Disabled() || left != 1 || changed != 70 {
		t.Errorf("Done off %v, left %d times, quality %d", p.done.Disabled(), left, changed)
	}
}

func TestChoices(t *testing.T) {
	var got processor.Options
	var appearance look.Appearance
	p, _ := shown(t, look.Dark, processor.DefaultOptions(), Actions{
		Change: func(o processor.Options) { got = o },
		Choose: func(picked func(string)) { picked("/elsewhere") },
		Look:   func(a look.Appearance) { appearance = a },
	})
	right := func(s *control.Segmented) { s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) }
	for _, s := range []*control.Segmented{p.where, p.format, p.background, p.metadata, p.color, p.existing, p.pool, p.looks} {
		right(s)
	}
	for _, c := range []*control.Check{p.times, p.neverLarger} {
		c.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	want := processor.DefaultOptions()
	want.Out, want.Format, want.Existing, want.Pool = "/elsewhere", option.FormatJPEG, option.ExistingSkip, option.PoolProcesses
	want.Background, want.Metadata, want.Color = option.Color{R: 128, G: 128, B: 128}, option.MetadataNoLocation, option.ColorKeep
	want.Times, want.NeverLarger = true, true
	if got != want {
		t.Errorf("chosen are\n%+v, want\n%+v", got, want)
	}
	if appearance != look.Light {
		t.Errorf("the appearance is %q", appearance)
	}
	if p.folder.Label() != "/elsewhere" || p.inside.Visible() {
		t.Errorf("the folder is %q", p.folder.Label())
	}
}

// TestEveryChoiceIsShownAndKept opens the panel on what is chosen last in each row:
// it is shown, and a choice in another row does not lose it.
func TestEveryChoiceIsShownAndKept(t *testing.T) {
	o := processor.DefaultOptions()
	o.Format, o.Metadata, o.Color, o.Times, o.NeverLarger = option.FormatWebP, option.MetadataCopy, option.ColorKeep, true, true
	var got processor.Options
	p, _ := shown(t, look.Dark, o, Actions{Change: func(o processor.Options) { got = o }})
	if p.format.Chosen() != 3 || p.metadata.Chosen() != 2 || p.color.Chosen() != 1 || !p.times.On() || !p.neverLarger.On() {
		t.Errorf("format %d, metadata %d, colour %d, times %v, never larger %v", p.format.Chosen(), p.metadata.Chosen(), p.color.Chosen(), p.times.On(), p.neverLarger.On())
	}
	p.pool.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	o.Pool = option.PoolProcesses
	if got != o {
		t.Errorf("chosen are\n%+v, want\n%+v", got, o)
	}
}

func TestBackground(t *testing.T) {
	var got []option.Color
	o := processor.DefaultOptions()
	o.Background = option.Color{R: 10}
	p, _ := shown(t, look.Dark, o, Actions{Change: func(o processor.Options) { got = append(got, o.Background) }})
	for _, i := range []int{2, 0, 3} { // the last is the one that it had
		p.background.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		for range i {
			p.background.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
	}
	if len(got) == 0 || got[len(got)-1] != (option.Color{R: 10}) || !slices.Contains(got, option.Color{}) || !slices.Contains(got, option.White) {
		t.Errorf("chosen were %v", got)
	}
}
