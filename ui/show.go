package ui

import (
	"path/filepath"
	"slices"
	"strings"

	"thumbpool/processor"
	"thumbpool/ui/control"
	"thumbpool/ui/model"
	"thumbpool/ui/welcome"
	"thumbpool/ui/words"
)

// show brings what the model says onto the screen. Widgets redraw only what is
// different.
func (w *Window) show() { w.showChanges(model.Changes{}) }

// showChanges is show for what the model says has changed.
func (w *Window) showChanges(c model.Changes) {
	m := w.model
	m.SetSaveTo(w.saveTo())
	m.SetProblem(w.problem())
	state, covered := m.State(), w.viewer.Visible()
	changed := state != w.shown
	if changed || covered != w.covered {
		w.shown, w.covered = state, covered
		w.tips.Hide() // it may be about what was
		w.showParts(state)
	}
	w.header.Set(m.Header(), m.Order(), !state.Blank())
	w.rail.ShowMake(m.Make(), !w.problem().None())
	w.rail.ShowWorkers(m.Workers())
	w.foot.Set(m.Foot())
	w.showTitle()
	w.keepFocus()
	w.observer.Signal(m, c)
}

// showParts puts the parts of a state in sight. What the viewer covers is not,
// so that the keyboard does not reach it.
func (w *Window) showParts(state model.State) {
	blank := state.Blank()
	control.SetVisible(w.header, !w.covered)
	control.SetVisible(w.welcome, blank && !w.covered)
	control.SetVisible(w.grid, !blank && !w.covered)
	if blank {
		w.showWelcome()
	}
	f := w.model.Foot()
	control.SetVisible(w.layout.strip, f.Shown && !w.covered)
	control.SetVisible(w.foot, f.Shown && !w.covered)
	lanes := 0
	if w.model.HasLanes() {
		lanes = max(w.layout.lanes, w.set.Options.Workers)
	}
	control.SetVisible(w.timeline, lanes > 0 && !w.covered)
	if w.layout.footShown != f.Shown || w.layout.lanes != lanes {
		w.layout.footShown, w.layout.lanes = f.Shown, lanes
		w.layout.Layout(nil, w.win.Canvas().Size())
	}
}

func (w *Window) showWelcome() {
	switch w.model.State() {
	case model.NothingFound:
		n := w.model.Nothing()
		w.welcome.Set(welcome.View{Title: words.Say(n.Title), Line: words.Say(n.Hint), Subfolders: n.OfferSubfolders})
	case model.FolderGone:
		var paths []string
		for _, s := range w.model.Sources() {
			paths = append(paths, model.Shorten(s, w.home))
		}
		w.welcome.Set(welcome.View{Title: words.Of("gone"), Line: strings.Join(paths, ", "), Gone: true, Cards: w.recentCards()})
	default:
		w.welcome.Set(welcome.View{Title: words.Of("welcome.title"), Line: words.Of("welcome.line"), Samples: true, Cards: w.recentCards()})
	}
}

// recentCards are the recent folders, but for those that are chosen.
func (w *Window) recentCards() []welcome.Card {
	var cards []welcome.Card
	for _, r := range w.set.Recent {
		if slices.Contains(w.model.Sources(), r.Path) {
			continue
		}
		cards = append(cards, welcome.Card{
			Path: r.Path,
			Name: filepath.Base(r.Path),
			Line: words.Of("recent.line", "Photos", model.Count("photos", r.Photos), "Day", model.Day(r.Opened, now())),
		})
	}
	return cards
}

// problem is why nothing can be made.
func (w *Window) problem() model.Text {
	if w.rail.Wrong() {
		return model.Say("problem.fix")
	}
	return model.Text{}
}

// saveTo says where thumbnails go.
func (w *Window) saveTo() string {
	if out := w.set.Options.Out; out != "" {
		return model.Shorten(out, w.home)
	}
	if sources := w.model.Sources(); len(sources) == 1 {
		return filepath.Join(model.SourceName(sources[0]), processor.OutputFolder)
	}
	return processor.OutputFolder
}

// reorder arranges the grid. That failures come first is not remembered: it is
// about this folder.
func (w *Window) reorder(o model.Order) {
	if o == model.ByFailed && w.model.Failures() == 0 {
		return
	}
	w.grid.Rearrange(func() { w.model.SetOrder(o) })
	if o != model.ByFailed {
		w.set.Order = o
		w.save()
	}
	w.show()
}

// showFailed puts what failed first and goes there.
func (w *Window) showFailed() {
	w.reorder(model.ByFailed)
	if w.model.Order() == model.ByFailed {
		w.grid.ToTop()
		w.grid.Choose(w.model.Shown()[0])
		w.win.Canvas().Focus(w.grid)
	}
}

// cellSizeChanged follows the size of the cells.
func (w *Window) cellSizeChanged(side float32) {
	w.header.SetCellSize(side)
	w.set.CellSize = side
	w.save()
}
