// Package output is the panel of the settings that have no place in the rail:
// where thumbnails go, their format, what happens to those of an earlier run,
// how photos are worked on, and how the window looks. A choice counts at once.
// It belongs to the UI thread.
package output

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// Actions is what the panel asks for.
type Actions struct {
	Choose func(picked func(path string)) // open the folder dialog
	Change func(processor.Options)
	Look   func(look.Appearance)
	Done   func()
}

// Panel is the widget.
type Panel struct {
	widget.BaseWidget
	options processor.Options
	actions Actions
	home    string
	other   string // the folder that was chosen last

	where, format, background *control.Segmented
	metadata, color, existing *control.Segmented
	pool, looks               *control.Segmented
	neverLarger, times        *control.Check
	folder, done              *control.Button
	inside, stay              *control.Label // where thumbnails go, and photos from the web
	saveTo                    model.SaveTo
	quality                   *control.Setting
	content                   fyne.CanvasObject
}

var (
	formats     = []option.Format{option.FormatSame, option.FormatJPEG, option.FormatPNG, option.FormatWebP}
	metadatas   = []option.Metadata{option.MetadataNone, option.MetadataNoLocation, option.MetadataCopy}
	colors      = []option.ColorChoice{option.ColorSRGB, option.ColorKeep}
	existings   = []option.Existing{option.ExistingReplace, option.ExistingSkip, option.ExistingRename}
	pools       = []option.Pool{option.PoolSequential, option.PoolGoroutines, option.PoolProcesses}
	appearances = []look.Appearance{look.Follow, look.Dark, look.Light}
)

// New returns a panel that shows o, where thumbnails go, and a; home is the user's
// folder, for short paths.
func New(o processor.Options, to model.SaveTo, a look.Appearance, home string, do Actions) *Panel {
	p := &Panel{options: o, saveTo: to, actions: do, home: home, other: o.Out}
	p.ExtendBaseWidget(p)
	p.where = control.NewSegmented([]string{words.Of("output.inside"), words.Of("output.other")}, 0, p.setWhere)
	p.inside, p.stay = quiet("output.insideLine"), quiet("output.insideLine")
	p.folder = control.NewRow("", "›", p.choose)
	p.folder.SetName(control.Sentence(words.Of("output.folder")))
	p.format = choiceOf(p, &p.options.Format, formats, "output.same", "output.jpeg", "output.png", "output.webp")
	quality := option.Of("Quality")
	p.quality = control.NewSetting(control.Range{
		Min: quality.Min, Max: quality.Max,
		Scale: control.Linear{Min: quality.Min, Max: quality.Max}, Problem: "problem.quality",
	}, control.NewCaption(words.Of("output.quality")), "", float64(o.Quality), func(v float64) { p.options.Quality = int(v); p.change() }, p.showDone)
	p.quality.SetHint(words.Of("hint.quality"))
	p.neverLarger = checkOf(p, &p.options.NeverLarger, "output.neverLarger", "hint.neverLarger")
	p.background = backgroundSwitch(o.Background, func(c option.Color) { p.options.Background = c; p.change() })
	p.metadata = choiceOf(p, &p.options.Metadata, metadatas, "output.metadataNone", "output.metadataNoLocation", "output.metadataCopy")
	p.times = checkOf(p, &p.options.Times, "output.times", "hint.times")
	p.color = choiceOf(p, &p.options.Color, colors, "output.colorSRGB", "output.colorKeep")
	p.existing = choiceOf(p, &p.options.Existing, existings, "output.replace", "output.skip", "output.rename")
	p.pool = choiceOf(p, &p.options.Pool, pools, "output.sequential", "output.goroutines", "output.processes")
	p.looks = switchOf(appearances, a, do.Look, "output.follow", "output.dark", "output.light")
	p.done = control.ButtonOf(control.Primary, "output.done", "hint.done", do.Done)
	p.content = p.arrange()
	p.showDone()
	p.showFolder()
	return p
}

// backgroundSwitch is a switch between the colours that are wanted most, and the
// one that there is now if it is another, as a preset may have it.
func backgroundSwitch(now option.Color, chosen func(option.Color)) *control.Segmented {
	colours := []option.Color{option.White, {R: 128, G: 128, B: 128}, {}}
	labels := []string{words.Of("output.white"), words.Of("output.grey"), words.Of("output.black")}
	if !slices.Contains(colours, now) {
		colours, labels = append(colours, now), append(labels, "#"+now.String())
	}
	return control.NewSegmented(labels, slices.Index(colours, now), func(i int) { chosen(colours[i]) })
}

// quiet is a line that explains.
func quiet(key string) *control.Label {
	return control.NewLabel(words.Of(key), look.TextSmall, look.Secondary).Cuttable()
}

// choiceOf is a switch between choices for one of the panel's options.
func choiceOf[T comparable](p *Panel, at *T, choices []T, keys ...string) *control.Segmented {
	return switchOf(choices, *at, func(c T) { *at = c; p.change() }, keys...)
}

// checkOf is a box to tick for one of the panel's options.
func checkOf(p *Panel, at *bool, key, hint string) *control.Check {
	c := control.NewCheck(words.Of(key), *at, func(on bool) { *at = on; p.change() })
	c.SetHint(words.Of(hint))
	return c
}

// switchOf is a switch between choices, of which the first is on if now is
// none of them.
func switchOf[T comparable](choices []T, now T, chosen func(T), keys ...string) *control.Segmented {
	labels := make([]string, len(keys))
	for i, key := range keys {
		labels[i] = words.Of(key)
	}
	return control.NewSegmented(labels, max(0, slices.Index(choices, now)), func(i int) { chosen(choices[i]) })
}

// showDone lets the panel be left while nothing in it is wrong.
func (p *Panel) showDone() {
	p.done.SetEnabled(!p.quality.Wrong())
	p.done.SetHint(words.Of("hint.done"))
	if p.quality.Wrong() {
		p.done.SetHint(words.Of("problem.fix"))
	}
}

// Parts names the controls.
func (p *Panel) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"outputWhere": p.where, "outputFolder": p.folder, "outputFormat": p.format,
		"quality": p.quality.Slider, "qualityEntry": p.quality.Number, "neverLarger": p.neverLarger, "background": p.background,
		"metadata": p.metadata, "times": p.times, "color": p.color, "existing": p.existing, "pool": p.pool, "look": p.looks, "outputDone": p.done,
	}
}

func (p *Panel) change() { p.actions.Change(p.options) }

// setWhere switches between the photos' folder and another one.
func (p *Panel) setWhere(i int) {
	switch {
	case i == 0:
		p.setOut("")
	case p.other != "":
		p.setOut(p.other)
	default:
		p.where.Choose(0) // until one is chosen
		p.choose()
	}
}

func (p *Panel) choose() {
	p.actions.Choose(func(path string) {
		p.other = path
		p.setOut(path)
	})
}

func (p *Panel) setOut(path string) {
	p.options.Out = path
	p.showFolder()
	p.change()
}

// How many characters of a path there is room for.
const (
	rowPath  = 32 // in a button
	linePath = 30 // in a line that explains
)

// ShowSaveTo shows where thumbnails go.
func (p *Panel) ShowSaveTo(to model.SaveTo) {
	if to != p.saveTo {
		p.saveTo = to
		p.showFolder()
	}
}

func (p *Panel) showFolder() {
	chosen := p.options.Out != ""
	p.folder.SetLabel(model.Middle(model.Shorten(p.options.Out, p.home), rowPath))
	where, stay := words.Of("output.insideLine"), words.Say(p.saveTo.Stay(linePath))
	if to := p.saveTo.Where(linePath); !to.None() {
		where = words.Say(to)
	}
	p.inside.SetText(where)
	p.stay.SetText(stay)
	if stay == "" {
		stay = words.Of("hint.folder")
	}
	p.folder.SetHint(stay)
	control.SetVisible(p.stay, !chosen)
	if chosen {
		p.where.Choose(1)
		p.folder.Show()
		p.inside.Hide()
		return
	}
	p.where.Choose(0)
	p.folder.Hide()
	p.inside.Show()
}

// CreateRenderer is Fyne's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.content) }

// arrange puts the controls into two columns, under their headings. What stands
// side by side is as high.
func (p *Panel) arrange() fyne.CanvasObject {
	const between, columnWidth, first = 18, 296, 96 // dp
	row := func(o fyne.CanvasObject) fyne.CanvasObject { return control.Least(0, control.SettingSize, o) }
	left := control.Column(between,
		control.Least(0, first, control.Column(0,
			captioned("output.folder", "hint.folder", p.where),
			control.Least(0, 8+look.ControlSize, control.Inset(4, 16, 0, p.inside), control.Inset(22, 0, 0, p.stay), control.Inset(8, 0, 0, p.folder)),
		)),
		row(captioned("output.format", "hint.format", p.format)),
		row(p.quality),
		row(control.Column(4, caption("output.fileSize"), control.Least(0, look.ControlSize, p.neverLarger))),
		captioned("output.background", "hint.background", p.background),
	)
	right := control.Column(between,
		control.Least(0, first, control.Column(8, captioned("output.metadata", "hint.metadata", p.metadata), p.times)),
		row(captioned("output.color", "hint.color", p.color)),
		row(captioned("output.existing", "hint.existing", p.existing)),
		row(captioned("output.pool", "hint.pool", p.pool)),
		captioned("output.look", "hint.look", p.looks),
	)
	columns := control.Row(32, control.Least(columnWidth, 0, left), control.Least(columnWidth, 0, right))
	return control.Sheet(words.Of("output.title"), columns, 24, p.done)
}

// caption is a heading in a line of its own.
func caption(key string) fyne.CanvasObject {
	return control.Least(0, 20, control.NewCaption(words.Of(key)))
}

// captioned is a switch under a heading, which names it.
func captioned(key, hint string, s *control.Segmented) fyne.CanvasObject {
	s.SetName(control.Sentence(words.Of(key)))
	s.SetHint(words.Of(hint))
	return control.Column(4, caption(key), control.Row(0, s))
}
