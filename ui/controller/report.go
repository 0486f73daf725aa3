package controller

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/place"
	"thumbpool/processor/scan"
	"thumbpool/ui/model"
)

// CopyReport copies the outcome of the last run, and why photos failed, as the
// window says it.
func (c *Controller) CopyReport() {
	if !c.model.HasReport() {
		return
	}
	var sources []string
	for _, s := range c.model.Sources() {
		sources = append(sources, scan.Redact(s))
	}
	lines := []string{"Thumbpool " + processor.Version + " · " + strings.Join(sources, ", "), c.outcome()}
	c.copyLines(append(lines, c.reasons()...), "note.reportCopied")
}

// CopyReasons copies why photos failed.
func (c *Controller) CopyReasons() {
	if c.model.CanShowFailed() {
		c.copyLines(c.reasons(), "note.reasonsCopied")
	}
}

func (c *Controller) copyLines(lines []string, note string) {
	c.given.Desktop.CopyText(strings.Join(lines, "\n") + "\n")
	c.tell(Changed{Note: model.Say(note), Photos: line("copied", len(lines))})
}

// outcome is what the foot says about the last run, in one line.
func (c *Controller) outcome() string {
	f := c.model.Foot()
	parts := []string{c.given.Say(f.Title.Text)}
	for _, fact := range f.Facts {
		parts = append(parts, c.given.Say(fact.Text))
	}
	if !f.Advice.None() {
		parts = append(parts, c.given.Say(f.Advice))
	}
	return strings.Join(parts, " · ")
}

// reasons is a line for each photo that failed, and for each folder that is no
// longer there.
func (c *Controller) reasons() []string {
	var lines []string
	for _, r := range c.model.Reasons() {
		lines = append(lines, r.Photo+": "+c.given.Say(r.Kind)+": "+model.Name(c.given.Say(r.Why)))
	}
	return lines
}

// The endings of the files that a report is saved in.
const (
	CSVEnding  = ".csv"
	JSONEnding = ".json"
)

// ReportFile is what to offer for a report to be saved: the folder, and a text for
// the name without its ending; false when there is none.
func (c *Controller) ReportFile() (folder string, name model.Text, ok bool) {
	if !c.model.HasReport() {
		return "", model.Text{}, false
	}
	return c.model.Cell(0).Photo.Root, model.Say("report.name", "Folder", c.model.Header().Name), true
}

// SaveReport writes the report to a file that a dialog has named.
func (c *Controller) SaveReport(path string) {
	outcome := c.model.Outcome()
	write := func(out io.Writer, ending string) error {
		if ending == JSONEnding {
			return outcome.Report().WriteJSON(out)
		}
		return outcome.Report().WriteCSV(out)
	}
	c.saveFile(path, []string{CSVEnding, JSONEnding}, write, func(path string, err error) {
		if err != nil {
			c.mistake(model.Say("report.failed"), err)
			return
		}
		c.tell(Changed{Note: model.Say("note.saved", "Name", filepath.Base(path)), Photos: line("saved", path)})
	})
}

// saveFile writes a file that a dialog has named, off the UI thread, and tells
// saved under which name, or why not.
func (c *Controller) saveFile(path string, endings []string, write func(out io.Writer, ending string) error, saved func(string, error)) {
	path, over := named(path, endings)
	go func() {
		err := place.Write(path, over, 0o666, func(out io.Writer) error {
			return write(out, strings.ToLower(filepath.Ext(path)))
		})
		c.Post(func() { saved(path, err) })
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
