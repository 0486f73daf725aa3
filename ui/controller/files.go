package controller

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/crash"
	"thumbpool/processor/place"
	"thumbpool/ui/model"
)

// Desktop is what files and texts are handed to. Reveal and CopyFiles may wait
// and are called off the UI thread; what goes wrong is theirs to log.
type Desktop interface {
	// Open gives a file or folder to the program that is for it, and returns at
	// once.
	Open(path string)
	// Browse opens a page of the web, and returns at once.
	Browse(address string)
	// Reveal shows files in the file manager.
	Reveal(ctx context.Context, paths []string) error
	// CopyFiles puts files on the clipboard.
	CopyFiles(ctx context.Context, paths []string) error
	// CopyText puts a text there.
	CopyText(text string)
	// Close lets go of the clipboard.
	Close()
}

// OpenFile gives a file or folder to the desktop.
func (c *Controller) OpenFile(path string) {
	if path != "" {
		c.given.Desktop.Open(path)
		c.tell(Changed{Photos: line("open", path)})
	}
}

// OpenOutput shows the thumbnails in the file manager.
func (c *Controller) OpenOutput() {
	folder := c.set.Options.Out
	if folder == "" {
		folder = c.model.OutputFolder()
	}
	c.OpenFile(folder)
}

// Reveal shows files in the file manager, or their folder if it cannot.
func (c *Controller) Reveal(paths []string) {
	ctx := c.ctx
	go func() {
		err := c.given.Desktop.Reveal(ctx, paths)
		if err != nil && ctx.Err() == nil {
			c.Post(func() { c.OpenFile(filepath.Dir(paths[0])) })
		}
	}()
}

// CopyFiles puts files on the clipboard and says so.
func (c *Controller) CopyFiles(paths []string) {
	ctx := c.ctx
	go func() {
		err := c.given.Desktop.CopyFiles(ctx, paths)
		c.Post(func() {
			note := model.Several("cell.copiedFile", "cell.copiedFiles", len(paths))
			if err != nil {
				note = model.Say("cell.notCopied")
			}
			c.tell(Changed{Note: note, Photos: line("copied", len(paths), err == nil)})
		})
	}()
}

// CopyPaths puts paths on the clipboard, one to a line, and says so.
func (c *Controller) CopyPaths(paths []string) {
	c.given.Desktop.CopyText(strings.Join(paths, "\n"))
	c.tell(Changed{Note: model.Several("cell.copiedPath", "cell.copiedPaths", len(paths))})
}

// About says which program this is, and offers the report of its last crash if
// there is one.
func (c *Controller) About() {
	report := crash.Report(c.given.Cache)
	go func() {
		info, err := os.Lstat(report)
		crashed := err == nil && info.Mode().IsRegular()
		c.Post(func() {
			answers := []Answer{
				{Label: model.Say("update.look"), Chosen: c.LookForUpdate},
				{Label: model.Say("about.notices"), Chosen: c.given.User.ShowNotices},
				ok(),
			}
			if crashed {
				show := Answer{Label: model.Say("about.crashes"), Chosen: func() { c.OpenFile(report) }}
				answers = append([]Answer{show}, answers...)
			}
			c.ask(Question{
				Title:   verbatim("Thumbpool"),
				Body:    []model.Text{model.Say("about.line"), model.Say("about.licence", "Version", processor.Version)},
				Answers: answers,
			})
		})
	}()
}

// OfferCrashReport offers the report of a crash of an earlier start: to look at
// it, or to copy it for whoever can mend the program. path is the report's, and
// empty if there was no crash.
func (c *Controller) OfferCrashReport(path string) {
	if path == "" {
		return
	}
	go func() {
		text, err := place.Read(path, crash.MaxReport)
		if err != nil {
			return // it is gone, and so there is nothing to offer
		}
		c.Post(func() {
			c.ask(Question{
				Title: model.Say("crash.title"), Body: []model.Text{model.Say("crash.body")},
				Answers: []Answer{
					{Label: model.Say("crash.show"), Chosen: func() { c.OpenFile(path) }},
					{Label: model.Say("crash.copy"), Chosen: func() {
						c.given.Desktop.CopyText(string(text))
						c.tell(Changed{Note: model.Say("note.reportCopied"), Photos: line("crash report copied")})
					}},
					{Label: model.Say("crash.later"), Primary: true},
				},
			})
		})
	}()
}
