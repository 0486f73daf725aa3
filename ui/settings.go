package ui

import (
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/grid"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
)

// maxRecent is how many folders are remembered.
const maxRecent = 8

// settings is what is remembered from one start to the next.
type settings struct {
	Options    processor.Options `json:"-"`      // of which a choice is remembered, under "options"
	Preset     string            `json:"preset"` // name of the one that was chosen last
	Recent     []model.Recent    `json:"recent"`
	Appearance look.Appearance   `json:"appearance"`
	Order      model.Order       `json:"order"`
	CellSize   float32           `json:"cellSize"` // of the grid, dp
	Width      float32           `json:"width"`
	Height     float32           `json:"height"`
	// Cores is how many cores there were when Workers was chosen: a choice of
	// all of them stays one when there are more.
	Cores int `json:"cores"`
}

// settingsKey is where the preferences keep them, as JSON.
const settingsKey = "settings"

func defaultSettings(cores int) settings {
	s := settings{Options: processor.DefaultOptions(), Width: 1280, Height: 800, Cores: cores, CellSize: look.CellSize}
	s.Options.Workers = cores
	s.Options.Subfolders = true
	return s
}

// loadSettings reads what was remembered. What cannot be is replaced by the
// default, and nothing else.
func loadSettings(p fyne.Preferences, cores int) settings {
	s := defaultSettings(cores)
	stored := s
	remembered := struct {
		*settings
		Options json.RawMessage `json:"options"`
	}{settings: &stored}
	err := json.Unmarshal([]byte(p.String(settingsKey)), &remembered)
	if _, other := errors.AsType[*json.UnmarshalTypeError](err); err != nil && !other {
		return s
	}
	_ = option.Read(remembered.Options, &stored.Options.Choice) // without them, those of a first start
	if stored.Options.Workers == stored.Cores {
		stored.Options.Workers = cores
	}
	if stored.Order != model.ByName {
		stored.Order = model.ByFinished
	}
	if stored.CellSize < grid.SmallestCell || stored.CellSize > grid.LargestCell {
		stored.CellSize = look.CellSize
	}
	if !within(stored.Width, minSize.Width) || !within(stored.Height, minSize.Height) {
		stored.Width, stored.Height = s.Width, s.Height
	}
	if stored.Appearance != look.Dark && stored.Appearance != look.Light {
		stored.Appearance = look.Follow
	}
	stored.Recent = slices.DeleteFunc(stored.Recent, func(r model.Recent) bool { return r.Path == "" || r.Photos < 0 })
	stored.Recent = stored.Recent[:min(len(stored.Recent), maxRecent)]
	stored.Cores = cores
	return stored
}

// within says whether a side of the window can be on a screen.
func within(side, least float32) bool {
	const most = 16384
	return side >= least && side <= most
}

func (s *settings) save(p fyne.Preferences) {
	if text, err := json.Marshal(struct {
		*settings
		Options option.Choice `json:"options"`
	}{s, s.Options.Choice}); err == nil {
		p.SetString(settingsKey, string(text))
	}
}

// saveDelay gathers the changes of a slider that is being dragged.
const saveDelay = 500 * time.Millisecond

// save remembers the settings soon.
func (w *Window) save() {
	if w.unsaved {
		return
	}
	w.unsaved = true
	time.AfterFunc(saveDelay, func() { w.post(w.saveNow) })
}

// saveNow remembers the settings if there is anything new.
func (w *Window) saveNow() {
	if w.unsaved {
		w.unsaved = false
		w.set.save(w.app.Preferences())
	}
}

func cores() int { return runtime.GOMAXPROCS(0) }
