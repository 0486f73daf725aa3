// Package rail is the left side of the window: which photos, the settings, and
// the primary action. It tells what the user wants through [Actions] and knows
// no engine. All of it belongs to the UI thread.
package rail

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// Actions is what the rail asks for.
type Actions struct {
	Choose     func()            // open the folder dialog
	Open       func(path string) // open a folder that was typed or chosen from the recent ones
	Subfolders func(bool)
	Size       func(pixels int)
	Shape      func(model.Shape)
	OtherRatio func() // ask for a ratio that is not in the menu
	Blur       func(pixels float64)
	BlurUnit   func(option.BlurUnit)
	Workers    func(n int)
	Presets    PresetActions
	Output     func() // open the output settings
	Make       func()
	Checked    func() // a wrong setting came or went
	// Preview shows what the settings do to a photo, under the blur.
	Preview fyne.CanvasObject
}

// Rail is the widget.
type Rail struct {
	widget.BaseWidget
	actions Actions
	cores   int
	recent  []model.Recent
	options processor.Options // what is shown of them
	presets model.PresetMenu
	saveTo  model.SaveTo

	Folder           *control.Entry
	Choose           *control.Button
	Subfolders       *control.Check
	Output, Make     *control.Button
	size, blur       *control.Setting
	workers          *control.Setting
	shape, unit      *control.Choice // of the size, of the blur
	preset           *control.Choice
	menu             *control.Button
	photosCaption    *control.Label
	folderProblem    *control.Label
	thumbnailCaption *control.Label
	outputCaption    *control.Label
	reason           *control.Label
}

// New returns a rail that shows o on a machine with the given number of cores.
func New(o processor.Options, cores int, a Actions) *Rail {
	r := &Rail{actions: a, cores: cores, options: o}
	r.ExtendBaseWidget(r)
	r.photosCaption = control.NewCaption(words.Of("rail.photos"))
	r.folderProblem = control.NewLabel("", look.TextSmall, look.Failure).Aligned(fyne.TextAlignTrailing)
	r.Folder = control.NewEntry(words.Of("rail.folder"), a.Open)
	r.Folder.SetHint(words.Of("hint.source"))
	r.menu = control.NewIconButton(assets.ChevronDown, words.Of("rail.recent"), r.showRecent).Flat()
	r.Folder.ActionItem = r.menu
	r.Choose = control.ButtonOf(control.Quiet, "rail.choose", "hint.choose", a.Choose)
	r.Subfolders = control.NewCheck(words.Of("rail.subfolders"), o.Subfolders, a.Subfolders)
	r.Subfolders.SetHint(words.Of("hint.subfolders"))
	r.thumbnailCaption = control.NewCaption(words.Of("rail.thumbnail"))
	r.preset = control.NewChoice("", r.presetMenu)
	r.preset.SetName(words.Of("presets"))
	r.addSettings(o)
	r.outputCaption = control.NewCaption(words.Of("rail.output"))
	r.Output = control.NewRow("", "›", a.Output)
	r.Output.SetName(control.Sentence(words.Of("rail.output")))
	r.reason = control.NewLabel("", look.TextSmall, look.Secondary).Aligned(fyne.TextAlignCenter).Cuttable()
	r.Make = control.NewButton(control.Primary, words.Of("make"), a.Make).Tall()
	r.ShowOptions(o)
	r.ShowPresets(model.Presets{}.Menu(o))
	return r
}

// Wrong says whether a setting cannot be as it is.
func (r *Rail) Wrong() bool { return r.size.Wrong() || r.blur.Wrong() || r.workers.Wrong() }

// ShowFolder shows the path of the chosen folder.
func (r *Rail) ShowFolder(path string) {
	r.Folder.ShowPath(path)
	r.ShowFolderProblem("")
}

// ShowFolderProblem says what is wrong about the path that was typed.
func (r *Rail) ShowFolderProblem(problem string) { r.folderProblem.SetText(problem) }

// FolderProblem is what is wrong about the path, or empty.
func (r *Rail) FolderProblem() string { return r.folderProblem.Text() }

// WorkersLine is what the rail says about the workers.
func (r *Rail) WorkersLine() string { return r.workers.Number.Figure() + " " + r.workers.Number.Unit() }

// ShowRecent takes the folders for the menu.
func (r *Rail) ShowRecent(recent []model.Recent) { r.recent = recent }

// ShowMake shows the primary action.
func (r *Rail) ShowMake(m model.Make, tellReason bool) {
	r.Make.SetLabel(words.Say(m.Label))
	r.Make.SetEnabled(m.Enabled)
	r.Make.SetHint(words.Of("hint.make"))
	reason := words.Say(m.Reason)
	if !m.Enabled {
		r.Make.SetHint(reason)
	}
	if !tellReason {
		reason = ""
	}
	r.reason.SetText(reason)
}

// ShowWorkers shows what the pool is doing.
func (r *Rail) ShowWorkers(w model.Workers) {
	if w.Target > 0 && !r.workers.Wrong() && float64(w.Target) != r.workers.Value() {
		r.workers.SetValue(float64(w.Target))
	}
	unit := words.Say(model.Count("rail.ofCores", r.cores))
	switch {
	case w.Finishing() > 0:
		unit = words.Say(model.Count("rail.finishing", int(r.workers.Value()), "Finishing", w.Finishing()))
	case int(r.workers.Value()) > r.cores:
		unit = words.Say(model.Count("rail.onCores", r.cores))
	}
	r.workers.SetUnit(unit)
}

// hintPath is how many characters of a path a hint has room for.
const hintPath = 80

// ShowSaveTo shows where thumbnails go.
func (r *Rail) ShowSaveTo(to model.SaveTo) {
	if to == r.saveTo {
		return
	}
	r.saveTo = to
	r.showOutput()
}

// showOutput says in one line where thumbnails go and how, and more in the hint.
func (r *Rail) showOutput() {
	o := r.options
	key := map[option.Format]string{
		option.FormatSame: "rail.formatSame", option.FormatJPEG: "rail.formatJpeg", option.FormatPNG: "rail.formatPng", option.FormatWebP: "rail.formatWebp",
	}[o.Format]
	r.Output.SetLabel(words.Of("rail.outputRow", "Folder", r.saveTo.Name(), "Format", words.Of(key, "Quality", fmt.Sprint(o.Quality))))
	hint := words.Of("hint.output")
	if where := r.saveTo.Line(hintPath); !where.None() {
		hint = words.Say(where)
	}
	r.Output.SetHint(hint)
}

// showRecent opens the menu of recent folders under the path.
func (r *Rail) showRecent() {
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	if c == nil {
		return
	}
	menu := fyne.NewMenu("")
	for _, recent := range r.recent {
		menu.Items = append(menu.Items, fyne.NewMenuItem(recent.Path, func() { r.actions.Open(recent.Path) }))
	}
	if len(menu.Items) == 0 {
		none := fyne.NewMenuItem(words.Of("rail.noRecent"), nil)
		none.Disabled = true
		menu.Items = append(menu.Items, none)
	}
	widget.ShowPopUpMenuAtRelativePosition(menu, c, fyne.NewPos(0, r.Folder.Size().Height+4), r.Folder)
}

// Parts names the controls.
func (r *Rail) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"folder": r.Folder, "recent": r.menu, "choose": r.Choose, "subfolders": r.Subfolders,
		"preset": r.preset,
		"size":   r.size.Slider, "sizeEntry": r.size.Number, "sizeChips": r.size.Chips, "shape": r.shape,
		"blur": r.blur.Slider, "blurEntry": r.blur.Number, "blurUnit": r.unit,
		"workers": r.workers.Slider, "workersEntry": r.workers.Number,
		"output": r.Output, "make": r.Make,
	}
}
