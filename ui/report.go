package ui

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/place"
	"thumbpool/processor/scan"
	"thumbpool/ui/model"
	"thumbpool/ui/picker"
	"thumbpool/ui/words"
)

// copyReport copies the outcome of the last run, and why photos failed, as the
// window says it.
func (w *Window) copyReport() {
	if !w.model.HasReport() {
		return
	}
	var sources []string
	for _, s := range w.model.Sources() {
		sources = append(sources, scan.Redact(s))
	}
	lines := []string{"Thumbpool " + processor.Version + " · " + strings.Join(sources, ", "), w.outcome()}
	w.copy(append(lines, w.reasons()...), "note.reportCopied")
}

// copyReasons copies why photos failed.
func (w *Window) copyReasons() {
	if w.model.CanShowFailed() {
		w.copy(w.reasons(), "note.reasonsCopied")
	}
}

func (w *Window) copy(lines []string, note string) {
	w.app.Clipboard().SetContent(strings.Join(lines, "\n") + "\n")
	w.note(words.Of(note))
	w.observer.Note("copied", len(lines))
}

// outcome is what the foot says about the last run, in one line.
func (w *Window) outcome() string {
	f := w.model.Foot()
	parts := []string{words.Say(f.Title.Text)}
	for _, fact := range f.Facts {
		parts = append(parts, words.Say(fact.Text))
	}
	if !f.Advice.None() {
		parts = append(parts, words.Say(f.Advice))
	}
	return strings.Join(parts, " · ")
}

// reasons is a line for each photo that failed, and for each folder that is no
// longer there.
func (w *Window) reasons() []string {
	var lines []string
	for _, r := range w.model.Reasons() {
		lines = append(lines, r.Photo+": "+words.Say(r.Kind)+": "+model.Name(words.Say(r.Why)))
	}
	return lines
}

// The endings of the files that a report is saved in.
const (
	csvEnding  = ".csv"
	jsonEnding = ".json"
)

// saveReport asks for a name and writes the report there.
func (w *Window) saveReport() {
	if !w.model.HasReport() {
		return
	}
	outcome := w.model.Outcome()
	file := picker.File{
		Title: words.Of("report.title"), Folder: w.model.Cell(0).Photo.Root,
		Name:  words.Of("report.name", "Folder", words.Say(w.model.Header().Name)) + csvEnding,
		Kinds: []picker.Kind{{Name: words.Of("report.csv"), Ending: csvEnding}, {Name: words.Of("report.json"), Ending: jsonEnding}},
	}
	w.picker.Save(file, func(path string) {
		w.saveFile(path, []string{csvEnding, jsonEnding}, func(out io.Writer, ending string) error {
			if ending == jsonEnding {
				return outcome.Report().WriteJSON(out)
			}
			return outcome.Report().WriteCSV(out)
		}, w.reportSaved)
	})
}

func (w *Window) reportSaved(path string, err error) {
	if err != nil {
		w.tell(words.Of("report.failed"), err.Error())
		return
	}
	w.note(words.Of("note.saved", "Name", filepath.Base(path)))
	w.observer.Note("saved", path)
}

// saveFile writes a file that a dialog has named, off the UI thread, and tells
// saved under which name, or why not.
func (w *Window) saveFile(path string, endings []string, write func(out io.Writer, ending string) error, saved func(string, error)) {
	path, over := named(path, endings)
	go func() {
		err := place.Write(path, over, 0o666, func(out io.Writer) error {
			return write(out, strings.ToLower(filepath.Ext(path)))
		})
		w.post(func() { saved(path, err) })
	}()
}

// named is the name of the file that a dialog has named as path, and what may be
// replaced there. One without any of the endings gets the first of them: the
// dialog has not asked about that name, so nothing is replaced then.
func named(path string, endings []string) (string, place.Over) {
	if slices.Contains(endings, strings.ToLower(filepath.Ext(path))) {
		return path, place.File
	}
	return path + endings[0], place.Nothing
}

// note says for a while what has been done.
func (w *Window) note(text string) {
	if w.model.State().Blank() {
		w.tips.Note(w.welcome, text)
		return
	}
	w.tips.Note(w.grid, text)
}
