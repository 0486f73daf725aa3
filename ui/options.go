package ui

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/ui/look"
)

func (w *Window) setSubfolders(on bool) {
	w.rail.Subfolders.SetOn(on)
	w.set.Options.Subfolders = on
	w.probe.log("subfolders", on)
	w.save()
	w.rescan()
}

func (w *Window) setSize(pixels int) {
	w.set.Options.Size = pixels
	w.preview.Change(w.set.Options)
	w.probe.log("size", pixels)
	w.save()
}

func (w *Window) setBlur(pixels float64) {
	w.set.Options.Blur = pixels
	w.preview.Change(w.set.Options)
	w.probe.log("blur", pixels)
	w.save()
}

// setWorkers acts on a run at once.
func (w *Window) setWorkers(n int) {
	w.set.Options.Workers = n
	if w.job != nil {
		w.job.SetWorkers(n)
	}
	w.probe.log("workers", n)
	w.save()
}

// setOutput takes what was chosen about the output. Another folder means
// another scan: what is in it is not looked at.
func (w *Window) setOutput(o processor.Options) {
	moved := o.Out != w.set.Options.Out
	w.set.Options = o
	w.rail.ShowOutput(o)
	w.save()
	if moved {
		w.rescan()
	}
	w.show()
}

// appearance is the one to show.
func (w *Window) appearance() look.Appearance {
	if w.fixed != look.Follow {
		return w.fixed
	}
	return w.set.Appearance
}

// toggleLook changes between dark and light. When that is what the desktop says
// too, the window follows the desktop from then on.
func (w *Window) toggleLook() {
	want := look.Dark
	if look.IsDark() {
		want = look.Light
	}
	if look.New(look.Follow).IsDark(w.app.Settings().ThemeVariant()) == (want == look.Dark) {
		want = look.Follow
	}
	w.setLook(want)
}

// setLook chooses dark, light, or what the desktop says.
func (w *Window) setLook(a look.Appearance) {
	w.fixed, w.set.Appearance = look.Follow, a
	w.app.Settings().SetTheme(look.New(a).WithFonts(w.fonts))
	w.header.ShowLook()
	shown := look.Light
	if look.IsDark() {
		shown = look.Dark
	}
	w.probe.log("theme", shown)
	w.save()
	w.show()
}

// openOutput shows the thumbnails in the file manager.
func (w *Window) openOutput() {
	folder := w.set.Options.Out
	if folder == "" {
		folder = w.model.OutputFolder()
	}
	w.openFile(folder)
}

// openFile gives a file or folder to the desktop.
func (w *Window) openFile(path string) {
	if path == "" {
		return
	}
	w.probe.log("open", path)
	u := fileURL(path)
	go func() {
		if err := w.app.OpenURL(u); err != nil {
			fyne.LogError("cannot open "+path, err)
		}
	}()
}

func fileURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}
