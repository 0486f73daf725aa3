package controller

import (
	"context"
	"errors"
	"path/filepath"

	"thumbpool/ui/latest"
	"thumbpool/ui/model"
)

// samplesFolder is the name of the folder with the sample pictures.
const samplesFolder = "Sample pictures"

// Drawing says how far sample pictures are drawn; total is 0 until that is known.
func (c *Controller) Drawing() (done, total int, on bool) {
	return c.drawn[0], c.drawn[1], c.endSamples != nil
}

// OpenSamples draws the sample pictures, unless they are there from an earlier
// time, and opens them.
func (c *Controller) OpenSamples() {
	if c.endSamples != nil {
		return
	}
	ctx, cancel := context.WithCancel(c.ctx)
	c.endSamples = cancel
	folder := filepath.Join(c.given.Cache, samplesFolder)
	draw := func(p [2]int) {
		if ctx.Err() == nil {
			c.drawn = p
			c.tell(Changed{Samples: true})
		}
	}
	draw([2]int{})
	show := latest.Posted(c.Post, draw)
	go func() {
		err := c.given.Engine.WriteSamples(ctx, folder, func(done, total int) { show([2]int{done, total}) })
		c.Post(func() {
			if ctx.Err() != nil {
				return
			}
			c.CancelSamples()
			if err == nil {
				c.Open([]string{folder})
			} else if !errors.Is(err, context.Canceled) {
				c.mistake(model.Say("ask.mistake"), err)
			}
		})
	}()
}

// CancelSamples ends the drawing, and says whether there was any.
func (c *Controller) CancelSamples() bool {
	if c.endSamples == nil {
		return false
	}
	c.endSamples()
	c.endSamples = nil
	c.tell(Changed{Samples: true})
	return true
}
