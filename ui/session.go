package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/scan"
	"thumbpool/ui/mailbox"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// open shows the photos of sources. If a run is on, the user decides.
func (w *Window) open(sources []string) {
	switch {
	case len(sources) == 0 || w.sheet != nil || w.closing:
	case w.model.State().Busy():
		w.askSwitch(sources)
	default:
		w.choose(sources)
	}
}

// choose looks for photos in sources. No run is on.
func (w *Window) choose(sources []string) {
	w.choice++
	w.cancelSamples()
	w.clear(func() { w.model.Choose(sources, w.set.Options.Subfolders) })
	w.preview.ShowPhoto("")
	folder := ""
	if len(sources) == 1 {
		folder = model.Shorten(sources[0], w.home)
	}
	w.rail.ShowFolder(folder)
	ctx, cancel := context.WithCancel(w.ctx)
	w.endScan = cancel
	w.box = mailbox.Open(w.engine.Scan(ctx, sources, w.set.Options), w.post, w.apply)
	w.show()
}

// clear takes the photos out of all that shows them, since change makes the
// model forget them: what is open must not ask for a photo that is no more.
func (w *Window) clear(change func()) {
	w.endFeed()
	w.hideMenu()
	w.viewer.Leave()
	change()
	w.timeline.Reset()
	w.store.Clear()
	w.grid.Reset()
}

// rescan looks again, after a change of what is looked for.
func (w *Window) rescan() {
	if s := w.model.Sources(); len(s) > 0 && !w.model.State().Busy() {
		w.choose(s)
	}
}

// endFeed lets go of the scan or job whose events came until now.
func (w *Window) endFeed() {
	if w.endScan != nil {
		w.endScan()
		w.endScan = nil
	}
	if w.box != nil {
		w.box.Close()
		w.box = nil
	}
}

// openPath opens a folder that was typed, or one of the recent ones.
func (w *Window) openPath(path string) {
	path = strings.TrimSpace(path)
	if path == "" {
		return
	}
	if urls := strings.Fields(path); allURLs(urls) {
		w.win.Canvas().Unfocus()
		w.open(urls)
		return
	}
	if slices.ContainsFunc(w.set.Recent, func(r model.Recent) bool { return r.Path == path }) {
		w.open([]string{path}) // it was there: if it is gone, that is no slip of the keyboard
		return
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == filepath.Separator) {
		path = w.home + rest
	}
	choice := w.choice
	go func() {
		full, err := filepath.Abs(path)
		if err == nil {
			_, err = os.Stat(full)
		}
		w.post(func() {
			if choice != w.choice {
				return // the disk was slow, and something else has been chosen meanwhile
			}
			if err != nil {
				w.rail.ShowFolderProblem(words.Of("problem.folder"))
				return
			}
			w.win.Canvas().Unfocus()
			w.open([]string{full})
		})
	}()
}

// forget takes the chosen folder, which is gone, off the recent ones.
func (w *Window) forget() {
	if w.model.State() != model.FolderGone {
		return
	}
	for _, path := range w.model.Sources() {
		w.set.Recent = model.Forget(w.set.Recent, path)
	}
	w.save()
	w.rail.ShowRecent(w.set.Recent)
	w.rail.ShowFolder("")
	w.clear(w.model.Close)
	w.show()
}

// pickFolder opens the folder dialog.
func (w *Window) pickFolder() {
	start := ""
	if s := w.model.Sources(); len(s) > 0 && !scan.IsURL(s[0]) {
		start = filepath.Dir(s[0])
	}
	w.picker.Pick(words.Of("rail.choose"), start, func(path string) { w.open([]string{path}) })
}

// makeThumbnails begins a run over all photos.
func (w *Window) makeThumbnails() {
	if !w.model.Make().Enabled {
		return
	}
	o := w.runOptions()
	if w.model.State() == model.Scanning { // begin at once; the run goes on looking
		sources := w.model.Sources()
		w.clear(func() { w.model.BeginScan(now()) })
		job, err := w.engine.Start(w.ctx, sources, o)
		w.begin(job, err)
		return
	}
	w.store.Clear() // of the run before
	w.beginPhotos(w.model.All(), o)
	w.grid.ToTop()
}

// retry begins a run over the photos that failed.
func (w *Window) retry() {
	if w.model.State() == model.Done {
		w.again(w.model.FailedOnes())
	}
}

// again begins a run over photos that failed.
func (w *Window) again(photos []processor.Photo) {
	if len(photos) > 0 {
		w.beginPhotos(photos, w.runOptions())
	}
}

func (w *Window) beginPhotos(photos []processor.Photo, o processor.Options) {
	w.endFeed()
	w.timeline.Reset()
	w.grid.Rearrange(func() { w.model.Begin(photos, now()) })
	job, err := w.engine.StartPhotos(w.ctx, photos, o)
	w.begin(job, err)
}

func (w *Window) runOptions() processor.Options {
	o := w.set.Options
	o.PreviewSide = w.grid.PreviewSide()
	if o.Downloads == "" && o.Out == "" {
		o.Downloads = filepath.Join(w.home, "Pictures", "Thumbpool", processor.DownloadFolder)
	}
	return o
}

// begin follows a job.
func (w *Window) begin(job Job, err error) {
	if err != nil {
		w.model.Refuse(err)
		w.show()
		return
	}
	w.job = job
	events := func(yield func(processor.Event) bool) {
		for ev := range job.Events() {
			yield(ev) // to the end: the job waits for its receiver
		}
	}
	w.box = mailbox.Open(events, w.post, w.apply)
	w.show()
}

// apply takes in a batch of events.
func (w *Window) apply(batch []processor.Event) {
	before := w.model.State()
	wasScanned := w.model.Scanned()
	changes := w.model.Apply(batch, now())
	w.grid.Update(changes)
	w.updateViewer()
	w.timeline.Apply(batch, now())
	w.previewFirst()
	if w.model.Scanned() && !wasScanned {
		w.remember()
	}
	ended := before.Busy() && !w.model.State().Busy()
	if ended {
		w.job = nil
		w.endFeed()
	}
	w.showChanges(changes)
	if ended {
		w.tellIfAway()
		w.afterRun()
	}
}

// afterRun answers a question about the run that is still up, or opens what
// waited for its end.
func (w *Window) afterRun() {
	if s := w.sheet; s != nil && s.moot != nil {
		s.Close()
		s.moot()
		return
	}
	if next := w.next; next != nil && !w.closing {
		w.next = nil
		w.choose(next)
	}
}

// remember puts a folder among the recent ones.
func (w *Window) remember() {
	sources := w.model.Sources()
	if len(sources) != 1 || w.model.Photos() == 0 || w.model.Cell(0).Photo.Root != sources[0] {
		return
	}
	w.set.Recent = model.Remember(w.set.Recent, model.Recent{Path: sources[0], Photos: w.model.Photos(), Opened: now()}, maxRecent)
	w.rail.ShowRecent(w.set.Recent)
	w.save()
}

func (w *Window) pause() {
	if w.model.State() == model.Running {
		w.job.Pause()
		w.model.Pause(now())
		w.show()
	}
}

func (w *Window) resume() {
	if w.model.State() == model.Paused {
		w.job.Resume()
		w.model.Resume(now())
		w.show()
	}
}

func (w *Window) stop() {
	if s := w.model.State(); s == model.Running || s == model.Paused {
		w.job.Stop()
		w.model.Stop()
		w.show()
	}
}
