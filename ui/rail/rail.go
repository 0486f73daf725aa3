// Package rail is the left side of the window: which photos, the settings, and
// the primary action. It tells what the user wants through [Actions] and knows
// no engine. All of it belongs to the UI thread.
package rail

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/processor"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/preview"
	"thumbpool/ui/setting"
	"thumbpool/ui/words"
)

// Actions is what the rail asks for.
type Actions struct {
	Choose     func()            // open the folder dialog
	Open       func(path string) // open a folder that was typed or chosen from the recent ones
	Subfolders func(bool)
	Size       func(pixels int)
	Blur       func(pixels float64)
	Workers    func(n int)
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

	Folder        *control.Entry
	Choose        *control.Button
	Subfolders    *control.Check
	Output, Make  *control.Button
	size, blur    *setting.Setting
	workers       *setting.Setting
	menu          *control.Button
	photosCaption *control.Label
	folderProblem *control.Label
	outputCaption *control.Label
	reason        *control.Label
}

// New returns a rail that shows o on a machine with the given number of cores.
func New(o processor.Options, cores int, a Actions) *Rail {
	r := &Rail{actions: a, cores: cores}
	r.ExtendBaseWidget(r)
	r.photosCaption = control.NewCaption(words.Of("rail.photos"))
	r.folderProblem = control.NewLabel("", look.TextSmall, look.Failure).Aligned(fyne.TextAlignTrailing)
	r.Folder = control.NewEntry(words.Of("rail.folder"), a.Open)
	r.menu = control.NewIconButton(assets.ChevronDown, words.Of("rail.recent"), r.showRecent).Flat()
	r.Folder.ActionItem = r.menu
	r.Choose = control.NewButton(control.Quiet, words.Of("rail.choose"), a.Choose)
	r.Choose.SetHint(words.Of("hint.choose"))
	r.Subfolders = control.NewCheck(words.Of("rail.subfolders"), o.Subfolders, a.Subfolders)
	r.Subfolders.SetHint(words.Of("hint.subfolders"))
	r.addSettings(o)
	r.outputCaption = control.NewCaption(words.Of("rail.output"))
	r.Output = control.NewRow("", "›", a.Output)
	r.Output.SetName(control.Sentence(words.Of("rail.output")))
	r.Output.SetHint(words.Of("hint.output"))
	r.reason = control.NewLabel("", look.TextSmall, look.Secondary).Aligned(fyne.TextAlignCenter).Cuttable()
	r.Make = control.NewButton(control.Primary, words.Of("make"), a.Make).Tall()
	r.ShowOutput(o)
	return r
}

func (r *Rail) addSettings(o processor.Options) {
	px := words.Of("rail.pixels")
	most := float64(max(r.cores*2, 8))
	r.size = setting.New(setting.Kind{Min: processor.MinSize, Max: processor.MaxSize, Scale: control.Doubling{Min: processor.MinSize, Max: processor.MaxSize}, Problem: "problem.size"},
		setting.Words{Caption: words.Of("rail.size"), Unit: px, Hint: words.Of("hint.size")}, float64(o.Size), func(v float64) { r.actions.Size(int(v)) }, r.actions.Checked)
	r.blur = setting.New(setting.Kind{Min: processor.MinBlur, Max: processor.MaxBlur, Decimals: 1, Scale: control.Cubic{Max: processor.MaxBlur}, Problem: "problem.blur"},
		setting.Words{Caption: words.Of("rail.blur"), Unit: px, Hint: words.Of("hint.blur")}, o.Blur, func(v float64) { r.actions.Blur(v) }, r.actions.Checked)
	r.workers = setting.New(setting.Kind{Min: processor.MinWorkers, Max: processor.MaxWorkers, Scale: control.Linear{Min: 1, Max: most}, Problem: "problem.workers"},
		setting.Words{Caption: words.Of("rail.workers"), Hint: words.Of("hint.workers")}, float64(o.Workers), func(v float64) {
			r.ShowWorkers(model.Workers{})
			r.actions.Workers(int(v))
		}, r.actions.Checked)
	r.ShowWorkers(model.Workers{})
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
func (r *Rail) WorkersLine() string { return r.workers.Number.Text() + " " + r.workers.Number.Unit() }

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
		r.workers.Show(float64(w.Target))
	}
	unit := words.Say(model.Count("rail.ofCores", r.cores))
	switch {
	case w.Finishing() > 0:
		unit = words.Of("rail.finishing", "Finishing", w.Finishing())
	case int(r.workers.Value()) > r.cores:
		unit = words.Say(model.Count("rail.onCores", r.cores))
	}
	r.workers.Number.SetUnit(unit)
	r.arrangeWorkers()
}

// ShowOutput shows where thumbnails go and how.
func (r *Rail) ShowOutput(o processor.Options) { r.Output.SetLabel(OutputLine(o)) }

// OutputLine says in one line where thumbnails go and how.
func OutputLine(o processor.Options) string {
	folder := processor.OutputFolder
	if o.Out != "" {
		folder = filepath.Base(o.Out)
	}
	key := map[processor.Format]string{
		processor.FormatSame: "rail.formatSame", processor.FormatJPEG: "rail.formatJpeg", processor.FormatPNG: "rail.formatPng",
	}[o.Format]
	return words.Of("rail.outputRow", "Folder", folder, "Format", words.Of(key, "Quality", fmt.Sprint(o.Quality)))
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
		"size": r.size.Slider, "sizeEntry": r.size.Number,
		"blur": r.blur.Slider, "blurEntry": r.blur.Number,
		"workers": r.workers.Slider, "workersEntry": r.workers.Number,
		"output": r.Output, "make": r.Make,
	}
}

// Places of the parts, in dp from the top, as in the drawings.
const (
	photosAt  = 18
	folderAt  = 44
	chooseAt  = 84
	checkAt   = 124
	sizeAt    = 162
	blurAt    = sizeAt + setting.Size
	previewAt = blurAt + setting.Size - 14
	workersAt = previewAt + preview.Height + 18
	outputAt  = workersAt + setting.Size
	smallest  = outputAt + 132
)

func (r *Rail) arrangeWorkers() {
	if w := r.Size().Width; w > 0 {
		r.workers.Layout(look.RailPadding, workersAt, w-2*look.RailPadding)
	}
}

// CreateRenderer is Fyne's.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	back := &canvas.Rectangle{}
	folder := container.NewThemeOverride(r.Folder, look.Flat{NoBar: true})
	parts := []fyne.CanvasObject{back, r.photosCaption, r.folderProblem, folder, r.Choose, r.Subfolders}
	for _, s := range []*setting.Setting{r.size, r.blur, r.workers} {
		parts = append(parts, s.Objects()...)
	}
	parts = append(parts, r.actions.Preview, r.outputCaption, r.Output, r.reason, r.Make)
	d := &control.Drawing{Parts: parts}
	d.Arrange = func(s fyne.Size) {
		back.Resize(s)
		x, w := float32(look.RailPadding), s.Width-2*look.RailPadding
		place(r.photosCaption, x, photosAt, w/2, 20)
		place(r.folderProblem, x, photosAt, w, 20)
		place(folder, x, folderAt, w, look.ControlSize)
		place(r.Choose, x, chooseAt, w, look.ControlSize)
		place(r.Subfolders, x, checkAt, r.Subfolders.MinSize().Width, 20)
		r.size.Layout(x, sizeAt, w)
		r.blur.Layout(x, blurAt, w)
		place(r.actions.Preview, x, previewAt, w, preview.Height)
		r.workers.Layout(x, workersAt, w)
		place(r.outputCaption, x, outputAt, w, 20)
		place(r.Output, x, outputAt+26, w, look.ControlSize)
		bottom := s.Height - look.RailPadding - look.PrimarySize
		place(r.Make, x, bottom, w, look.PrimarySize)
		place(r.reason, x, bottom-26, w, 18)
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(look.RailWidth-1, smallest) }
	d.Paint = func() { back.FillColor = look.Color(look.Surface) }
	d.Paint()
	return d
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
