// Package output is the panel of the output's settings: where thumbnails go,
// their format, and what happens to those of an earlier run. A choice counts
// at once. It belongs to the UI thread.
package output

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor"
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
	Done   func()
}

// Panel is the widget.
type Panel struct {
	widget.BaseWidget
	options processor.Options
	actions Actions
	home    string
	other   string // the folder that was chosen last

	title                               *control.Label
	folderCaption, formatCaption, again *control.Label
	poolCaption                         *control.Label
	where, format, existing, pool       *control.Segmented
	folder, done                        *control.Button
	inside                              *control.Label
	quality                             *setting.Setting
}

var (
	formats   = []processor.Format{processor.FormatSame, processor.FormatJPEG, processor.FormatPNG}
	existings = []processor.Existing{processor.ExistingReplace, processor.ExistingSkip, processor.ExistingRename}
	pools     = []processor.Pool{processor.PoolSequential, processor.PoolGoroutines, processor.PoolProcesses}
)

// New returns a panel that shows o; home is the user's folder, for short paths.
func New(o processor.Options, home string, a Actions) *Panel {
	p := &Panel{options: o, actions: a, home: home, other: o.Out}
	p.ExtendBaseWidget(p)
	p.title = control.NewLabel(words.Of("output.title"), look.TextBody, look.Text).Bold()
	p.folderCaption = control.NewCaption(words.Of("output.folder"))
	p.formatCaption = control.NewCaption(words.Of("output.format"))
	p.again = control.NewCaption(words.Of("output.existing"))
	p.where = control.NewSegmented([]string{words.Of("output.inside"), words.Of("output.other")}, 0, p.setWhere)
	p.inside = control.NewLabel(words.Of("output.insideLine"), look.TextSmall, look.Secondary).Cuttable()
	p.folder = control.NewRow("", "›", p.choose)
	p.format = control.NewSegmented([]string{words.Of("output.same"), words.Of("output.jpeg"), words.Of("output.png")},
		max(0, slices.Index(formats, o.Format)), func(i int) { p.options.Format = formats[i]; p.change() })
	p.quality = setting.New(setting.Kind{
		Min: processor.MinQuality, Max: processor.MaxQuality,
		Scale: control.Linear{Min: processor.MinQuality, Max: processor.MaxQuality}, Problem: "problem.quality",
	}, setting.Words{Caption: words.Of("output.quality")}, float64(o.Quality), func(v float64) { p.options.Quality = int(v); p.change() }, func() {})
	p.existing = control.NewSegmented([]string{words.Of("output.replace"), words.Of("output.skip"), words.Of("output.rename")},
		max(0, slices.Index(existings, o.Existing)), func(i int) { p.options.Existing = existings[i]; p.change() })
	p.poolCaption = control.NewCaption(words.Of("output.pool"))
	p.pool = control.NewSegmented([]string{words.Of("output.sequential"), words.Of("output.goroutines"), words.Of("output.processes")},
		max(0, slices.Index(pools, o.Pool)), func(i int) { p.options.Pool = pools[i]; p.change() })
	p.done = control.NewButton(control.Primary, words.Of("output.done"), a.Done)
	for s, caption := range map[*control.Segmented]string{
		p.where: "output.folder", p.format: "output.format", p.existing: "output.existing", p.pool: "output.pool",
	} {
		s.SetName(control.Sentence(words.Of(caption)))
	}
	p.folder.SetName(control.Sentence(words.Of("output.folder")))
	p.showFolder()
	return p
}

// Parts names the controls.
func (p *Panel) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"outputWhere": p.where, "outputFolder": p.folder, "outputFormat": p.format,
		"quality": p.quality.Slider, "qualityEntry": p.quality.Number, "existing": p.existing, "pool": p.pool, "outputDone": p.done,
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

// Measures in dp from the top.
const (
	width      = 400
	folderAt   = 36
	formatAt   = folderAt + 112
	qualityAt  = formatAt + 76
	existingAt = qualityAt + setting.Size
	poolAt     = existingAt + 76
	doneAt     = poolAt + 82
	height     = doneAt + look.ControlSize
)

// CreateRenderer is Fyne's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	parts := []fyne.CanvasObject{p.title, p.folderCaption, p.where, p.inside, p.folder, p.formatCaption, p.format}
	parts = append(parts, p.quality.Objects()...)
	parts = append(parts, p.again, p.existing, p.poolCaption, p.pool, p.done)
	return &control.Drawing{
		Parts: parts,
		Arrange: func(s fyne.Size) {
			place(p.title, 0, 0, s.Width, 20)
			place(p.folderCaption, 0, folderAt, s.Width, 20)
			place(p.where, 0, folderAt+26, p.where.MinSize().Width, look.ControlSize)
			place(p.inside, 0, folderAt+66, s.Width, 20)
			place(p.folder, 0, folderAt+66, s.Width, look.ControlSize)
			place(p.formatCaption, 0, formatAt, s.Width, 20)
			place(p.format, 0, formatAt+26, p.format.MinSize().Width, look.ControlSize)
			p.quality.Layout(0, qualityAt, s.Width)
			place(p.again, 0, existingAt, s.Width, 20)
			place(p.existing, 0, existingAt+26, p.existing.MinSize().Width, look.ControlSize)
			place(p.poolCaption, 0, poolAt, s.Width, 20)
			place(p.pool, 0, poolAt+26, p.pool.MinSize().Width, look.ControlSize)
			w := max(88, p.done.MinSize().Width)
			place(p.done, s.Width-w, doneAt, w, look.ControlSize)
		},
		Smallest: func() fyne.Size { return fyne.NewSize(width, height) },
		Paint:    func() {},
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
