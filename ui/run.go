package ui

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"fyne.io/fyne/v2"

	"thumbpool/assets"
	"thumbpool/processor"
	"thumbpool/processor/preset"
	"thumbpool/ui/controller"
	"thumbpool/ui/look"
	"thumbpool/ui/observe"
	"thumbpool/ui/picker"
	"thumbpool/ui/update"
	"thumbpool/ui/userdir"
	"thumbpool/ui/words"
)

// Options is what the command line says.
type Options struct {
	Sources       []string        // folders and files to open
	Appearance    look.Appearance // in place of the remembered one
	Width, Height float32         // of the window in dp, in place of the remembered size
	Geometry, Log string          // files for a test from outside
	Picked        string          // what every dialog for folders and files gives, for a test from outside; empty means that they ask
	Crash         string          // the report of a crash of an earlier start, to offer; empty if there was none
	// Others calls take, in another goroutine, with what later starts of the
	// program are to open; take says whether this window shows it. It may be nil.
	Others func(take func(sources []string) bool)
}

// Run shows the window and returns when it is closed.
func Run(app fyne.App, o Options) error {
	if err := words.Settle(); err != nil {
		return fmt.Errorf("locale: %w", err)
	}
	if err := words.Load(); err != nil {
		return fmt.Errorf("translations: %w", err)
	}
	observer, err := observe.New(o.Geometry, o.Log)
	if err != nil {
		return err
	}
	app.SetIcon(fyne.NewStaticResource("icon.png", assets.AppIcon()))
	fonts, err := look.SystemFonts(words.Locale())
	if err != nil {
		fyne.LogError("the font of the user's language cannot be used", err)
	}
	named, err := preset.File()
	if err != nil {
		fyne.LogError("presets cannot be kept", err)
	}
	home, _ := os.UserHomeDir() // without one, paths are written whole
	w := New(Config{
		App: app, Engine: controller.Processor{}, Post: fyne.Do, Presets: preset.At(named), Home: home, Pictures: userdir.Pictures(home), Cache: CacheFolder(), Observer: observer,
		Appearance: o.Appearance, Fonts: fonts, Latest: latestVersion, Picker: picker.Always(o.Picked),
	})
	if o.Width > 0 && o.Height > 0 {
		w.win.Resize(fyne.NewSize(o.Width, o.Height))
	}
	w.win.SetMaster()
	app.Lifecycle().SetOnStopped(w.control.Abandon)
	app.Lifecycle().SetOnStarted(func() {
		w.watchDrags()
		observer.Watch(w)
		w.control.OpenFirst(o.Sources)
		w.control.OfferCrashReport(o.Crash)
		if o.Others != nil {
			o.Others(w.control.TakeInTime)
		}
	})
	w.endOnSignals()
	w.win.Show()
	app.Run()
	observer.Close()
	return nil
}

// latestVersion asks the project's page which version is the latest one.
func latestVersion(ctx context.Context) (string, error) {
	return update.Latest(ctx, update.Address, processor.Version)
}

// endOnSignals closes the window properly when the system asks the program to
// end.
func (w *Window) endOnSignals() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		signal.Stop(signals) // a second one ends the program at once
		w.control.Post(w.control.Shutdown)
	}()
}

// CacheFolder is a folder of the user's for what can be made again.
func CacheFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "thumbpool")
}
