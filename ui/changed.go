package ui

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"thumbpool/ui/compare"
	"thumbpool/ui/controller"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/output"
	"thumbpool/ui/shell"
	"thumbpool/ui/welcome"
	"thumbpool/ui/words"
)

// changed shows what the controller says has changed.
func (w *Window) changed(c controller.Changed) {
	if c.Over {
		w.win.SetCloseIntercept(nil)
		w.win.Close()
		return
	}
	w.photosChanged(c)
	w.settingsChanged(c)
	if c.Recent {
		w.rail.ShowRecent(w.control.Recent())
	}
	if c.Samples {
		w.showSamples()
	}
	if c.PathTaken {
		w.win.Canvas().Unfocus()
	}
	if !c.PathProblem.None() {
		w.rail.ShowFolderProblem(words.Say(c.PathProblem))
	}
	if c.Called {
		w.win.RequestFocus()
	}
	w.show()
	w.observer.Signal(w.control.Model(), c.Photos)
	w.tell(c)
	if c.All {
		w.grid.ToTop()
	}
}

// photosChanged shows what became of the photos.
func (w *Window) photosChanged(c controller.Changed) {
	if c.Cleared {
		w.clear()
	}
	if c.Folder {
		w.preview.ShowPhoto("")
		w.rail.ShowFolder(w.control.Folder())
	}
	if c.Began {
		w.timeline.Reset()
	}
	if c.All {
		w.store.Clear() // of the run before
	}
	if c.Arranged {
		w.grid.Rearranged()
	}
	if c.Batch {
		w.grid.Update(c.Photos)
		w.updateViewer()
		w.timeline.Apply(c.Events, time.Now())
		w.previewFirst()
	}
}

// clear takes the photos out of all that shows them: what is open must not ask for
// a photo that is no more.
func (w *Window) clear() {
	w.timeline.Reset()
	w.store.Clear()
	w.grid.Reset()
	w.shell.HideMenu()
	w.viewer.Leave()
}

// settingsChanged shows settings that are others than before.
func (w *Window) settingsChanged(c controller.Changed) {
	if c.Preset {
		w.rail.ResetWrong()
	}
	if c.Options {
		o := w.control.Options()
		w.preview.Change(o)
		w.rail.ShowOptions(o)
		w.rail.Subfolders.SetOn(o.Subfolders)
	}
	if c.Presets {
		w.rail.ShowPresets(w.control.PresetMenu())
	}
	if c.Appearance {
		w.app.Settings().SetTheme(look.New(w.control.Appearance()).WithFonts(w.fonts))
		w.header.ShowLook()
	}
}

// tell tells the user what has been done, where that is to be said.
func (w *Window) tell(c controller.Changed) {
	if !c.Note.None() {
		w.shell.Note(words.Say(c.Note))
	}
	if panel, up := w.shell.Shown().(*compare.Panel); up && c.Compared != nil {
		showComparing(panel, *c.Compared)
	}
	if n, ok := w.control.Model().Notice(); ok && c.Ended && !w.control.Closing() {
		var lines []string
		for _, line := range n.Lines {
			lines = append(lines, words.Say(line))
		}
		w.shell.Tell(words.Say(n.Title), lines)
	}
}

// show brings what the model says onto the screen. Widgets redraw only what is
// different.
func (w *Window) show() {
	m := w.control.Model()
	state, foot := m.State(), m.Foot()
	view := shell.View{State: state, Covered: w.viewer.Visible(), Foot: foot.Shown}
	if m.HasLanes() {
		view.Lanes = w.control.Options().Workers
	}
	if w.shell.Arrange(view) && state.Blank() {
		w.showWelcome()
	}
	w.header.Set(m.Header(), m.Order(), !state.Blank())
	w.rail.ShowMake(m.Make(), w.rail.Wrong())
	w.rail.ShowWorkers(m.Workers())
	w.rail.ShowSaveTo(m.SaveTo())
	if panel, up := w.shell.Shown().(*output.Panel); up {
		panel.ShowSaveTo(m.SaveTo())
	}
	w.foot.Set(foot)
	w.shell.SetTitle(titleOf(m.Title()), state)
	w.shell.KeepFocus()
}

func titleOf(t model.Title) string {
	if t.Key == "" {
		return "Thumbpool"
	}
	return words.Of(t.Key, "Name", words.Say(t.Name), "Percent", t.Percent)
}

func (w *Window) showWelcome() {
	m := w.control.Model()
	switch m.State() {
	case model.NothingFound:
		n := m.Nothing()
		w.welcome.Set(welcome.View{Title: words.Say(n.Title), Line: words.Say(n.Hint), Subfolders: n.OfferSubfolders})
	case model.FolderGone:
		var paths []string
		for _, s := range m.Sources() {
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
	for _, r := range w.control.Recent() {
		if slices.Contains(w.control.Model().Sources(), r.Path) {
			continue
		}
		cards = append(cards, welcome.Card{
			Path: r.Path,
			Name: filepath.Base(r.Path),
			Line: words.Of("recent.line", "Photos", model.Count("photos", r.Photos), "Day", model.Day(r.Opened, time.Now())),
		})
	}
	return cards
}

// showSamples shows how far sample pictures are drawn.
func (w *Window) showSamples() {
	switch done, total, on := w.control.Drawing(); {
	case !on:
		w.showWelcome()
	case total == 0:
		w.welcome.SetDrawing(words.Of("welcome.drawingFirst"), 0)
	default:
		w.welcome.SetDrawing(words.Of("welcome.drawing", "Done", done, "Total", total), float64(done)/float64(total))
	}
}
