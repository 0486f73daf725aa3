package rail

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// PresetActions is what the menu of presets asks for.
type PresetActions struct {
	Use     func(name string)
	Save    func() // ask for a name
	Update  func(name string)
	Remove  func(name string)
	Explain func() // why the user's presets are not there
}

// ShowPresets shows which preset is in use and takes the others for the menu.
func (r *Rail) ShowPresets(m model.PresetMenu) {
	r.presets = m
	r.preset.SetLabel(words.Say(m.Label), m.Changed)
	r.preset.SetHint(words.Say(m.Hint))
	r.arrange()
}

// presetMenu offers the presets, the user's first, and what can be done with
// them.
func (r *Rail) presetMenu() *fyne.Menu {
	m, do := r.presets, r.actions.Presets
	var items []*fyne.MenuItem
	if m.Unreadable {
		items = append(items, fyne.NewMenuItem(words.Of("preset.unreadable"), do.Explain), fyne.NewMenuItemSeparator())
	}
	for i, list := range [][]model.PresetItem{m.Own, m.BuiltIn} {
		if i > 0 && len(m.Own) > 0 && len(list) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		for _, p := range list {
			items = append(items, choose(words.Say(p.Label), p.InUse, func() { do.Use(p.Name) }))
		}
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.Of("preset.save"), do.Save))
	if m.Update != "" {
		items = append(items, fyne.NewMenuItem(words.Of("preset.update", "Name", m.Update), func() { do.Update(m.Update) }))
	}
	if len(m.Own) > 0 {
		remove := fyne.NewMenuItem(words.Of("preset.remove"), nil)
		remove.ChildMenu = fyne.NewMenu("")
		for _, p := range m.Own {
			remove.ChildMenu.Items = append(remove.ChildMenu.Items, fyne.NewMenuItem(words.Say(p.Label), func() { do.Remove(p.Name) }))
		}
		items = append(items, remove)
	}
	return fyne.NewMenu("", items...)
}
