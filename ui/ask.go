package ui

import (
	"strings"

	licences "thumbpool/assets/notices"
	"thumbpool/processor/compare"
	"thumbpool/processor/option"
	"thumbpool/ui/ask"
	comparison "thumbpool/ui/compare"
	"thumbpool/ui/controller"
	"thumbpool/ui/keylist"
	"thumbpool/ui/model"
	"thumbpool/ui/notices"
	"thumbpool/ui/output"
	"thumbpool/ui/picker"
	"thumbpool/ui/words"
)

// user asks the user what the controller wants to know.
type user struct{ *Window }

// Asked is the controller's.
func (u user) Asked() bool { return u.shell.Asked() }

// Cancel is the controller's.
func (u user) Cancel() { u.shell.Cancel() }

// Withdraw is the controller's.
func (u user) Withdraw() { u.shell.Withdraw() }

// ShowNotices is the controller's.
func (u user) ShowNotices() {
	panel := notices.New(licences.All(), u.shell.Withdraw)
	u.shell.Panel("notices", panel, nil)
	u.win.Canvas().Focus(panel.First())
}

// Ask is the controller's.
func (u user) Ask(q controller.Question) {
	var lines []string
	for _, t := range q.Body {
		lines = append(lines, words.Say(t))
	}
	var answers []ask.Answer
	for _, a := range q.Answers {
		answers = append(answers, ask.Answer{Label: words.Say(a.Label), Primary: a.Primary, Chosen: a.Chosen})
	}
	u.shell.Question(words.Say(q.Title), strings.Join(lines, "\n"), answers)
}

// askRatio lets a ratio be typed.
func (w *Window) askRatio() {
	ratio := ""
	if o := w.control.Options(); o.Mode == option.ModeFill {
		ratio = o.Ratio.String()
	}
	w.shell.Input(ask.Input{
		Title: words.Of("ask.ratio"), Hint: words.Of("ask.ratioHint"), Text: ratio, Take: words.Of("ask.use"),
		Check: func(text string) ask.Verdict {
			if _, ok := model.ParseShape(text); !ok {
				return ask.Verdict{Line: words.Of("problem.ratio", "Max", option.MaxRatio), Wrong: true}
			}
			return ask.Verdict{Line: words.Of("ask.ratioLine")}
		},
		Done: func(text string) {
			shape, _ := model.ParseShape(text) // it was checked
			w.control.SetShape(shape)
		},
	})
}

// askPresetName asks for a name and saves the settings under it.
func (w *Window) askPresetName() {
	w.shell.Input(ask.Input{
		Title: words.Of("preset.saveTitle"), Hint: words.Of("preset.nameHint"), Take: words.Of("preset.saveIt"),
		Check: func(text string) ask.Verdict {
			n := w.control.PresetName(text)
			return ask.Verdict{Line: words.Say(n.Line), Wrong: n.Wrong}
		},
		Done: func(text string) { w.control.SavePreset(strings.TrimSpace(text)) },
	})
}

// showOutput opens the settings that are not in the rail.
func (w *Window) showOutput() {
	c := w.control
	w.shell.Panel("output", output.New(c.Options(), c.Model().SaveTo(), c.Appearance(), w.home, output.Actions{
		Choose: func(picked func(string)) { w.picker.Pick(words.Of("rail.choose"), c.Options().Out, picked) },
		Change: c.SetOutput,
		Look:   c.SetAppearance,
		Done:   w.shell.Withdraw,
	}), nil)
}

// showKeys opens the sheet of all keys.
func (w *Window) showKeys() {
	if w.shell.Asked() {
		return
	}
	panel := keylist.New(w.shell.Withdraw)
	w.shell.Panel("keys", panel, nil)
	w.win.Canvas().Focus(panel.Done())
}

// compare times a sample of the photos in several settings, in a panel over the
// window, and offers the best.
func (w *Window) compare() {
	if w.shell.Asked() || !w.control.CanCompare() {
		return
	}
	o := compare.DefaultOptions()
	panel := comparison.New(o.Settings, w.cores, comparison.Actions{
		Cancel: w.shell.Withdraw,
		Close:  w.shell.Withdraw,
		Use: func(s compare.Setting) {
			w.shell.Withdraw()
			w.control.Use(s)
			w.rail.ShowWorkers(model.Workers{Target: s.Workers})
		},
		Save: w.saveChart,
	})
	panel.Fit(w.win.Canvas().Size())
	w.shell.Panel("compare", panel, w.control.EndCompare)
	w.control.Compare(o)
}

func showComparing(panel *comparison.Panel, c controller.Comparing) {
	switch {
	case c.Err != nil:
		panel.Fail(reasonOf(c.Err))
	case c.Result != nil:
		panel.Finish(*c.Result)
	default:
		panel.Progress(c.Done, c.Total, c.Next)
	}
}

// chartName is the name that is offered for a chart.
const chartName = "thumbpool-compare" + controller.ChartEnding

// saveChart asks for a name and writes the chart there.
func (w *Window) saveChart(c compare.Comparison) {
	file := picker.File{
		Title: words.Of("compare.saveTitle"), Folder: w.home, Name: chartName,
		Kinds: []picker.Kind{{Name: words.Of("report.svg"), Ending: controller.ChartEnding}},
	}
	w.picker.Save(file, func(path string) { w.control.SaveChart(path, c) })
}

// saveReport asks for a name and writes the report there.
func (w *Window) saveReport() {
	folder, name, ok := w.control.ReportFile()
	if !ok {
		return
	}
	w.picker.Save(picker.File{
		Title: words.Of("report.title"), Folder: folder, Name: words.Say(name) + controller.CSVEnding,
		Kinds: []picker.Kind{
			{Name: words.Of("report.csv"), Ending: controller.CSVEnding}, {Name: words.Of("report.json"), Ending: controller.JSONEnding},
		},
	}, w.control.SaveReport)
}

// pickFolder opens the folder dialog.
func (w *Window) pickFolder() {
	w.picker.Pick(words.Of("rail.choose"), w.control.Beside(), func(path string) { w.control.Open([]string{path}) })
}
