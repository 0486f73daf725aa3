package ui

import (
	"time"

	"thumbpool/ui/ask"
	"thumbpool/ui/words"
)

// patience is how long closing waits for the workers. What hangs longer, such as
// a read from a disk that does not answer, ends with the program: a thumbnail is
// whole or absent all the same.
const patience = time.Second

// Close closes the window; during a run it asks first.
func (w *Window) Close() {
	switch {
	case w.closing:
	case w.model.State().Busy():
		w.closeSheet()
		w.ask(words.Of("ask.closeTitle"), words.Of("ask.closeBody", "Progress", w.progress()), []ask.Answer{
			{Label: words.Of("ask.close"), Chosen: w.Shutdown},
			{Label: words.Of("ask.keep"), Primary: true},
		}, w.Shutdown)
	default:
		w.Shutdown()
	}
}

// Shutdown ends the run and closes the window when every worker has ended and
// no partial file is left. It returns at once.
func (w *Window) Shutdown() {
	if w.closing {
		return
	}
	w.closing = true
	if size := w.win.Canvas().Size(); size.Width >= minSize.Width && size.Height >= minSize.Height {
		w.set.Width, w.set.Height = size.Width, size.Height
	}
	w.unsaved = true // the size at least
	w.saveNow()
	w.stop()
	w.show()
	end := w.end()
	go func() {
		end()
		w.post(func() {
			w.detached.Store(true)
			w.win.SetCloseIntercept(nil)
			w.win.Close()
		})
	}()
}

// end stops everything that runs and returns a function that waits for it, for
// patience at most. That function touches no part of the window.
func (w *Window) end() (wait func()) {
	job, store, preview, viewer, desktop := w.job, w.store, w.preview, w.viewer, w.desktop
	if job != nil {
		job.Stop()
	}
	w.cancel()
	return func() {
		done := make(chan struct{})
		go func() {
			defer close(done)
			if job != nil {
				job.Wait()
			}
			store.Close()
			preview.Close()
			viewer.Close()
			desktop.Close()
		}()
		select {
		case <-done:
		case <-time.After(patience):
		}
	}
}

// Abandon ends everything when the program stops without the window having
// been closed. It waits for the workers.
func (w *Window) Abandon() {
	if !w.closing {
		w.closing = true
		w.saveNow()
		w.detached.Store(true)
		w.end()()
	}
}
