package ui

import (
	"errors"
	"strings"

	"thumbpool/processor/preset"
	"thumbpool/ui/ask"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// presets are the named settings.
type presets struct {
	model.Presets
	store *preset.Store // where the user's are kept
	err   error         // why they could not be read or saved, or nil
}

// loadPresets reads the user's presets.
func (w *Window) loadPresets() {
	store := w.presets.store
	go func() {
		own, err := store.Load()
		w.post(func() {
			w.presets.Own, w.presets.Unreadable, w.presets.err = own, err != nil, err
			w.showPresets()
		})
	}()
}

// changePresets changes the file of the user's presets off the UI thread. When
// that went well, chosen is the one in use.
func (w *Window) changePresets(chosen string, change func(*preset.Store) ([]preset.Preset, error)) {
	store := w.presets.store
	go func() {
		own, err := change(store)
		w.post(func() {
			if err != nil {
				w.presets.err = err
				w.explainPresets()
				return
			}
			w.presets.Own, w.presets.Unreadable, w.presets.err = own, false, nil
			w.choosePreset(chosen)
			w.observer.Note("presets", len(own))
		})
	}()
}

// showPresets shows the presets and which is in use.
func (w *Window) showPresets() { w.rail.ShowPresets(w.presets.Menu(w.set.Options)) }

// choosePreset remembers which preset is in use.
func (w *Window) choosePreset(name string) {
	w.presets.Chosen, w.set.Preset = name, name
	w.showPresets()
	w.save()
}

// usePreset takes the settings of a preset.
func (w *Window) usePreset(name string) {
	p, ok := preset.Find(preset.All(w.presets.Own), name)
	if !ok {
		return
	}
	w.set.Options = p.Apply(w.set.Options)
	w.choosePreset(p.Name)
	w.rail.ResetWrong()
	w.optionsChanged()
}

// savePreset puts the settings into the preset of that name.
func (w *Window) savePreset(name string) {
	p := preset.Of(name, w.set.Options)
	w.changePresets(name, func(s *preset.Store) ([]preset.Preset, error) { return s.Put(p) })
}

// askPresetName asks for a name and saves the settings under it.
func (w *Window) askPresetName() {
	w.askFor(ask.Input{
		Title: words.Of("preset.saveTitle"), Hint: words.Of("preset.nameHint"), Take: words.Of("preset.saveIt"),
		Check: func(text string) ask.Verdict {
			n := w.presets.Name(text)
			return ask.Verdict{Line: words.Say(n.Line), Wrong: n.Wrong}
		},
		Done: func(text string) { w.savePreset(strings.TrimSpace(text)) },
	})
}

// askRemovePreset asks before it removes a preset.
func (w *Window) askRemovePreset(name string) {
	chosen := w.presets.Chosen
	if preset.SameName(chosen, name) {
		chosen = ""
	}
	w.ask(words.Of("preset.removeTitle", "Name", name), words.Of("preset.removeBody"), []ask.Answer{
		{Label: words.Of("preset.removeIt"), Chosen: func() {
			w.changePresets(chosen, func(s *preset.Store) ([]preset.Preset, error) { return s.Remove(name) })
		}},
		{Label: words.Of("preset.keep"), Primary: true},
	}, nil)
}

// explainPresets says why the user's presets cannot be read or saved.
func (w *Window) explainPresets() {
	if w.presets.err == nil {
		return
	}
	file, wrong := errors.AsType[*preset.FileError](w.presets.err)
	if !wrong {
		w.tell(words.Of("ask.mistake"), w.presets.err.Error())
		return
	}
	open := ask.Answer{Label: words.Of("viewer.file"), Chosen: func() { w.openFile(file.Path) }}
	body := words.Of("preset.wrongFile", "Path", model.Shorten(file.Path, w.home), "Reason", file.Err)
	w.ask(words.Of("preset.wrongTitle"), body, []ask.Answer{open, {Label: words.Of("ask.ok"), Primary: true}}, nil)
}
