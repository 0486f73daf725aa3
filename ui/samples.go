package ui

import (
	"context"
	"errors"
	"path/filepath"

	"thumbpool/ui/latest"
	"thumbpool/ui/words"
)

// samplesFolder is the name of the folder with the sample pictures.
const samplesFolder = "Sample pictures"

// openSamples draws the sample pictures, unless they are there from an earlier
// time, and opens them.
func (w *Window) openSamples() {
	if w.endSamples != nil {
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	w.endSamples = cancel
	folder := filepath.Join(w.cache, samplesFolder)
	w.drawing(0, 0)
	show := latest.Posted(w.post, func(p [2]int) {
		if ctx.Err() == nil {
			w.drawing(p[0], p[1])
		}
	})
	go func() {
		err := w.engine.WriteSamples(ctx, folder, func(done, total int) { show([2]int{done, total}) })
		w.post(func() {
			if ctx.Err() != nil {
				return
			}
			w.cancelSamples()
			if err == nil {
				w.open([]string{folder})
			} else if !errors.Is(err, context.Canceled) {
				w.tell(words.Of("ask.mistake"), err.Error())
			}
		})
	}()
}

func (w *Window) drawing(done, total int) {
	line, part := words.Of("welcome.drawingFirst"), 0.0
	if total > 0 {
		line, part = words.Of("welcome.drawing", "Done", done, "Total", total), float64(done)/float64(total)
	}
	w.welcome.SetDrawing(line, part)
	w.keepFocus()
}

// cancelSamples ends the drawing.
func (w *Window) cancelSamples() {
	if w.endSamples == nil {
		return
	}
	w.endSamples()
	w.endSamples = nil
	w.showWelcome()
	w.keepFocus()
}
