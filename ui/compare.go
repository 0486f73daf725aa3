package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"

	"thumbpool/processor"
	"thumbpool/ui/ask"
	"thumbpool/ui/compare"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// compare times a sample of the photos in several settings, in a panel over
// the window, and offers the best.
func (w *Window) compare() {
	if w.sheet != nil || w.model.State() != model.Done {
		return
	}
	w.tips.Hide()
	ctx, cancel := context.WithCancel(w.ctx)
	o := processor.DefaultCompareOptions()
	panel := compare.New(o.Settings, cores(), compare.Actions{
		Cancel: func() { w.sheet.Close() },
		Close:  func() { w.sheet.Close() },
		Use:    func(s processor.Setting) { w.sheet.Close(); w.use(s) },
		Save:   w.saveChart,
	})
	panel.Fit(w.win.Canvas().Size())
	w.watch(panel.Parts())
	w.comparison = panel
	w.sheet = ask.Panel(w.win.Canvas(), panel, func() {
		cancel()
		w.sheet, w.comparison = nil, nil
		w.probe.log("compare closed")
	})
	w.probe.log("compare")

	var waiting atomic.Bool // a progress that has not been shown yet is enough
	o.Progress = func(done, total int, next processor.Setting) {
		if waiting.CompareAndSwap(false, true) {
			w.post(func() {
				waiting.Store(false)
				if ctx.Err() == nil {
					panel.Progress(done, total, next)
				}
			})
		}
	}
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
				w.probe.log("compared", result.Rows[result.Best].Setting)
			}
		})
	}()
}

// use takes a setting for the runs to come.
func (w *Window) use(s processor.Setting) {
	w.set.Options.Pool = s.Pool
	w.setWorkers(s.Workers)
	w.rail.ShowWorkers(model.Workers{Target: s.Workers})
}

// chartName is the file that a chart is saved in.
const chartName = "thumbpool-compare.svg"

// saveChart asks for a folder and writes the chart there.
func (w *Window) saveChart(c processor.Comparison) {
	w.picker.Pick(words.Of("compare.saveTitle"), w.home, func(folder string) {
		path := filepath.Join(folder, chartName)
		go func() {
			err := writeNew(path, c.SVG())
			w.post(func() {
				switch {
				case err == nil:
					w.openFile(path)
				case w.comparison != nil:
					w.comparison.Fail(err.Error())
				}
			})
		}()
	})
}

// writeNew writes a file, unless there is one of that name.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
