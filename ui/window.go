// Package ui is the window: it puts the parts together, passes what the user does
// on to the controller as intents, and shows what the controller's signal says
// has changed. The parts (rail, grid, foot …) know neither each other nor the
// controller nor what is around them, the shell.
//
//	rail, foot, header, drop, keys ──► intents ──► controller
//	                                                   │
//	     parts, shell ◄── show ◄── changed ◄───────────┘
//
// All of it belongs to the UI thread.
package ui

import (
	"context"
	"image"
	"os"
	"runtime"

	"fyne.io/fyne/v2"

	"thumbpool/processor/preset"
	"thumbpool/ui/controller"
	"thumbpool/ui/foot"
	"thumbpool/ui/grid"
	"thumbpool/ui/header"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/observe"
	"thumbpool/ui/picker"
	"thumbpool/ui/picture"
	"thumbpool/ui/preview"
	"thumbpool/ui/rail"
	"thumbpool/ui/shell"
	"thumbpool/ui/timeline"
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
	Engine controller.Engine
	// Post leads to the UI thread.
	Post func(func())
	// Picker asks for folders; nil means the desktop's dialog.
	Picker picker.Picker
	// Cores is how many cores there are; 0 means those of this machine.
	Cores int
	// Presets is where named settings are kept.
	Presets *preset.Store
	// Home is the user's folder, and Cache one for what can be made again.
	Home, Cache string
	// Pictures is the user's folder for pictures; empty means Pictures in Home.
	Pictures string
	// Observer sees what happens; nil means nobody.
	Observer *observe.Observer
	// Appearance, if not empty, is used in place of the remembered one.
	Appearance look.Appearance
	// Notify tells the user, who looks elsewhere, how a run ended; nil means by
	// the desktop.
	Notify func(title, text string)
	// Desktop is what files are handed to; nil means this machine's.
	Desktop controller.Desktop
	// Latest finds out which version of the program is the latest one.
	Latest func(ctx context.Context) (version string, err error)
	// Fonts are those of the user's language; the zero value are Fyne's.
	Fonts look.Fonts
}

// Window is the window.
type Window struct {
	app      fyne.App
	win      fyne.Window
	control  *controller.Controller
	shell    *shell.Shell
	picker   picker.Picker
	observer *observe.Observer
	fonts    look.Fonts
	cores    int
	home     string
	load     func(ctx context.Context, path string, side int) (*image.RGBA, error)

	rail     *rail.Rail
	preview  *preview.Preview
	header   *header.Header
	store    *picture.Store // of the grid
	grid     *grid.Grid
	welcome  *welcome.Welcome
	timeline *timeline.Timeline
	foot     *foot.Foot
	viewer   *viewer.Viewer
	opened   int // ID of the photo in the viewer
}

// New makes the window. The translations must be loaded.
func New(c Config) *Window {
	w := &Window{app: c.App, picker: c.Picker, observer: c.Observer, fonts: c.Fonts, cores: c.Cores, home: c.Home, load: c.Engine.LoadPreview}
	if w.cores == 0 {
		w.cores = runtime.GOMAXPROCS(0)
	}
	if w.home == "" {
		w.home, _ = os.UserHomeDir()
	}
	if c.Desktop == nil {
		c.Desktop = &machine{app: c.App}
	}
	w.control = controller.New(controller.Config{
		Engine: c.Engine, Desktop: c.Desktop, User: user{w}, Changed: w.changed, Post: c.Post, Run: c.Observer.Post, Release: w.release,
		Say: words.Say, PictureSide: func() int { return w.grid.PreviewSide() },
		Preferences: c.App.Preferences(), Presets: c.Presets, Home: w.home, Pictures: c.Pictures, Cache: c.Cache, Latest: c.Latest, Cores: w.cores, Appearance: c.Appearance,
	})
	w.app.Settings().SetTheme(look.New(w.control.Appearance()).WithFonts(w.fonts))
	w.win = c.App.NewWindow("Thumbpool")
	if w.picker == nil {
		w.picker = picker.New(w.control.Context(), w.win, w.control.Post)
	}
	w.shell = shell.New(shell.Config{
		App: c.App, Window: w.win, Post: w.control.Post, Opened: c.Observer.Note, Resized: w.control.SetWindowSize, Notify: c.Notify,
	})
	width, height := w.control.WindowSize()
	w.makeParts(c.Engine)
	w.shell.Put(shell.Parts{
		Rail: w.rail, Header: w.header, Grid: w.grid, Welcome: w.welcome, Timeline: w.timeline, Foot: w.foot, Viewer: w.viewer,
	}, c.Observer.Pulse()...)
	w.win.Resize(fyne.NewSize(width, height))
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.observer.Intent("drop", func() { w.dropped(uris) }) })
	w.win.SetCloseIntercept(w.intent("close", w.control.Close))
	w.addKeys()
	w.show()
	w.control.Begin()
	return w
}

// makeParts makes the parts, and says what each of them asks for.
func (w *Window) makeParts(engine controller.Engine) {
	c, m := w.control, w.control.Model()
	w.store = picture.NewStore(pictureBytes, w.load, c.Post, func(k picture.Key) { w.grid.Arrived(k) })
	w.grid = grid.New(m, w.store, words.Say, w.view)
	w.grid.Clock = grid.RealClock{Post: c.Post}
	w.grid.SetCellSize(c.CellSize())
	w.grid.OnHover = w.shell.Tips().Over
	w.grid.OnSelect, w.grid.OnPicked, w.grid.OnMenu, w.grid.OnCellSize = w.selected, w.picked, w.showCellMenu, w.cellSizeChanged
	w.header = header.New(m.Order(), c.CellSize(), header.Sizes{Min: model.SmallestCell, Max: model.LargestCell}, header.Actions{
		Order: c.Reorder, CellSize: w.grid.SetCellSize, Never: w.showNever, Look: w.toggleLook, Menu: w.showMenu,
	})
	w.timeline = timeline.New(func(id int) string { return model.Name(m.Cell(id).Photo.Rel) })
	w.timeline.OnSelect = w.grid.Choose
	open := func(ctx context.Context, path string) (preview.Source, error) { return engine.OpenPreview(ctx, path) }
	w.preview = preview.New(c.Options(), open, reasonOf, c.Post)
	w.viewer = viewer.New(w.win.Canvas(), viewer.Actions{
		Previous: func() { w.viewNeighbour(-1) }, Next: func() { w.viewNeighbour(1) },
		OpenFile: w.openViewed, ShowFolder: w.showViewed, Left: w.leftViewer,
	}, reasonOf, c.Post)
	w.rail = rail.New(c.Options(), w.cores, rail.Actions{
		Preview: w.preview,
		Choose:  w.pickFolder, Open: c.OpenPath, Make: w.intent("make", c.Make),
		Subfolders: c.SetSubfolders, Workers: c.SetWorkers,
		Size: c.SetSize, Shape: c.SetShape, OtherRatio: w.askRatio, Blur: c.SetBlur, BlurUnit: c.SetBlurUnit,
		Output: w.showOutput, Checked: func() { c.SetWrong(w.rail.Wrong()) },
		Presets: rail.PresetActions{
			Use: c.UsePreset, Save: w.askPresetName, Update: c.SavePreset, Remove: c.AskRemovePreset, Explain: c.ExplainPresets,
		},
	})
	w.rail.ShowRecent(c.Recent())
	w.rail.ShowPresets(c.PresetMenu())
	w.foot = foot.New(foot.Actions{
		Pause: c.Pause, Resume: c.Resume, Stop: c.Stop,
		ShowFailed: w.showFailed, Retry: c.Retry, CopyReport: c.CopyReport, Compare: w.compare, Open: c.OpenOutput,
		Settings: w.showOutput,
	})
	w.welcome = welcome.New(welcome.Actions{
		Choose: w.pickFolder, Samples: c.OpenSamples, Cancel: func() { c.CancelSamples() }, Open: c.OpenPath,
		Subfolders: func() { c.SetSubfolders(true) }, Again: c.Rescan, Forget: c.Forget,
	})
}

// intent is f, seen by the observer.
func (w *Window) intent(name string, f func()) func() {
	return func() { w.observer.Intent(name, f) }
}

// release ends what the parts have going on, and returns when it has ended. It is
// called in another goroutine.
func (w *Window) release() {
	w.store.Close()
	w.preview.Close()
	w.viewer.Close()
}

// addKeys says what the keys of the window do.
func (w *Window) addKeys() {
	c := w.control
	w.shell.AddKeys(shell.Keys{
		Intent: w.observer.Intent,
		Quit:   c.Close, Choose: w.pickFolder, Make: c.Make, Settings: w.showOutput, Help: w.showKeys, Pause: c.PauseOrResume,
		Order:  func(n int) { c.Reorder([]model.Order{model.ByFinished, model.ByName, model.ByFailed}[n-1]) },
		Cancel: c.CancelSamples, Left: func() { w.rail.ShowFolderProblem("") }, Stop: c.AskStop,
		Zoom: w.zoom, Copy: w.copySelected, SelectAll: w.grid.SelectAll, Viewer: w.viewer,
	})
}

// zoom makes the cells of the grid larger or smaller; 0 gives them the usual size.
func (w *Window) zoom(by int) {
	if by == 0 {
		w.grid.SetCellSize(model.UsualCell)
		return
	}
	w.grid.StepCellSize(by)
}
