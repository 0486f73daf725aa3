package rail

import (
	"fmt"
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/processor/preset"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// latin are the languages that the font of the tests has letters for.
var latin = []string{"en", "de", "fr", "es"}

// told is what the rail asked for.
type told struct{ list []string }

func (l *told) add(format string, args ...any) { l.list = append(l.list, fmt.Sprintf(format, args...)) }

// options are those of a first start on a machine with 8 cores.
func options() processor.Options {
	o := processor.DefaultOptions()
	o.Workers = 8
	return o
}

// shown is a rail of the given height in a window.
func shown(t *testing.T, a look.Appearance, height float32, o processor.Options) (*Rail, fyne.Window, *told) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	var l told
	r := New(o, 8, Actions{
		Open: func(string) {}, Choose: func() {}, Subfolders: func(bool) {}, Output: func() {}, Make: func() {}, Checked: func() { l.add("checked") },
		Size: func(v int) { l.add("size %d", v) }, Blur: func(v float64) { l.add("blur %g", v) }, Workers: func(int) {},
		Shape:      func(s model.Shape) { l.add("shape %s %s", s.Mode, s.Ratio) },
		OtherRatio: func() { l.add("other ratio") },
		BlurUnit:   func(u option.BlurUnit) { l.add("unit %s", u) },
		Presets: PresetActions{
			Use: func(n string) { l.add("use %s", n) }, Save: func() { l.add("save") }, Update: func(n string) { l.add("update %s", n) },
			Remove: func(n string) { l.add("remove %s", n) }, Explain: func() { l.add("explain") },
		},
		Preview: canvas.NewRectangle(color.Gray{Y: 0x60}),
	})
	w := test.NewTempWindow(t, r)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(look.RailWidth-1, height))
	return r, w, &l
}

// typeIn types over a figure.
func typeIn(w fyne.Window, n *control.Number, text string) {
	w.Canvas().Focus(n)
	for _, r := range text {
		n.TypedRune(r)
	}
	n.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.Canvas().Unfocus()
}

func postcard() preset.Preset {
	o := options()
	o.Mode, o.Ratio, o.BlurUnit, o.Size, o.Format = option.ModeFill, option.Ratio{W: 16, H: 9}, option.BlurOfThumbnail, 1200, option.FormatJPEG
	return preset.Of("Postcard", o)
}

func TestLooks(t *testing.T) {
	presets := model.Presets{Own: []preset.Preset{postcard()}, Chosen: "Postcard"}
	fill := postcard().Apply(options())
	tests := []struct {
		name     string
		look     look.Appearance
		language string
		height   float32
		options  processor.Options
		prepare  func(*Rail, fyne.Window)
	}{
		{"usual", look.Dark, "en", 800, options(), func(*Rail, fyne.Window) {}},
		{"usual-light", look.Light, "en", 800, options(), func(*Rail, fyne.Window) {}},
		{"german", look.Dark, "de", 800, options(), func(r *Rail, _ fyne.Window) {
			r.ShowMake(model.Make{Label: model.Count("make.count", 248), Enabled: true}, false)
		}},
		{"fill", look.Dark, "en", 600, fill, func(r *Rail, _ fyne.Window) { r.ShowPresets(presets.Menu(fill)) }},
		{"changed", look.Light, "de", 600, fill, func(r *Rail, _ fyne.Window) {
			o := fill
			o.Blur = 250
			r.ShowOptions(o)
			r.ShowPresets(presets.Menu(o))
		}},
		{"wrong", look.Dark, "en", 600, options(), func(r *Rail, w fyne.Window) {
			typeIn(w, r.size.Number, "9000")
			typeIn(w, r.blur.Number, "999")
			typeIn(w, r.workers.Number, "0")
			r.ShowMake(model.Make{Label: model.Say("make"), Reason: model.Say("problem.fix")}, true)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			uitest.Speak(t, tt.language)
			r, w, _ := shown(t, tt.look, tt.height, tt.options)
			tt.prepare(r, w)
			test.AssertRendersToImage(t, tt.name+".png", w.Canvas())
		})
	}
}

func TestNothingOverlapsInAnyHeight(t *testing.T) {
	for _, height := range []float32{600, 621, 640, 700, 800, 1200} {
		p := placesIn(height)
		ends := []struct {
			name       string
			begin, end float32
		}{
			{"photos", photosAt, photosEnd},
			{"heading", p.thumbnail, p.thumbnail + captionSize},
			{"size", p.size, p.size + 67},
			{"blur", p.blur, p.blur + 59},
			{"preview", p.preview, p.preview + p.previewHeight},
			{"workers", p.workers, p.workers + 59},
			{"output", p.output, p.output + captionSize + underCaption + look.ControlSize},
			{"reason", p.reason, p.reason + reasonSize},
			{"make", p.make, height - look.RailPadding},
		}
		for i := 1; i < len(ends); i++ {
			if ends[i].begin < ends[i-1].end {
				t.Errorf("in %g dp: %s begins at %g, %s ends at %g", height, ends[i].name, ends[i].begin, ends[i-1].name, ends[i-1].end)
			}
		}
		if p.previewHeight < leastPreview || p.previewHeight > mostPreview {
			t.Errorf("in %g dp the preview has %g", height, p.previewHeight)
		}
	}
	if smallest > 600 {
		t.Errorf("the rail needs %d dp; the window may be 600 high", int(smallest))
	}
}

func TestNoWordIsCut(t *testing.T) {
	for _, language := range latin {
		t.Run(language, func(t *testing.T) {
			uitest.Speak(t, language)
			r, _, _ := shown(t, look.Dark, 600, options())
			for _, s := range append(model.Shapes(), model.Shape{Mode: option.ModeFill, Ratio: option.Ratio{W: 100, H: 99}}) {
				for _, u := range model.BlurUnits() {
					o := s.Apply(options())
					o.Size, o.Blur, o.BlurUnit = int(option.Of("Size").Max), option.Of("Blur").Max, u
					r.ShowOptions(o)
					for _, c := range []*control.Choice{r.shape, r.unit} {
						if c.Size().Width < c.Natural() {
							t.Errorf("%q has %g dp and needs %g", c.Label(), c.Size().Width, c.Natural())
						}
					}
				}
			}
			o := options()
			for _, item := range (model.Presets{}).Menu(o).BuiltIn {
				r.ShowPresets(model.Presets{Chosen: item.Name}.Menu(o))
				if !r.preset.Changed() {
					t.Errorf("%s is not marked as changed", item.Name)
				}
				if r.preset.Size().Width < r.preset.Natural() {
					t.Errorf("%q has %g dp and needs %g", r.preset.Label(), r.preset.Size().Width, r.preset.Natural())
				}
			}
		})
	}
}

// press chooses the item of a menu that says label, and tells whether it has
// a tick.
func press(t *testing.T, menu *fyne.Menu, label string) (ticked bool) {
	t.Helper()
	i := slices.IndexFunc(menu.Items, func(m *fyne.MenuItem) bool { return m.Label == label })
	if i < 0 {
		t.Fatalf("the menu has no %q", label)
	}
	menu.Items[i].Action()
	return menu.Items[i].Checked
}

func TestMenusOfShapeAndUnit(t *testing.T) {
	o := postcard().Apply(options())
	r, _, told := shown(t, look.Dark, 640, o)
	if !press(t, r.shape.Menu(), "Fill and crop to 16:9") || press(t, r.shape.Menu(), "Other ratio…") || press(t, r.shape.Menu(), "By width") {
		t.Error("the tick is not at 16:9")
	}
	if !press(t, r.unit.Menu(), "of the thumbnail") || press(t, r.unit.Menu(), "of the photo") {
		t.Error("the tick is not at the thumbnail")
	}
	if want := []string{"shape fill 16:9", "other ratio", "shape width 0:0", "unit thumbnail", "unit photo"}; !slices.Equal(told.list, want) {
		t.Errorf("asked for %q, want %q", told.list, want)
	}
	o.Ratio = option.Ratio{W: 5, H: 4}
	r.ShowOptions(o)
	if r.shape.Label() != "Fill 5:4" || !press(t, r.shape.Menu(), "Other ratio…") {
		t.Errorf("a ratio that was typed is shown as %q", r.shape.Label())
	}
	if want := "The longer side of a thumbnail cropped to 5:4, in pixels"; r.size.Slider.Hint() != want || r.shape.Hint() != want {
		t.Errorf("the hint is %q, want %q", r.size.Slider.Hint(), want)
	}
	if want := "How far the blur reaches, in pixels of the thumbnail"; r.blur.Slider.Hint() != want {
		t.Errorf("the hint is %q, want %q", r.blur.Slider.Hint(), want)
	}
}

func TestMenuOfPresets(t *testing.T) {
	r, _, told := shown(t, look.Dark, 640, options())
	if got := r.preset.Label(); got != "Presets" {
		t.Errorf("with no preset in use it says %q", got)
	}
	r.ShowPresets(model.Presets{Own: []preset.Preset{postcard()}, Chosen: "Postcard"}.Menu(options()))
	if r.preset.Label() != "Postcard" || !r.preset.Changed() {
		t.Errorf("it says %q, changed %v", r.preset.Label(), r.preset.Changed())
	}
	if !press(t, r.preset.Menu(), "Postcard") || press(t, r.preset.Menu(), "Web 1200") {
		t.Error("the tick is not at Postcard")
	}
	press(t, r.preset.Menu(), "Save as preset…")
	press(t, r.preset.Menu(), "Update “Postcard”")
	items := r.preset.Menu().Items
	press(t, items[len(items)-1].ChildMenu, "Postcard")
	r.ShowPresets(model.Presets{Unreadable: true}.Menu(options()))
	press(t, r.preset.Menu(), "Your presets cannot be read…")
	if want := []string{"use Postcard", "use Web 1200", "save", "update Postcard", "remove Postcard", "explain"}; !slices.Equal(told.list, want) {
		t.Errorf("asked for %q, want %q", told.list, want)
	}
}

func TestChipsGiveWayToAProblem(t *testing.T) {
	r, w, told := shown(t, look.Dark, 640, options())
	r.size.Chips.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	typeIn(w, r.size.Number, "9000")
	if r.size.Chips.Visible() || !r.Wrong() {
		t.Errorf("chips in sight %v, wrong %v", r.size.Chips.Visible(), r.Wrong())
	}
	r.ResetWrong()
	if !r.size.Chips.Visible() || r.Wrong() || r.size.Number.Figure() != "512" {
		t.Errorf("chips in sight %v, wrong %v, size %s", r.size.Chips.Visible(), r.Wrong(), r.size.Number.Figure())
	}
	if want := []string{"size 512", "checked", "checked"}; !slices.Equal(told.list, want) {
		t.Errorf("told %q, want %q", told.list, want)
	}
}

// TestNothingMovesAsASliderIsDragged holds that figures of any length leave
// what is beside them where it is.
func TestNothingMovesAsASliderIsDragged(t *testing.T) {
	r, _, _ := shown(t, look.Dark, 640, options())
	at, size := r.shape.Position(), r.shape.Size()
	edge := r.size.Number.Position().X + r.size.Number.Size().Width
	for _, v := range []int{16, 99, 1000, 8192} {
		o := options()
		o.Size = v
		r.ShowOptions(o)
		if r.shape.Position() != at || r.shape.Size() != size {
			t.Errorf("at %d the choice moved from %v to %v", v, at, r.shape.Position())
		}
		if got := r.size.Number.Position().X + r.size.Number.Size().Width; got != edge {
			t.Errorf("at %d the figure ends at %g, want %g", v, got, edge)
		}
	}
}
