package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor/compare"
	"thumbpool/processor/option"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const (
	turn       = option.PoolSequential
	goroutines = option.PoolGoroutines
	processes  = option.PoolProcesses
)

func settingsFor(cores int) []compare.Setting {
	return compare.Settings([]option.Pool{goroutines, processes}, compare.WorkerCounts(cores))
}

// comparison is a plausible outcome on a machine with the given cores.
func comparison(cores int) compare.Comparison {
	c := compare.Comparison{Photos: 96, Pixels: 1_152_000_000, Cores: cores, Bound: compare.BoundCPU}
	for i, s := range settingsFor(cores) {
		wall := 9840 * time.Millisecond
		if s.Pool != turn {
			loss := 0.03
			if s.Pool == processes {
				loss = 0.06
			}
			wall = time.Duration(float64(wall) * (1/float64(s.Workers) + loss*float64(s.Workers-1)/float64(s.Workers)))
		}
		m := compare.Measurement{Setting: s, Wall: wall, CPU: 9840*time.Millisecond + time.Duration(40*i)*time.Millisecond}
		m.Walls = []time.Duration{wall * 98 / 100, wall, wall * 102 / 100}
		m.Speedup = float64(9840*time.Millisecond) / float64(wall)
		m.Efficiency = m.Speedup / float64(s.Workers)
		c.Rows = append(c.Rows, m)
		if s.Pool == goroutines && wall < c.Rows[c.Best].Wall {
			c.Best = i
		}
	}
	return c
}

// show shows a panel as a sheet would, in a window of the given size.
func show(t *testing.T, a look.Appearance, cores int, window fyne.Size, act Actions) (*Panel, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	p := New(settingsFor(cores), cores, act)
	p.Fit(window)
	back := canvas.NewRectangle(look.Color(look.Surface))
	w := test.NewTempWindow(t, container.NewStack(back, container.New(layout.NewCustomPaddedLayout(24, 24, 24, 24), p)))
	w.SetPadded(false)
	w.Resize(w.Content().MinSize())
	return p, w
}

var (
	usual = fyne.NewSize(1280, 800)
	small = fyne.NewSize(900, 600)
	least = fyne.NewSize(760, 540)
)

func TestLooks(t *testing.T) {
	tests := []struct {
		name   string
		cores  int
		window fyne.Size
		do     func(*Panel)
	}{
		{"begun", 4, small, func(*Panel) {}},
		{"running", 8, usual, func(p *Panel) { p.Progress(12, 27, p.state.settings[3]) }},
		{"done", 8, usual, func(p *Panel) { p.Finish(comparison(8)) }},
		{"done-small", 8, small, func(p *Panel) { p.Finish(comparison(8)) }},
		{"done-least", 2, least, func(p *Panel) { p.Finish(comparison(2)) }},
		{"done-many", 64, small, func(p *Panel) { p.Finish(comparison(64)) }},
		{"failed", 4, small, func(p *Panel) { p.Fail("No photo of the folder can be read") }},
	}
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		for _, tt := range tests {
			t.Run(fmt.Sprint(tt.name, "-", a), func(t *testing.T) {
				p, w := show(t, a, tt.cores, tt.window, Actions{})
				tt.do(p)
				w.Canvas().Unfocus()
				test.AssertRendersToImage(t, fmt.Sprintf("%s-%s.png", tt.name, a), w.Canvas())
			})
		}
	}
}

func TestItFitsTheWindow(t *testing.T) {
	for _, window := range []fyne.Size{usual, small, least} {
		for _, cores := range []int{1, 2, 6, 8, 16, 64, 128} {
			t.Run(fmt.Sprintf("%gx%g, %d cores", window.Width, window.Height, cores), func(t *testing.T) {
				p, w := show(t, look.Dark, cores, window, Actions{})
				before := w.Content().MinSize()
				if before.Width > window.Width || before.Height > window.Height {
					t.Errorf("the sheet is %v large", before)
				}
				p.Progress(1, 3*len(p.state.settings), p.state.settings[0])
				p.Finish(comparison(cores))
				if after := w.Content().MinSize(); after != before {
					t.Errorf("the size changes from %v to %v", before, after)
				}
				checkWords(t, p.figures, p)
				checkWords(t, p.curves, p)
				for name, o := range p.Parts() {
					if right := o.Position().X + o.Size().Width; o.Visible() && (o.Position().X < 0 || right > p.Size().Width) {
						t.Errorf("%s reaches from %g to %g", name, o.Position().X, right)
					}
				}
			})
		}
	}
}

// checkWords checks that what a sketch says is whole and inside of it.
func checkWords(t *testing.T, s *sketch, p *Panel) {
	t.Helper()
	r := test.TempWidgetRenderer(t, s)
	r.Layout(s.Size())
	for _, o := range r.Objects() {
		text, ok := o.(*canvas.Text)
		if !ok {
			continue
		}
		if strings.Contains(text.Text, "…") {
			t.Errorf("a text is cut to %q", text.Text)
		}
		at, size := text.Position(), text.Size()
		if at.X < -1 || at.Y < -8 || at.Y+size.Height > s.Size().Height+1 || s.Position().X+at.X+text.MinSize().Width > p.Size().Width+1 {
			t.Errorf("%q is at %v in %v", text.Text, at, s.Size())
		}
	}
}

func TestButtons(t *testing.T) {
	var told []string
	act := Actions{
		Cancel: func() { told = append(told, "cancel") },
		Use:    func(s compare.Setting) { told = append(told, "use "+s.String()) },
		Save:   func(c compare.Comparison) { told = append(told, fmt.Sprint("save ", len(c.Rows))) },
		Close:  func() { told = append(told, "close") },
	}
	p, w := show(t, look.Dark, 4, usual, act)
	visible := func() (names []string) {
		for name, o := range p.Parts() {
			if o.Visible() {
				names = append(names, strings.TrimPrefix(name, "compare"))
			}
		}
		slices.Sort(names)
		return names
	}
	if got := visible(); !slices.Equal(got, []string{"Cancel", "Progress"}) {
		t.Errorf("while it runs: %v", got)
	}
	test.Tap(p.cancel)
	w.Canvas().Focus(p.cancel)
	p.Finish(comparison(4))
	if got := visible(); !slices.Equal(got, []string{"Close", "Save", "Use"}) {
		t.Errorf("at the end: %v", got)
	}
	if w.Canvas().Focused() != fyne.Focusable(p.use) {
		t.Error("the keyboard is not at the best setting")
	}
	test.Tap(p.use)
	test.Tap(p.save)
	test.Tap(p.close)
	if want := []string{"cancel", "use 4 goroutines", "save 7", "close"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	p.Fail("no photo can be read")
	if got := visible(); !slices.Equal(got, []string{"Close"}) {
		t.Errorf("when it failed: %v", got)
	}
}
