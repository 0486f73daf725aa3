package controller

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thumbpool/processor/scan"
	"thumbpool/ui/mailbox"
	"thumbpool/ui/model"
)

// Open shows the photos of sources: folders, files and addresses of the web. If a
// run is on, the user decides. While a question is up, nothing is opened.
func (c *Controller) Open(sources []string) {
	switch {
	case len(sources) == 0 || c.given.User.Asked() || c.closing:
	case c.model.State().Busy():
		c.askSwitch(sources)
	default:
		c.choose(sources)
	}
}

// askSwitch asks what to do about sources while a run is on.
func (c *Controller) askSwitch(sources []string) {
	c.askAboutRun(Question{
		Title: model.Say("ask.dropTitle", "Name", model.SourceName(sources[0])),
		Body:  []model.Text{model.Say("ask.dropBody", "Progress", c.progress())},
		Answers: []Answer{
			{Label: model.Say("ask.switch"), Chosen: func() { c.next = sources; c.Stop() }},
			{Label: model.Say("ask.after"), Chosen: func() { c.next = sources }},
			{Label: model.Say("ask.keep"), Primary: true},
		},
	}, func() { c.choose(sources) })
}

// choose looks for photos in sources. No run is on.
func (c *Controller) choose(sources []string) {
	c.choice++
	c.next = nil // it waited for the end of a run before this choice
	c.CancelSamples()
	c.endFeed()
	c.model.Choose(sources, c.set.Options.Subfolders)
	ctx, cancel := context.WithCancel(c.ctx)
	c.endScan = cancel
	c.box = mailbox.Open(c.given.Engine.Scan(ctx, sources, c.set.Options), c.Post, c.apply)
	c.tell(Changed{Cleared: true, Folder: true})
}

// endFeed lets go of the scan or job whose events came until now.
func (c *Controller) endFeed() {
	if c.endScan != nil {
		c.endScan()
		c.endScan = nil
	}
	if c.box != nil {
		c.box.Close()
		c.box = nil
	}
}

// Rescan looks again, after a change of what is looked for.
func (c *Controller) Rescan() {
	if s := c.model.Sources(); len(s) > 0 && !c.model.State().Busy() {
		c.choose(s)
	}
}

// OpenPath opens a folder that was typed, or one of the recent ones, or addresses.
func (c *Controller) OpenPath(path string) {
	path = strings.TrimSpace(path)
	if path == "" {
		return
	}
	if urls := strings.Fields(path); allURLs(urls) {
		c.tell(Changed{PathTaken: true})
		c.Open(urls)
		return
	}
	if slices.ContainsFunc(c.set.Recent, func(r model.Recent) bool { return r.Path == path }) {
		c.Open([]string{path}) // it was there: if it is gone, that is no slip of the keyboard
		return
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == filepath.Separator) {
		path = c.given.Home + rest
	}
	choice := c.choice
	go func() {
		full, err := filepath.Abs(path)
		if err == nil {
			_, err = os.Stat(full)
		}
		c.Post(func() {
			if choice != c.choice {
				return // the disk was slow, and something else has been chosen meanwhile
			}
			if err != nil {
				c.tell(Changed{PathProblem: model.Say("problem.folder")})
				return
			}
			c.tell(Changed{PathTaken: true})
			c.Open([]string{full})
		})
	}()
}

// allURLs reports whether there are sources and all are addresses of the web.
func allURLs(sources []string) bool {
	return len(sources) > 0 && !slices.ContainsFunc(sources, func(s string) bool { return !scan.IsURL(s) })
}

// Folder is the chosen folder as a person writes it; empty when there is none, or
// several sources.
func (c *Controller) Folder() string {
	if s := c.model.Sources(); len(s) == 1 {
		return model.Shorten(s[0], c.given.Home)
	}
	return ""
}

// Beside is the folder in which the chosen one lies, to choose another there; it
// is empty when nothing on a disk is chosen.
func (c *Controller) Beside() string {
	if s := c.model.Sources(); len(s) > 0 && !scan.IsURL(s[0]) {
		return filepath.Dir(s[0])
	}
	return ""
}

// maxRecent is how many folders are remembered.
const maxRecent = 8

// Recent are the folders that were opened before, the last one first.
func (c *Controller) Recent() []model.Recent { return c.set.Recent }

// remember puts the chosen folder among the recent ones, and says whether it has.
func (c *Controller) remember() bool {
	sources := c.model.Sources()
	if len(sources) != 1 || c.model.Photos() == 0 || c.model.Cell(0).Photo.Root != sources[0] {
		return false
	}
	c.set.Recent = model.Remember(c.set.Recent, model.Recent{Path: sources[0], Photos: c.model.Photos(), Opened: now()}, maxRecent)
	c.save()
	return true
}

// Forget takes the chosen folder, which is gone, off the recent ones.
func (c *Controller) Forget() {
	if c.model.State() != model.FolderGone {
		return
	}
	for _, path := range c.model.Sources() {
		c.set.Recent = model.Forget(c.set.Recent, path)
	}
	c.save()
	c.endFeed()
	c.model.Close()
	c.tell(Changed{Cleared: true, Recent: true, Folder: true})
}
