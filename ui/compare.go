package ui

import (
	"context"
	"io"

	timing "thumbpool/processor/compare"
	"thumbpool/ui/compare"
	"thumbpool/ui/latest"
	"thumbpool/ui/model"
	"thumbpool/ui/picker"
	"thumbpool/ui/words"
)

// compare times a sample of the photos in several settings, in a panel over
// the window, and offers the best.
func (w *Window) compare() {
	if w.sheet != nil || w.model.State() != model.Done {
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	o := timing.DefaultOptions()
	var panel *compare.Panel
	panel = compare.New(o.Settings, cores(), compare.Actions{
		Cancel: w.closeSheet,
		Close:  w.closeSheet,
		Use:    func(s timing.Setting) { w.closeSheet(); w.use(s) },
		Save: func(c timing.Comparison) {
			w.saveChart(c, func(err error) {
				if ctx.Err() == nil {
					panel.Fail(err.Error())
				}
			})
		},
	})
	panel.Fit(w.win.Canvas().Size())
	w.openPanel(panel, cancel)
	w.observer.Note("compare")

	type progress struct {
		done, total int
		next        timing.Setting
	}
	show := latest.Posted(w.post, func(p progress) {
		if ctx.Err() == nil {
			panel.Progress(p.done, p.total, p.next)
		}
	})
	o.Progress = func(done, total int, next timing.Setting) { show(progress{done, total, next}) }
	photos, options := w.model.All(), w.set.Options
	go func() {
		result, err := w.engine.Compare(ctx, photos, options, o)
		w.post(func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				panel.Fail(reasonOf(err))
			default:
				panel.Finish(result)
				w.observer.Note("compared", result.Rows[result.Best].Setting)
			}
		})
	}()
}

// use takes a setting for the runs to come.
func (w *Window) use(s timing.Setting) {
	w.set.Options.Pool = s.Pool
	w.setWorkers(s.Workers)
	w.rail.ShowWorkers(model.Workers{Target: s.Workers})
}

// chartName is the name that is offered for a chart.
const chartName = "thumbpool-compare.svg"

// saveChart asks for a name and writes the chart there. failed is told why it
// could not be written.
func (w *Window) saveChart(c timing.Comparison, failed func(error)) {
	kind := picker.Kind{Name: words.Of("report.svg"), Ending: ".svg"}
	w.picker.Save(picker.File{Title: words.Of("compare.saveTitle"), Folder: w.home, Name: chartName, Kinds: []picker.Kind{kind}}, func(path string) {
		w.saveFile(path, []string{kind.Ending}, func(out io.Writer, _ string) error {
			_, err := out.Write(c.SVG())
			return err
		}, func(saved string, err error) {
			if err != nil {
				failed(err)
				return
			}
			w.openFile(saved)
		})
	})
}
