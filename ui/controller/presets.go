package controller

import (
	"errors"

	"thumbpool/processor/preset"
	"thumbpool/ui/model"
)

// presets are the named settings.
type presets struct {
	model.Presets
	store *preset.Store // where the user's are kept
	err   error         // why they could not be read or saved, or nil
}

// PresetMenu is the menu of presets.
func (c *Controller) PresetMenu() model.PresetMenu { return c.presets.Menu(c.set.Options) }

// PresetName judges a name that is typed for the settings.
func (c *Controller) PresetName(typed string) model.Naming { return c.presets.Name(typed) }

// loadPresets reads the user's presets.
func (c *Controller) loadPresets() {
	store := c.presets.store
	go func() {
		own, err := store.Load()
		c.Post(func() {
			c.presets.Own, c.presets.Unreadable, c.presets.err = own, err != nil, err
			c.tell(Changed{Presets: true})
		})
	}()
}

// changePresets changes the file of the user's presets off the UI thread. When
// that went well, chosen is the one in use.
func (c *Controller) changePresets(chosen string, change func(*preset.Store) ([]preset.Preset, error)) {
	store := c.presets.store
	go func() {
		own, err := change(store)
		c.Post(func() {
			if err != nil {
				c.presets.err = err
				c.ExplainPresets()
				return
			}
			c.presets.Own, c.presets.Unreadable, c.presets.err = own, false, nil
			c.choosePreset(chosen)
			c.tell(Changed{Presets: true, Photos: line("presets", len(own))})
		})
	}()
}

// choosePreset remembers which preset is in use.
func (c *Controller) choosePreset(name string) {
	c.presets.Chosen, c.set.Preset = name, name
	c.save()
}

// UsePreset takes the settings of a preset.
func (c *Controller) UsePreset(name string) {
	p, ok := preset.Find(preset.All(c.presets.Own), name)
	if !ok {
		return
	}
	c.set.Options = p.Apply(c.set.Options)
	c.choosePreset(p.Name)
	c.tell(Changed{Options: true, Preset: true, Presets: true})
}

// SavePreset puts the settings into the preset of that name.
func (c *Controller) SavePreset(name string) {
	p := preset.Of(name, c.set.Options)
	c.changePresets(name, func(s *preset.Store) ([]preset.Preset, error) { return s.Put(p) })
}

// AskRemovePreset asks before it removes a preset.
func (c *Controller) AskRemovePreset(name string) {
	chosen := c.presets.Chosen
	if preset.SameName(chosen, name) {
		chosen = ""
	}
	remove := func() {
		c.changePresets(chosen, func(s *preset.Store) ([]preset.Preset, error) { return s.Remove(name) })
	}
	c.ask(Question{
		Title: model.Say("preset.removeTitle", "Name", name), Body: []model.Text{model.Say("preset.removeBody")},
		Answers: []Answer{{Label: model.Say("preset.removeIt"), Chosen: remove}, {Label: model.Say("preset.keep"), Primary: true}},
	})
}

// ExplainPresets says why the user's presets cannot be read or saved.
func (c *Controller) ExplainPresets() {
	if c.presets.err == nil {
		return
	}
	file, wrong := errors.AsType[*preset.FileError](c.presets.err)
	if !wrong {
		c.mistake(model.Say("ask.mistake"), c.presets.err)
		return
	}
	c.ask(Question{
		Title:   model.Say("preset.wrongTitle"),
		Body:    []model.Text{model.Say("preset.wrongFile", "Path", model.Shorten(file.Path, c.given.Home), "Reason", file.Err)},
		Answers: []Answer{{Label: model.Say("viewer.file"), Chosen: func() { c.OpenFile(file.Path) }}, ok()},
	})
}
