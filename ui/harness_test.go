package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor/preset"
	"thumbpool/ui/control"
	"thumbpool/ui/controller"
	"thumbpool/ui/controller/enginetest"
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
	engine  *enginetest.Engine
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
	engine := &enginetest.Engine{Folders: map[string]int{}}
	h := newWindowOn(t, app, presets, engine)
	h.engine = engine
	t.Cleanup(func() {
		engine.FinishAll()
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
		Latest: func(context.Context) (string, error) { return "99.1.0", nil },
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
	h.engine.Folders[folder] = n
	h.drop(folder)
	h.untilState(model.Ready)
}

// running begins a run over n photos.
func (h *window) running(n int) *enginetest.Job {
	h.t.Helper()
	h.ready("/photos/Iceland 2026", n)
	test.Tap(h.rail.Make)
	h.untilState(model.Running)
	return h.engine.Job(h.t, 0)
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
