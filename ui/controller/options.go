package controller

import (
	"path/filepath"
	"slices"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/option"
	"thumbpool/ui/model"
)

// Options are those of the runs to come.
func (c *Controller) Options() processor.Options { return c.set.Options }

// change changes the options by f, shows and remembers them.
func (c *Controller) change(f func(o *processor.Options)) {
	f(&c.set.Options)
	c.save()
	c.tell(Changed{Options: true, Presets: true})
}

// SetSize takes the size of thumbnails.
func (c *Controller) SetSize(pixels int) { c.change(func(o *processor.Options) { o.Size = pixels }) }

// SetShape takes what the size is the size of.
func (c *Controller) SetShape(s model.Shape) {
	c.change(func(o *processor.Options) { *o = s.Apply(*o) })
}

// SetBlur takes how much thumbnails are blurred.
func (c *Controller) SetBlur(pixels float64) {
	c.change(func(o *processor.Options) { o.Blur = pixels })
}

// SetBlurUnit takes which pixels the blur counts.
func (c *Controller) SetBlurUnit(u option.BlurUnit) {
	c.change(func(o *processor.Options) { o.BlurUnit = u })
}

// SetSubfolders takes whether photos are looked for in subfolders too, and looks.
func (c *Controller) SetSubfolders(on bool) {
	c.change(func(o *processor.Options) { o.Subfolders = on })
	c.Rescan()
}

// SetWorkers takes how many photos are worked on at a time. It acts on a run at
// once.
func (c *Controller) SetWorkers(n int) {
	c.set.Options.Workers = n
	if c.job != nil {
		c.job.SetWorkers(n)
	}
	c.save()
	c.tell(Changed{})
}

// Use takes a setting that was compared for the runs to come.
func (c *Controller) Use(s compare.Setting) {
	c.set.Options.Pool = s.Pool
	c.SetWorkers(s.Workers)
}

// SetOutput takes what was chosen about the output. Another folder means
// another scan: what is in it is not looked at.
func (c *Controller) SetOutput(o processor.Options) {
	moved := o.Out != c.set.Options.Out
	c.change(func(old *processor.Options) { *old = o })
	if moved {
		c.Rescan()
	}
}

// SetWrong says whether a setting that was typed cannot be as it is: then nothing
// can be made.
func (c *Controller) SetWrong(wrong bool) {
	problem := model.Text{}
	if wrong {
		problem = model.Say("problem.fix")
	}
	c.model.SetProblem(problem)
	c.tell(Changed{})
}

// describe tells the model where thumbnails go, as the engine has it.
func (c *Controller) describe() {
	o, from := c.placed(), c.model.Origins()
	var to model.SaveTo
	if o.Out != "" {
		to.Folder = c.shorten(o.Out)
	}
	for _, p := range slices.Concat(from.OnWeb, from.OnDisk) {
		folder := c.shorten(o.PlaceFor(p))
		switch {
		case p.OnWeb():
			to.Originals, to.Folder = c.shorten(o.PlaceForDownloads()), folder
		case to.Folder == "" && !to.Each:
			to.Folder = folder
		case to.Folder != folder:
			to.Each = true
		}
	}
	if to.Each && to.Originals == "" {
		to.Folder = "" // it is one of several
	}
	c.model.SetSaveTo(to)
}

// placed are the options with the folder for photos from the web.
func (c *Controller) placed() processor.Options {
	o := c.set.Options
	if o.Downloads == "" && o.Out == "" {
		o.Downloads = filepath.Join(c.given.Pictures, "Thumbpool", processor.DownloadFolder)
	}
	return o
}

func (c *Controller) shorten(path string) string { return model.Shorten(path, c.given.Home) }

// Appearance is the one to show.
func (c *Controller) Appearance() model.Appearance {
	if c.fixed != model.Follow {
		return c.fixed
	}
	return c.set.Appearance
}

// SetAppearance chooses dark, light, or what the desktop says.
func (c *Controller) SetAppearance(a model.Appearance) {
	c.fixed, c.set.Appearance = model.Follow, a
	c.save()
	c.tell(Changed{Appearance: true})
}

// CellSize is the side of the cells of the grid, dp.
func (c *Controller) CellSize() float32 { return c.set.CellSize }

// SetCellSize remembers the side of the cells.
func (c *Controller) SetCellSize(side float32) {
	c.set.CellSize = side
	c.save()
}

// WindowSize is the size that the window had when it was closed, dp.
func (c *Controller) WindowSize() (width, height float32) { return c.set.Width, c.set.Height }

// SetWindowSize takes the size that the window has now. It is remembered at the
// end.
func (c *Controller) SetWindowSize(width, height float32) {
	if width >= model.LeastWidth && height >= model.LeastHeight {
		c.set.Width, c.set.Height = width, height
	}
}
