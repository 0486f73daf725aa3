package controller

import (
	"slices"
	"time"

	"thumbpool/processor"
	"thumbpool/ui/model"
)

// Preferences keep texts from one start to the next; Fyne's do.
type Preferences interface {
	String(key string) string
	SetString(key, value string)
}

// settings is what is remembered from one start to the next.
type settings struct {
	Options    processor.Options `json:"options"`
	Preset     string            `json:"preset"` // name of the one that was chosen last
	Recent     []model.Recent    `json:"recent"`
	Appearance model.Appearance  `json:"appearance"`
	Order      model.Order       `json:"order"`
	CellSize   float32           `json:"cellSize"` // of the grid, dp
	Width      float32           `json:"width"`
	Height     float32           `json:"height"`
	// Cores is how many cores there were when Workers was chosen: a choice of
	// all of them stays one when there are more.
	Cores int `json:"cores"`
}

func defaultSettings(cores int) settings {
	s := settings{Options: processor.DefaultOptions(), Width: 1280, Height: 800, Cores: cores, CellSize: model.UsualCell}
	s.Options.Workers = cores
	s.Options.Subfolders = true
	return s
}

// loadSettings reads what was remembered. What cannot be is replaced by the
// default, and nothing else.
func loadSettings(p Preferences, cores int) settings {
	s := defaultSettings(cores)
	stored, ok := decode(p.String(settingsKey), s)
	if !ok {
		return s
	}
	if stored.Options.Workers == stored.Cores {
		stored.Options.Workers = cores
	}
	if stored.Order != model.ByName {
		stored.Order = model.ByFinished
	}
	if stored.CellSize < model.SmallestCell || stored.CellSize > model.LargestCell {
		stored.CellSize = model.UsualCell
	}
	if !within(stored.Width, model.LeastWidth) || !within(stored.Height, model.LeastHeight) {
		stored.Width, stored.Height = s.Width, s.Height
	}
	if stored.Appearance != model.Dark && stored.Appearance != model.Light {
		stored.Appearance = model.Follow
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

func (s *settings) save(p Preferences) {
	if text, ok := s.encode(); ok {
		p.SetString(settingsKey, text)
	}
}

// saveDelay gathers the changes of a slider that is being dragged.
const saveDelay = 500 * time.Millisecond

// save remembers the settings soon.
func (c *Controller) save() {
	if c.unsaved {
		return
	}
	c.unsaved = true
	time.AfterFunc(saveDelay, func() { c.Post(c.saveNow) })
}

// saveNow remembers the settings if there is anything new.
func (c *Controller) saveNow() {
	if c.unsaved {
		c.unsaved = false
		c.set.save(c.given.Preferences)
	}
}
