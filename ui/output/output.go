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
	"thumbpool/ui/setting"
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

	title                                 *control.Label
	folderCaption, formatCaption, again   *control.Label
	metaCaption, poolCaption, lookCaption *control.Label
	where, format, existing, pool, looks  *control.Segmented
	folder, done                          *control.Button
	inside, kept, leftOut                 *control.Label
	quality                               *setting.Setting
}

var (
	formats     = []processor.Format{option.FormatSame, option.FormatJPEG, option.FormatPNG}
	existings   = []processor.Existing{option.ExistingReplace, option.ExistingSkip, option.ExistingRename}
	pools       = []processor.Pool{option.PoolSequential, option.PoolGoroutines, option.PoolProcesses}
	appearances = []look.Appearance{look.Follow, look.Dark, look.Light}
)

// New returns a panel that shows o and a; home is the user's folder, for short
// paths.
func New(o processor.Options, a look.Appearance, home string, do Actions) *Panel {
	p := &Panel{options: o, actions: do, home: home, other: o.Out}
	p.ExtendBaseWidget(p)
	p.title = control.NewLabel(words.Of("output.title"), look.TextBody, look.Text).Bold()
	p.addOutput(o)
	p.metaCaption = control.NewCaption(words.Of("output.metadata"))
	p.kept, p.leftOut = quiet("output.metadataKept"), quiet("output.metadataLeftOut")
	p.poolCaption = control.NewCaption(words.Of("output.pool"))
	p.pool = switchOf(pools, o.Pool, func(c processor.Pool) { p.options.Pool = c; p.change() }, "output.sequential", "output.goroutines", "output.processes")
	p.pool.SetHint(words.Of("hint.pool"))
	p.lookCaption = control.NewCaption(words.Of("output.look"))
	p.looks = switchOf(appearances, a, do.Look, "output.follow", "output.dark", "output.light")
	p.folder.SetHint(words.Of("hint.folder"))
	p.looks.SetHint(words.Of("hint.look"))
	p.done = control.NewButton(control.Primary, words.Of("output.done"), do.Done)
	p.showDone()
	p.showFolder()
	for s, caption := range map[*control.Segmented]*control.Label{
		p.where: p.folderCaption, p.format: p.formatCaption, p.existing: p.again, p.pool: p.poolCaption, p.looks: p.lookCaption,
	} {
		s.SetName(control.Sentence(caption.Text()))
	}
	p.folder.SetName(control.Sentence(p.folderCaption.Text()))
	return p
}

func (p *Panel) addOutput(o processor.Options) {
	quality := option.Of("Quality")
	p.folderCaption = control.NewCaption(words.Of("output.folder"))
	p.where = control.NewSegmented([]string{words.Of("output.inside"), words.Of("output.other")}, 0, p.setWhere)
	p.where.SetHint(words.Of("hint.folder"))
	p.inside = quiet("output.insideLine")
	p.folder = control.NewRow("", "›", p.choose)
	p.formatCaption = control.NewCaption(words.Of("output.format"))
	p.format = switchOf(formats, o.Format, func(c processor.Format) { p.options.Format = c; p.change() }, "output.same", "output.jpeg", "output.png")
	p.format.SetHint(words.Of("hint.format"))
	p.quality = setting.New(setting.Kind{
		Min: quality.Min, Max: quality.Max,
		Scale: control.Linear{Min: quality.Min, Max: quality.Max}, Problem: "problem.quality",
	}, setting.Words{Caption: control.NewCaption(words.Of("output.quality")), Hint: words.Of("hint.quality")},
		float64(o.Quality), func(v float64) { p.options.Quality = int(v); p.change() }, p.showDone)
	p.again = control.NewCaption(words.Of("output.existing"))
	p.existing = switchOf(existings, o.Existing, func(c processor.Existing) { p.options.Existing = c; p.change() }, "output.replace", "output.skip", "output.rename")
	p.existing.SetHint(words.Of("hint.existing"))
}

// quiet is a line that explains.
func quiet(key string) *control.Label {
	return control.NewLabel(words.Of(key), look.TextSmall, look.Secondary).Cuttable()
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
		"quality": p.quality.Slider, "qualityEntry": p.quality.Number, "existing": p.existing, "pool": p.pool, "look": p.looks, "outputDone": p.done,
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

func (p *Panel) showFolder() {
	chosen := p.options.Out != ""
	p.folder.SetLabel(model.Shorten(p.options.Out, p.home))
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

// Measures in dp: of the columns from the top, and of the whole.
const (
	titleSize  = 20
	columnsAt  = titleSize + 16
	captioned  = 24 + look.ControlSize // a heading and its switch
	under      = 18                    // between two of them
	folderSize = captioned + 8 + look.ControlSize
	metaSize   = 22 + 2*18 // two lines
	columnGap  = 32
	minColumn  = 280

	// The right column is the longer one.
	doneAt = columnsAt + captioned + under + metaSize + under + captioned + under + captioned + 24
	height = doneAt + look.ControlSize
)

// columns are the widths of the two columns: those of their widest switches.
func (p *Panel) columns() (left, right float32) {
	left, right = minColumn, minColumn
	for _, s := range []*control.Segmented{p.where, p.format} {
		left = max(left, s.MinSize().Width)
	}
	for _, s := range []*control.Segmented{p.existing, p.pool, p.looks} {
		right = max(right, s.MinSize().Width)
	}
	return left, right
}

// CreateRenderer is Fyne's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	parts := []fyne.CanvasObject{p.title, p.folderCaption, p.where, p.inside, p.folder, p.formatCaption, p.format}
	parts = append(parts, p.quality.Objects()...)
	parts = append(parts, p.again, p.existing, p.metaCaption, p.kept, p.leftOut, p.poolCaption, p.pool, p.lookCaption, p.looks, p.done)
	return &control.Drawing{
		Parts: parts,
		Arrange: func(s fyne.Size) {
			control.Place(p.title, 0, 0, s.Width, titleSize)
			left, right := p.columns()
			y := float32(columnsAt)
			arrange(p.folderCaption, p.where, 0, y, left)
			control.Place(p.inside, 0, y+captioned+4, left, 20)
			control.Place(p.folder, 0, y+captioned+8, left, look.ControlSize)
			y += folderSize + under
			arrange(p.formatCaption, p.format, 0, y, left)
			y += captioned + under
			p.quality.Layout(0, y, left)

			x := left + columnGap
			y = columnsAt
			arrange(p.again, p.existing, x, y, right)
			y += captioned + under
			control.Place(p.metaCaption, x, y, right, 20)
			control.Place(p.kept, x, y+22, right, 18)
			control.Place(p.leftOut, x, y+40, right, 18)
			y += metaSize + under
			arrange(p.poolCaption, p.pool, x, y, right)
			y += captioned + under
			arrange(p.lookCaption, p.looks, x, y, right)

			w := max(88, p.done.MinSize().Width)
			control.Place(p.done, s.Width-w, doneAt, w, look.ControlSize)
		},
		Smallest: func() fyne.Size {
			left, right := p.columns()
			return fyne.NewSize(left+columnGap+right, height)
		},
		Paint: func() {},
	}
}

// arrange places a heading and the switch under it.
func arrange(caption *control.Label, s *control.Segmented, x, y, width float32) {
	control.Place(caption, x, y, width, 20)
	control.Place(s, x, y+24, s.MinSize().Width, look.ControlSize)
}
