package rail

import (
	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// usualSizes are sizes that are used often: an icon, a contact sheet, a larger
// one, a page of the web, a whole screen.
var usualSizes = []float64{50, 256, 512, 1200, 2048}

func (r *Rail) addSettings(o processor.Options) {
	size, blur, workers := option.Of("Size"), option.Of("Blur"), option.Of("Workers")
	px := words.Of("rail.pixels")
	most := float64(max(r.cores*2, 8))
	heading := func(key string) *control.Label { return control.NewLabel(words.Of(key), look.TextBody, look.Text) }

	r.shape = control.NewChoice("", r.shapeMenu)
	r.size = control.NewSetting(control.Range{
		Min: size.Min, Max: size.Max, Usual: usualSizes,
		Scale: control.Doubling{Min: size.Min, Max: size.Max}, Problem: "problem.size",
	}, heading("rail.size"), px, float64(o.Size), func(v float64) { r.actions.Size(int(v)) }, r.actions.Checked).Beside(r.shape)

	r.unit = control.NewChoice("", r.unitMenu)
	r.blur = control.NewSetting(control.Range{
		Min: blur.Min, Max: blur.Max, Decimals: 1, Scale: control.Cubic{Max: blur.Max}, Problem: "problem.blur",
	}, heading("rail.blur"), px, o.Blur, r.actions.Blur, r.actions.Checked).Beside(r.unit)

	r.workers = control.NewSetting(control.Range{
		Min: workers.Min, Max: workers.Max, Scale: control.Linear{Min: 1, Max: most}, Problem: "problem.workers",
	}, control.NewCaption(words.Of("rail.workers")), "", float64(o.Workers), func(v float64) {
		r.ShowWorkers(model.Workers{})
		r.actions.Workers(int(v))
	}, r.actions.Checked)
	r.workers.SetHint(words.Of("hint.workers"))
	r.ShowWorkers(model.Workers{})
}

// ResetWrong puts the settings that are right in the place of what was typed
// wrong.
func (r *Rail) ResetWrong() {
	for _, s := range []*control.Setting{r.size, r.blur} {
		if s.Wrong() {
			s.SetValue(s.Value())
		}
	}
}

// ShowOptions shows settings that are right. A figure that was typed wrong
// stays, unless another comes in its place.
func (r *Rail) ShowOptions(o processor.Options) {
	old := r.options
	r.options = o
	if o.Size != old.Size {
		r.size.SetValue(float64(o.Size))
	}
	if o.Blur != old.Blur {
		r.blur.SetValue(o.Blur)
	}
	shape := model.ShapeOf(o)
	r.shape.SetLabel(words.Say(shape.Short()), false)
	r.shape.SetHint(words.Say(shape.Hint()))
	r.size.SetHint(words.Say(shape.Hint()))
	r.unit.SetLabel(words.Say(model.BlurUnitText(o.BlurUnit)), false)
	r.unit.SetHint(words.Say(model.BlurHint(o.BlurUnit)))
	r.blur.SetHint(words.Say(model.BlurHint(o.BlurUnit)))
	r.showOutput()
	r.arrange()
}

// shapeMenu offers the shapes, and to type a ratio after those that are there.
func (r *Rail) shapeMenu() *fyne.Menu {
	now := model.ShapeOf(r.options)
	menu := fyne.NewMenu("")
	ratios := false
	for _, s := range model.Shapes() {
		if ratios && s.Mode != option.ModeFill {
			menu.Items = append(menu.Items, choose(words.Of("shape.other"), !now.Listed(), r.actions.OtherRatio))
		}
		ratios = s.Mode == option.ModeFill
		menu.Items = append(menu.Items, choose(words.Say(s.Long()), s == now, func() { r.actions.Shape(s) }))
	}
	return menu
}

// unitMenu offers the pixels that a blur can count.
func (r *Rail) unitMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, u := range model.BlurUnits() {
		menu.Items = append(menu.Items, choose(words.Say(model.BlurUnitText(u)), u == r.options.BlurUnit, func() { r.actions.BlurUnit(u) }))
	}
	return menu
}

// choose is an item of a menu; the one that is in use has a tick.
func choose(label string, inUse bool, chosen func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, chosen)
	item.Checked = inUse
	return item
}
