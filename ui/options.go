package ui

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/ask"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

func (w *Window) setSubfolders(on bool) {
	w.rail.Subfolders.SetOn(on)
	w.set.Options.Subfolders = on
	w.save()
	w.rescan()
}

func (w *Window) setSize(pixels int) {
	w.set.Options.Size = pixels
	w.optionsChanged()
}

func (w *Window) setBlur(pixels float64) {
	w.set.Options.Blur = pixels
	w.optionsChanged()
}

// setShape takes what the size is the size of.
func (w *Window) setShape(s model.Shape) {
	w.set.Options = s.Apply(w.set.Options)
	w.optionsChanged()
}

func (w *Window) setBlurUnit(u processor.BlurUnit) {
	w.set.Options.BlurUnit = u
	w.optionsChanged()
}

// askRatio lets a ratio be typed.
func (w *Window) askRatio() {
	ratio := ""
	if w.set.Options.Mode == option.ModeFill {
		ratio = w.set.Options.Ratio.String()
	}
	w.askFor(ask.Input{
		Title: words.Of("ask.ratio"), Hint: words.Of("ask.ratioHint"), Text: ratio, Take: words.Of("ask.use"),
		Check: func(text string) ask.Verdict {
			if _, err := option.ParseRatio(trimRatio(text)); err != nil {
				return ask.Verdict{Line: words.Of("problem.ratio", "Max", option.MaxRatio), Wrong: true}
			}
			return ask.Verdict{Line: words.Of("ask.ratioLine")}
		},
		Done: func(text string) {
			ratio, _ := option.ParseRatio(trimRatio(text)) // it was checked
			w.setShape(model.Shape{Mode: option.ModeFill, Ratio: ratio})
		},
	})
}

// trimRatio takes spaces out of a ratio, and other signs that people write
// between its numbers.
func trimRatio(text string) string {
	return strings.NewReplacer(" ", "", "/", ":", "×", ":", "x", ":", "：", ":").Replace(text)
}

// optionsChanged shows settings that changed, and remembers them.
func (w *Window) optionsChanged() {
	w.preview.Change(w.set.Options)
	w.rail.ShowOptions(w.set.Options)
	w.showPresets()
	w.save()
}

// setWorkers acts on a run at once.
func (w *Window) setWorkers(n int) {
	w.set.Options.Workers = n
	if w.job != nil {
		w.job.SetWorkers(n)
	}
	w.save()
}

// setOutput takes what was chosen about the output. Another folder means
// another scan: what is in it is not looked at.
func (w *Window) setOutput(o processor.Options) {
	moved := o.Out != w.set.Options.Out
	w.set.Options = o
	w.rail.ShowOptions(o)
	w.showPresets()
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
	w.observer.Note("open", path)
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
