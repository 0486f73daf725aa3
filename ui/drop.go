package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"thumbpool/processor/scan"
	"thumbpool/ui/ask"
	"thumbpool/ui/dragover"
	"thumbpool/ui/latest"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// watchDrags has the window dimmed while files are dragged over it, where the
// desktop tells.
func (w *Window) watchDrags() {
	native, ok := w.win.(driver.NativeWindow)
	if !ok {
		return
	}
	native.RunNative(func(context any) {
		if x11, ok := context.(driver.X11WindowContext); ok {
			go dragover.Watch(w.ctx, x11.WindowHandle, latest.Posted(w.post, w.draggedOver))
		}
	})
}

// draggedOver says what will happen to files that are dragged over the window.
func (w *Window) draggedOver(over bool) {
	if !over || w.sheet != nil || w.closing {
		w.veil.Hide()
		return
	}
	w.tips.Hide()
	if w.model.State().Busy() {
		w.veil.Say(words.Of("drag.title"), words.Of("drag.busy"))
	} else {
		w.veil.Say(words.Of("drag.title"), words.Of("drag.line"))
	}
}

// dropped takes folders and files that were dropped on the window.
func (w *Window) dropped(uris []fyne.URI) {
	w.veil.Hide()
	var paths []string
	for _, u := range uris {
		switch {
		case u.Scheme() == "file":
			paths = append(paths, filepath.Clean(u.Path()))
		case scan.IsURL(u.String()):
			paths = append(paths, u.String())
		}
	}
	w.open(paths)
}

// allURLs reports whether there are sources and all are addresses of the web.
func allURLs(sources []string) bool {
	return len(sources) > 0 && !slices.ContainsFunc(sources, func(s string) bool { return !scan.IsURL(s) })
}

// askSwitch asks what to do about sources while a run is on.
func (w *Window) askSwitch(sources []string) {
	name := model.SourceName(sources[0])
	w.ask(words.Of("ask.dropTitle", "Name", name), words.Of("ask.dropBody", "Progress", w.progress()), []ask.Answer{
		{Label: words.Of("ask.switch"), Chosen: func() { w.next = sources; w.stop() }},
		{Label: words.Of("ask.after"), Chosen: func() { w.next = sources }},
		{Label: words.Of("ask.keep"), Primary: true},
	}, func() { w.choose(sources) })
}

// progress says how far the run is, for questions.
func (w *Window) progress() string { return words.Say(w.model.Foot().Title.Text) }

// askStop asks before it stops a run that is more than half done.
func (w *Window) askStop() {
	if !w.model.HalfDone() || w.model.State() == model.Stopping {
		w.stop()
		return
	}
	w.ask(words.Of("ask.stopTitle"), words.Of("ask.stopBody", "Progress", w.progress()), []ask.Answer{
		{Label: words.Of("ask.stop"), Chosen: w.stop},
		{Label: words.Of("ask.keep"), Primary: true},
	}, func() {})
}
