package controller

import (
	"context"
	"io"

	"thumbpool/processor/compare"
	"thumbpool/ui/latest"
	"thumbpool/ui/model"
)

// Comparing is how far a comparison of settings is.
type Comparing struct {
	Done, Total int
	Next        compare.Setting
	Result      *compare.Comparison // when it is over
	Err         error               // why there is no result, or no chart of it
}

// CanCompare says whether there are photos to time settings with.
func (c *Controller) CanCompare() bool { return c.model.State() == model.Done }

// Compare times a sample of the photos in several settings, until EndCompare.
func (c *Controller) Compare(o compare.Options) {
	c.EndCompare()
	ctx, cancel := context.WithCancel(c.ctx)
	c.endCompare = cancel
	tell := func(p Comparing) {
		if ctx.Err() == nil {
			c.tell(Changed{Compared: &p})
		}
	}
	show := latest.Posted(c.Post, tell)
	o.Progress = func(done, total int, next compare.Setting) {
		show(Comparing{Done: done, Total: total, Next: next})
	}
	photos, options := c.model.All(), c.set.Options
	go func() {
		result, err := c.given.Engine.Compare(ctx, photos, options, o)
		c.Post(func() {
			if err != nil {
				tell(Comparing{Err: err})
				return
			}
			tell(Comparing{Result: &result})
		})
	}()
}

// EndCompare ends the comparison.
func (c *Controller) EndCompare() {
	if c.endCompare != nil {
		c.endCompare()
		c.endCompare = nil
	}
}

// ChartEnding is the ending of the file that a chart is saved in.
const ChartEnding = ".svg"

// SaveChart writes the chart of a comparison to a file that a dialog has named,
// and opens it.
func (c *Controller) SaveChart(path string, of compare.Comparison) {
	write := func(out io.Writer, _ string) error {
		_, err := out.Write(of.SVG())
		return err
	}
	c.saveFile(path, []string{ChartEnding}, write, func(saved string, err error) {
		switch {
		case err == nil:
			c.OpenFile(saved)
		case c.endCompare != nil:
			c.tell(Changed{Compared: &Comparing{Err: err}})
		}
	})
}
