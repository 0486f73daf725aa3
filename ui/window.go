// Package ui is the window: it puts the parts together and joins them with the
// engine. The parts (rail, grid, foot …) know neither each other nor the
// engine; the model says what they show.
//
//	rail, foot, header, drop, keys ──► Window ──► engine: Scan, Start …
//	                                     ▲            │ events
//	     widgets ◄── show() ◄── model ◄──┴── mailbox ◄┘
//
// All methods of [Window] belong to the UI thread. Nothing on it touches a file
// or waits for a worker; what does runs in a goroutine and comes back through
// one function, post.
package ui

import (
	"context"
	"os"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"thumbpool/processor/preset"
	"thumbpool/ui/control"
	"thumbpool/ui/foot"
	"thumbpool/ui/grid"
	"thumbpool/ui/header"
	"thumbpool/ui/look"
	"thumbpool/ui/mailbox"
	"thumbpool/ui/model"
	"thumbpool/ui/observe"
	"thumbpool/ui/picker"
	"thumbpool/ui/picture"
	"thumbpool/ui/preview"
	"thumbpool/ui/rail"
	"thumbpool/ui/timeline"
	"thumbpool/ui/tips"
	"thumbpool/ui/veil"
	"thumbpool/ui/viewer"
	"thumbpool/ui/welcome"
	"thumbpool/ui/words"
)

// pictureBytes bounds the pixels that the grid keeps: some fifty windows full
// of cells. A picture that is gone is read again in a millisecond.
const pictureBytes = 96 << 20

// Config is what a window is made of; tests put their own here.
type Config struct {
	App    fyne.App
	Engine Engine
	// Post leads to the UI thread.
	Post func(func())
	// Picker asks for folders; nil means the desktop's dialog.
	Picker picker.Picker
	// Cores is how many cores there are; 0 means those of this machine.
	Cores int
	// Presets is where named settings are kept.
	Presets *preset.Store
	// Cache is a folder for the sample pictures.
	Cache string
	// Observer sees what happens; nil means nobody.
	Observer *observe.Observer
	// Appearance, if not empty, is used in place of the remembered one.
	Appearance look.Appearance
	// Notify tells the user, who looks elsewhere, how a run ended; nil means by
	// the desktop.
	Notify func(title, text string)
	// Desktop is what files are handed to; nil means this machine's.
	Desktop Desktop
	// Fonts are those of the user's language; the zero value are Fyne's.
	Fonts look.Fonts
}

// Window is the window.
type Window struct {
	app      fyne.App
	win      fyne.Window
	engine   Engine
	picker   picker.Picker
	desktop  Desktop
	notify   func(title, text string)
	observer *observe.Observer
	fonts    look.Fonts
	home     string // the user's folder
	cache    string // a folder for what can be made again

	// How long it lives.
	ctx      context.Context
	cancel   context.CancelFunc
	toUI     func(func())
	closing  bool
	detached atomic.Bool // the window is gone: nothing is posted any more

	// What is remembered.
	set     settings
	unsaved bool // a change of set waits to be remembered
	presets presets
	fixed   look.Appearance // given on the command line: not remembered

	// What is shown.
	model   *model.Model
	store   *picture.Store
	shown   model.State // whose parts are in sight
	covered bool        // by the viewer
	opened  int         // ID of the photo in the viewer
	frame   frame
	away    bool // another program's window is in front

	// The parts it is made of.
	rail     *rail.Rail
	preview  *preview.Preview
	header   *header.Header
	grid     *grid.Grid
	welcome  *welcome.Welcome
	timeline *timeline.Timeline
	foot     *foot.Foot
	viewer   *viewer.Viewer
	layout   *windowLayout

	// What is over them.
	veil  *veil.Veil
	tips  *tips.Layer
	menu  *menu  // the last that was opened; nil when it was taken away
	sheet *sheet // nil when there is none

	// What is going on.
	endSamples context.CancelFunc // nil unless samples are drawn
	endScan    context.CancelFunc // nil unless a scan is on
	job        Job                // nil unless a run is on
	box        *mailbox.Box       // the events of the scan or run
	next       []string           // to open after this run
	choice     int                // counts what was chosen
}

// New makes the window. The translations must be loaded.
func New(c Config) *Window {
	w := &Window{app: c.App, engine: c.Engine, observer: c.Observer, presets: presets{store: c.Presets}, cache: c.Cache, toUI: c.Post, model: model.New(), fixed: c.Appearance, fonts: c.Fonts}
	if c.Cores == 0 {
		c.Cores = cores()
	}
	w.home, _ = os.UserHomeDir()
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.set = loadSettings(c.App.Preferences(), c.Cores)
	w.presets.Chosen = w.set.Preset
	w.model.SetOrder(w.set.Order)
	w.app.Settings().SetTheme(look.New(w.appearance()).WithFonts(w.fonts))
	w.win = c.App.NewWindow("Thumbpool")
	w.desktop = c.Desktop
	if w.desktop == nil {
		w.desktop = &realDesktop{}
	}
	w.picker = c.Picker
	if w.picker == nil {
		w.picker = picker.New(w.ctx, w.win, w.post)
	}
	w.watchFront(c.Notify)
	w.makeParts(c.Cores)
	w.win.SetPadded(false)
	w.win.SetContent(w.content())
	w.win.Resize(fyne.NewSize(w.set.Width, w.set.Height))
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.observer.Intent("drop", func() { w.dropped(uris) }) })
	w.win.SetCloseIntercept(func() { w.observer.Intent("close", w.Close) })
	w.addKeys()
	w.watchTips()
	w.shown = -1
	w.show()
	w.loadPresets()
	return w
}

func (w *Window) makeParts(cores int) {
	w.tips = tips.NewLayer(w.post)
	w.veil = veil.New()
	w.store = picture.NewStore(pictureBytes, w.engine.LoadPreview, w.post, func(k picture.Key) { w.grid.Arrived(k) })
	w.grid = grid.New(w.model, w.store, words.Say, w.view)
	w.grid.Clock = grid.RealClock{Post: w.post}
	w.grid.SetCellSize(w.set.CellSize)
	w.grid.OnHover = w.tips.Over
	w.grid.OnSelect, w.grid.OnPicked, w.grid.OnMenu, w.grid.OnCellSize = w.selected, w.picked, w.showCellMenu, w.cellSizeChanged
	w.header = header.New(w.set.Order, w.set.CellSize, header.Sizes{Min: grid.SmallestCell, Max: grid.LargestCell}, header.Actions{
		Order: w.reorder, CellSize: w.grid.SetCellSize, Look: w.toggleLook, Menu: w.showMenu,
	})
	w.timeline = timeline.New(func(id int) string { return model.Name(w.model.Cell(id).Photo.Rel) })
	w.timeline.OnSelect = w.grid.Choose
	w.preview = preview.New(w.set.Options, w.engine.OpenPreview, reasonOf, w.post)
	w.viewer = viewer.New(w.win.Canvas(), viewer.Actions{
		Previous: func() { w.viewNeighbour(-1) }, Next: func() { w.viewNeighbour(1) },
		OpenFile: w.openViewed, ShowFolder: w.showViewed, Left: w.leftViewer,
	}, reasonOf, w.post)
	w.rail = rail.New(w.set.Options, cores, rail.Actions{
		Preview: w.preview,
		Choose:  w.pickFolder, Open: w.openPath, Make: func() { w.observer.Intent("make", w.makeThumbnails) },
		Subfolders: w.setSubfolders, Workers: w.setWorkers,
		Size: w.setSize, Shape: w.setShape, OtherRatio: w.askRatio, Blur: w.setBlur, BlurUnit: w.setBlurUnit,
		Output: w.showOutput, Checked: w.show,
		Presets: rail.PresetActions{
			Use: w.usePreset, Save: w.askPresetName, Update: w.savePreset, Remove: w.askRemovePreset, Explain: w.explainPresets,
		},
	})
	w.rail.ShowRecent(w.set.Recent)
	w.foot = foot.New(foot.Actions{
		Pause: w.pause, Resume: w.resume, Stop: w.stop,
		ShowFailed: w.showFailed, Retry: w.retry, CopyReport: w.copyReport, Compare: w.compare, Open: w.openOutput,
		Settings: w.showOutput,
	})
	w.welcome = welcome.New(welcome.Actions{
		Choose: w.pickFolder, Samples: w.openSamples, Cancel: w.cancelSamples, Open: w.openPath,
		Subfolders: func() { w.setSubfolders(true) }, Again: w.rescan, Forget: w.forget,
	})
}

// post runs f on the UI thread, unless the window is gone: then nothing is handed
// to the driver any more, which might run it in this goroutine.
func (w *Window) post(f func()) {
	if w.detached.Load() {
		return
	}
	w.toUI(func() {
		if !w.detached.Load() {
			w.observer.Post(f)
		}
	})
}

func (w *Window) watchTips() {
	for _, p := range w.parts() {
		watch(w.tips, p.Parts())
	}
}

// watch has a layer show the tips of controls.
func watch(l *tips.Layer, parts map[string]fyne.CanvasObject) {
	for _, o := range parts {
		if c, ok := o.(control.Hinted); ok {
			l.Watch(c)
		}
	}
}

// part is a part of the window, or what a sheet over it shows, and names its
// controls.
type part interface {
	fyne.CanvasObject
	Parts() map[string]fyne.CanvasObject
}

// parts are the parts of the window that have controls.
func (w *Window) parts() []part { return []part{w.rail, w.header, w.foot, w.welcome, w.viewer} }

// now is the time as the model wants it.
func now() time.Time { return time.Now() }
