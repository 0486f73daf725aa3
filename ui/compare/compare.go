// Package compare is the panel that times settings against each other: while
// it goes on what is timed, and then a table, a chart of the speed-up, and the
// setting to take. It is told what happens and knows no engine job.
//
// It belongs to the UI thread.
package compare

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor/compare"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Actions is what the panel asks for.
type Actions struct {
	Cancel func()                   // end the comparison
	Use    func(compare.Setting)    // take the best setting
	Save   func(compare.Comparison) // save the chart
	Close  func()
}

// Panel is the widget. Its height stays the same from beginning to end.
type Panel struct {
	widget.BaseWidget
	state state
	view  view
	plot  compare.Plot
	width float32

	title, sample, line, detail *control.Label
	figures, curves             *sketch
	bar                         *control.Progress
	cancel, use, save, close    *control.Button
}

// Measures in dp.
const (
	leastWidth = 664 // fits the smallest window, with the sheet's padding
	mostWidth  = 880
	narrowAt   = 760 // below, the table leaves out what can be
	around     = 72  // what the sheet and the window need at the sides

	bodyAt     = 36
	chartLeast = 200
	textGap    = 16
	textSize   = 20
	barSize    = 4
	buttonGap  = 8
)

// New returns the panel of a comparison that begins.
func New(settings []compare.Setting, cores int, a Actions) *Panel {
	p := &Panel{state: state{settings: settings, cores: cores}, width: mostWidth}
	p.ExtendBaseWidget(p)
	p.title = control.NewLabel(words.Of("compare.title"), look.TextBody, look.Text).Bold()
	p.sample = control.NewLabel("", look.TextBody, look.Secondary).Aligned(fyne.TextAlignTrailing).Cuttable()
	p.line = control.NewLabel("", look.TextBody, look.Text).Bold().Cuttable()
	p.detail = control.NewLabel("", look.TextBody, look.Secondary).Cuttable()
	p.figures, p.curves = newSketch(p.table), newSketch(p.chart)
	p.bar = control.NewProgress()
	p.cancel = control.ButtonOf(control.Quiet, "compare.cancel", "compare.hintCancel", a.Cancel)
	p.close = control.ButtonOf(control.Quiet, "compare.close", "compare.hintClose", a.Close)
	p.save = control.ButtonOf(control.Quiet, "compare.save", "compare.hintSave", func() { a.Save(p.state.result) })
	p.use = control.ButtonOf(control.Primary, "compare.use", "compare.hintUse", func() {
		c := p.state.result
		a.Use(c.Rows[c.Best].Setting)
	})
	p.show()
	return p
}

// Fit makes the panel as wide as suits a window. It is called before the panel
// is shown.
func (p *Panel) Fit(window fyne.Size) {
	p.width = min(max(window.Width-around, leastWidth), mostWidth)
}

// Parts names the controls.
func (p *Panel) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"compareCancel": p.cancel, "compareClose": p.close, "compareSave": p.save, "compareUse": p.use, "compareProgress": p.bar,
	}
}

// Progress says that done of total runs are over and which setting is next.
func (p *Panel) Progress(done, total int, next compare.Setting) {
	p.state.done, p.state.total, p.state.next = done, total, next
	p.show()
}

// Finish shows the outcome. It has a row at least.
func (p *Panel) Finish(c compare.Comparison) {
	p.state.phase, p.state.result = finished, c
	p.show()
	p.focus(p.use)
}

// Fail says why there is no outcome, in words for a person.
func (p *Panel) Fail(reason string) {
	p.state.phase, p.state.problem = failed, reason
	p.show()
	p.focus(p.close)
}

// focus gives the keyboard to a button in place of the one to cancel with.
func (p *Panel) focus(b *control.Button) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		if f := c.Focused(); f == nil || f == fyne.Focusable(p.cancel) {
			c.Focus(b)
		}
	}
}

// show brings the state onto the screen.
func (p *Panel) show() {
	p.view = p.state.view()
	p.plot = compare.NewPlot(p.state.settings, p.state.cores, p.state.result)
	p.sample.SetText(p.view.sample)
	p.line.SetText(p.view.line)
	p.line.SetColor(look.Text)
	if p.state.phase == failed {
		p.line.SetColor(look.Failure)
	}
	p.detail.SetText(p.view.detail)
	p.bar.SetPart(p.view.part)
	p.use.SetLabel(p.view.use)
	control.SetVisible(p.bar, p.state.phase == running)
	control.SetVisible(p.cancel, p.state.phase == running)
	control.SetVisible(p.close, p.state.phase != running)
	control.SetVisible(p.save, p.state.phase == finished)
	control.SetVisible(p.use, p.state.phase == finished)
	p.figures.Refresh()
	p.curves.Refresh()
	p.arrange(p.Size())
}

func (p *Panel) columns() columns { return columnsFor(p.Size().Width < narrowAt) }

// bodySize is the height of the table and the chart.
func (p *Panel) bodySize() float32 {
	rows := len(p.state.settings)
	return max(headSize+heightOf(rows)*float32(rows), chartLeast)
}

func (p *Panel) minSize() fyne.Size {
	return fyne.NewSize(p.width, bodyAt+p.bodySize()+textGap+2*textSize+textGap+look.ControlSize)
}

func (p *Panel) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	title := p.title.MinSize().Width
	control.Place(p.title, 0, 0, title, textSize)
	control.Place(p.sample, title+24, 0, s.Width-title-24, textSize)
	body, table := p.bodySize(), p.columns().width
	control.Place(p.figures, 0, bodyAt, table, body)
	control.Place(p.curves, table+24, bodyAt, s.Width-table-24, body)
	y := bodyAt + body + textGap
	control.Place(p.line, 0, y, s.Width, textSize)
	control.Place(p.detail, 0, y+textSize, s.Width, textSize)
	y = s.Height - look.ControlSize
	right := s.Width
	for _, b := range []*control.Button{p.use, p.close, p.save, p.cancel} {
		if b.Visible() {
			w := b.MinSize().Width
			right -= w
			control.Place(b, right, y, w, look.ControlSize)
			right -= buttonGap
		}
	}
	control.Place(p.bar, 0, y+(look.ControlSize-barSize)/2, right-textGap, barSize)
}

// CreateRenderer is Fyne's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	return &control.Drawing{
		Parts: []fyne.CanvasObject{
			p.title, p.sample, p.figures, p.curves, p.line, p.detail, p.bar, p.cancel, p.save, p.close, p.use,
		},
		Arrange:  p.arrange,
		Smallest: p.minSize,
	}
}
