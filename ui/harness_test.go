package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"iter"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/format"
	"thumbpool/processor/photo"
	"thumbpool/processor/preset"
	"thumbpool/processor/scan"
	"thumbpool/ui/control"
	"thumbpool/ui/controller"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picker"
	"thumbpool/ui/uitest"
	"thumbpool/ui/words"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// patienceOfTests is how long a test waits for something that must happen.
const patienceOfTests = 20 * time.Second

// window is a window under test: what it posts runs in the test's goroutine,
// and its engine is a fake.
type window struct {
	*Window
	*controller.Controller
	t       *testing.T
	posts   chan func()
	engine  *fakeEngine
	picker  *fakePicker
	desktop *fakeDesktop
	cache   string
	presets *preset.Store
	told    []string // what somebody who looks elsewhere was told
}

// newWindow opens a window of 1000×640 dp on a machine with 8 cores.
func newWindow(t *testing.T) *window { return newWindowOf(t, test.NewTempApp(t)) }

func newWindowOf(t *testing.T, app fyne.App) *window {
	t.Helper()
	return newWindowWith(t, app, preset.At(filepath.Join(t.TempDir(), "presets.json")))
}

// newWindowWith opens a window with presets that are there already.
func newWindowWith(t *testing.T, app fyne.App, presets *preset.Store) *window {
	t.Helper()
	engine := &fakeEngine{folders: map[string]int{}}
	h := newWindowOn(t, app, presets, engine)
	h.engine = engine
	t.Cleanup(func() {
		engine.finishAll()
		h.Abandon()
	})
	return h
}

// newWindowOn opens a window on an engine.
func newWindowOn(t *testing.T, app fyne.App, presets *preset.Store, engine controller.Engine) *window {
	t.Helper()
	h := &window{cache: t.TempDir(), presets: presets, t: t, posts: make(chan func(), 4096), picker: &fakePicker{}, desktop: &fakeDesktop{app: app}}
	h.Window = New(Config{
		App: app, Engine: engine, Post: func(f func()) { h.posts <- f }, Picker: h.picker, Desktop: h.desktop,
		Notify: func(title, text string) { h.told = append(h.told, title+": "+text) },
		Cores:  8, Presets: presets, Home: "/home/me", Cache: h.cache, Appearance: look.Dark,
	})
	h.Controller = h.control
	h.win.Show()
	h.win.Resize(fyne.NewSize(1000, 640))
	return h
}

// until runs what is posted until cond holds.
func (h *window) until(what string, cond func() bool) {
	h.t.Helper()
	late := time.After(patienceOfTests)
	for !cond() {
		select {
		case f := <-h.posts:
			f()
		case <-late:
			h.t.Fatalf("waited for %s in vain; state is %v", what, h.Model().State())
		}
	}
}

func (h *window) untilState(s model.State) {
	h.t.Helper()
	h.until(s.String(), func() bool { return h.Model().State() == s })
}

// drop drops folders on the window.
func (h *window) drop(paths ...string) {
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	h.dropped(uris)
}

// ready drops a folder with n photos and waits until they are found.
func (h *window) ready(folder string, n int) {
	h.t.Helper()
	h.engine.folders[folder] = n
	h.drop(folder)
	h.untilState(model.Ready)
}

// running begins a run over n photos.
func (h *window) running(n int) *fakeJob {
	h.t.Helper()
	h.ready("/photos/Iceland 2026", n)
	test.Tap(h.rail.Make)
	h.untilState(model.Running)
	return h.engine.job(h.t, 0)
}

func (h *window) key(k fyne.KeyName) {
	if f := h.win.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: k})
		return
	}
	h.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
}

// ctrl presses a key with Control.
func (h *window) ctrl(k fyne.KeyName) {
	h.shortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault})
}

func (h *window) shortcut(s fyne.Shortcut) { h.shell.TypedShortcut(s) }

// answers are the buttons of the question that is up.
func (h *window) answers() (buttons []*control.Button) {
	over := h.shell.Over()
	for i := range len(over) {
		if b, ok := over[fmt.Sprintf("answer:%d", i)].(*control.Button); ok {
			buttons = append(buttons, b)
		}
	}
	return buttons
}

// inFront has the window come to the front, or another one.
func (h *window) inFront(on bool) {
	type lifecycle interface {
		OnEnteredForeground() func()
		OnExitedForeground() func()
	}
	l := h.app.Lifecycle().(lifecycle)
	if on {
		l.OnEnteredForeground()()
		return
	}
	l.OnExitedForeground()()
}

// usable says whether a control is shown and not off.
func usable(f fyne.Focusable) bool {
	d, ok := f.(fyne.Disableable)
	return f.(fyne.CanvasObject).Visible() && (!ok || !d.Disabled())
}

func (h *window) title() string { return words.Say(h.Model().Foot().Title.Text) }

// fakeEngine finds as many photos in a folder as it is told.
type fakeEngine struct {
	mu      sync.Mutex
	folders map[string]int
	looking bool          // scans do not come to their end
	gone    bool          // no folder is there any more
	ours    int           // thumbnails of Thumbpool's own in every folder
	hang    chan struct{} // if not nil, opening a photo waits for it, whatever is cancelled
	jobs    []*fakeJob
	refuse  error
	samples func(progress func(done, total int)) error
}

func fakePhoto(folder string, id int) processor.Photo {
	folder = scan.Redact(folder) // as the engine does
	name := fmt.Sprintf("IMG_%04d.jpg", 2000+id)
	return processor.Photo{ID: id, Path: filepath.Join(folder, name), Root: folder, Rel: name, Size: 4_000_000}
}

func (e *fakeEngine) Scan(ctx context.Context, sources []string, _ processor.Options) iter.Seq[processor.Event] {
	if e.gone {
		return missing(sources[0])
	}
	return func(yield func(processor.Event) bool) {
		n := e.folders[sources[0]]
		for id := range n {
			if !yield(processor.Found{Photo: fakePhoto(sources[0], id)}) {
				return
			}
		}
		if e.looking {
			<-ctx.Done()
			return
		}
		yield(processor.Scanned{Photos: n, Ours: e.ours})
	}
}

func (e *fakeEngine) OpenPreview(ctx context.Context, path string) (controller.Preview, error) {
	if e.hang != nil {
		<-e.hang
		return nil, ctx.Err()
	}
	id := 0
	_, _ = fmt.Sscanf(filepath.Base(path), "IMG_2%d.jpg", &id)
	return fakeSource(id), nil
}

// fakeSource is a photo of that ID: a sky over a ridge.
type fakeSource int

func (s fakeSource) Render(o processor.Options, side int) (before, after *image.RGBA) {
	before = swatch(int(s)*3, side) // none is upright
	w, h := before.Rect.Dx(), before.Rect.Dy()
	for x := range w {
		peak := w / 7
		height := max(x%peak, peak-x%peak) + x%11
		for y := h*3/5 - height/2; y < h; y++ {
			before.SetRGBA(x, y, color.RGBA{R: 30, G: 60, B: 45, A: 255})
		}
	}
	return before, smeared(before, int(o.Blur*float64(side))/150)
}

func (e *fakeEngine) Compare(ctx context.Context, photos []processor.Photo, _ processor.Options, o compare.Options) (compare.Comparison, error) {
	c := compare.Comparison{Photos: len(photos), Cores: 8, Bound: compare.BoundCPU, Best: len(o.Settings) - 1}
	for i, s := range o.Settings {
		o.Progress(i, len(o.Settings), s)
		wall := time.Second / time.Duration(i+1)
		c.Rows = append(c.Rows, compare.Measurement{Setting: s, Wall: wall, Walls: []time.Duration{wall}, Speedup: float64(i + 1)})
	}
	return c, ctx.Err()
}

func (e *fakeEngine) Start(_ context.Context, sources []string, o processor.Options) (controller.Job, error) {
	return e.start(&fakeJob{sources: sources, options: o})
}

func (e *fakeEngine) StartPhotos(_ context.Context, photos []processor.Photo, o processor.Options) (controller.Job, error) {
	return e.start(&fakeJob{photos: photos, options: o})
}

func (e *fakeEngine) start(j *fakeJob) (controller.Job, error) {
	if e.refuse != nil {
		return nil, e.refuse
	}
	j.events, j.done = make(chan processor.Event, 1000), make(chan struct{})
	j.events <- processor.Workers{Target: j.options.Workers, Running: j.options.Workers}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.jobs = append(e.jobs, j)
	return j, nil
}

// job returns the nth job that was begun.
func (e *fakeEngine) job(t *testing.T, n int) *fakeJob {
	t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.jobs) <= n {
		t.Fatalf("%d jobs were begun, want more than %d", len(e.jobs), n)
	}
	return e.jobs[n]
}

// last is the job that was begun last, or nil.
func (e *fakeEngine) last() *fakeJob {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.jobs); n > 0 {
		return e.jobs[n-1]
	}
	return nil
}

func (e *fakeEngine) finishAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, j := range e.jobs {
		j.end(processor.Summary{})
	}
}

func (e *fakeEngine) LoadPreview(context.Context, string, int) (*image.RGBA, error) {
	return nil, errors.New("no files here")
}

func (e *fakeEngine) WriteSamples(_ context.Context, _ string, progress func(done, total int)) error {
	return e.samples(progress)
}

// fakeJob sends what the test says and notes what it is told.
type fakeJob struct {
	sources []string
	photos  []processor.Photo
	options processor.Options
	events  chan processor.Event
	done    chan struct{}
	once    sync.Once
	lanes   []time.Duration // when each worker is free; belongs to the test
	at      time.Duration   // when the last photo was finished

	mu     sync.Mutex
	told   []string
	atStop func()
}

func (j *fakeJob) tell(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.told = append(j.told, fmt.Sprintf(format, args...))
}

func (j *fakeJob) heard(what string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Contains(j.told, what)
}

func (j *fakeJob) Events() <-chan processor.Event { return j.events }
func (j *fakeJob) SetWorkers(n int)               { j.tell("workers %d", n) }
func (j *fakeJob) Pause()                         { j.tell("pause") }
func (j *fakeJob) Resume()                        { j.tell("resume") }

func (j *fakeJob) Stop() {
	j.tell("stop")
	if j.atStop != nil {
		j.atStop()
	}
}

func (j *fakeJob) Wait() processor.Summary {
	<-j.done
	return processor.Summary{}
}

// turn has the worker that is free first take up a photo, and returns who had it
// from when to when. Photos are finished in the order in which they are asked
// for, the first of a run after 0.9 s.
func (j *fakeJob) turn(id int) (worker int, start, end time.Duration) {
	if j.lanes == nil {
		j.lanes = make([]time.Duration, j.options.Workers)
		j.at = 750 * time.Millisecond
	}
	for i, free := range j.lanes {
		if free < j.lanes[worker] {
			worker = i
		}
	}
	start, end = j.lanes[worker], j.at+150*time.Millisecond
	j.lanes[worker], j.at = end, end
	j.events <- processor.Started{Photo: j.photo(id), Worker: worker + 1, At: start}
	return worker + 1, start, end
}

// finish sends the thumbnails of photos, each in a colour of its own.
func (j *fakeJob) finish(ids ...int) {
	for _, id := range ids {
		p := j.photo(id)
		worker, start, end := j.turn(id)
		took := end - start
		j.events <- processor.Finished{Result: processor.Result{
			Worker: worker, Start: start, End: end,
			Times: processor.Times{processor.StepRead: took / 10, processor.StepDecode: took / 2, processor.StepReduce: took / 5, processor.StepEncode: took / 10, processor.StepSave: took / 10},
			Photo: p, Output: filepath.Join(p.Root, "thumbs", p.Rel), Preview: swatch(id, j.options.PreviewSide),
		}}
	}
}

// fail sends a failure: the photo is damaged.
func (j *fakeJob) fail(id int) {
	j.failFor(id, processor.StepDecode, &format.DamageError{Text: "the file ends early (after 1.2 MB)", Ends: 1_200_000})
}

// failFor sends a failure at a step.
func (j *fakeJob) failFor(id int, step processor.Step, err error) {
	worker, start, end := j.turn(id)
	var times processor.Times
	times[step] = end - start
	j.events <- processor.Failed{
		PhotoError: photo.NewError(j.photo(id), step, err),
		Worker:     worker, Start: start, End: end, Times: times,
	}
}

func (j *fakeJob) photo(id int) processor.Photo {
	if j.sources != nil {
		return fakePhoto(j.sources[0], id)
	}
	for _, p := range j.photos {
		if p.ID == id {
			return p
		}
	}
	panic("no such photo")
}

// end sends the summary and ends the job.
func (j *fakeJob) end(s processor.Summary) {
	j.once.Do(func() {
		j.events <- processor.Done{Summary: s}
		close(j.events)
		close(j.done)
	})
}

// swatch is a picture of a sky over a hill.
func swatch(id, side int) *image.RGBA {
	w, h := side, side*2/3
	if id%3 == 1 {
		w, h = h, w
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		c := color.RGBA{R: uint8(40 * (id % 6)), G: uint8(90 + 100*y/h), B: uint8(200 - 20*(id%7)), A: 255}
		if y > h*2/3 {
			c = color.RGBA{R: 30, G: uint8(40 + 10*(id%4)), B: 45, A: 255}
		}
		for x := range w {
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// smeared is a picture of which each pixel is the mean of those of its column
// within r.
func smeared(img *image.RGBA, r int) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	for x := range img.Rect.Dx() {
		for y := range img.Rect.Dy() {
			var sum [4]int
			from, to := max(0, y-r), min(img.Rect.Dy()-1, y+r)
			for v := from; v <= to; v++ {
				for i := range sum {
					sum[i] += int(img.Pix[img.PixOffset(x, v)+i])
				}
			}
			for i := range sum {
				out.Pix[out.PixOffset(x, y)+i] = uint8(sum[i] / (to - from + 1))
			}
		}
	}
	return out
}

// looks compares the window with a picture when all that it waits for is there.
// It is for a bubble of [synctest.Test].
func (h *window) looks(name string) {
	h.t.Helper()
	h.drain()
	test.AssertRendersToImage(h.t, name, h.win.Canvas())
}

// fakePicker gives the folder or file that it is told.
type fakePicker struct {
	folder string
	file   string
	saved  picker.File // what was asked last
	asked  int
}

func (p *fakePicker) Save(f picker.File, picked func(string)) {
	p.saved = f
	if p.file != "" {
		picked(p.file)
	}
}

func (p *fakePicker) Pick(_, _ string, picked func(string)) {
	p.asked++
	if p.folder != "" {
		picked(p.folder)
	}
}
