package model

import (
	"errors"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/preset"
)

// Presets is what there is of named settings, and which was chosen last.
type Presets struct {
	Own    []preset.Preset // the user's
	Chosen string          // name; empty when none was chosen
	// Unreadable says that the user's could not be read.
	Unreadable bool
}

// PresetMenu is the menu of presets as it is shown.
type PresetMenu struct {
	Label Text // what stands for the menu: the preset in use
	Hint  Text
	// Changed says that the settings are no longer those of the preset.
	Changed      bool
	Own, BuiltIn []PresetItem
	// Update is the user's preset that could take over what was changed, or
	// empty.
	Update     string
	Unreadable bool
}

// PresetItem is a preset in the menu.
type PresetItem struct {
	Name  string
	Label Text
	InUse bool
}

// Menu returns the menu while o are the settings.
func (p Presets) Menu(o processor.Options) PresetMenu {
	m := PresetMenu{Label: Say("presets"), Hint: Say("hint.presets"), Unreadable: p.Unreadable}
	for i, item := range preset.All(p.Own) {
		own := i < len(p.Own)
		entry := PresetItem{Name: item.Name, Label: presetName(item.Name, own), InUse: preset.SameName(item.Name, p.Chosen)}
		if own {
			m.Own = append(m.Own, entry)
		} else {
			m.BuiltIn = append(m.BuiltIn, entry)
		}
		if !entry.InUse {
			continue
		}
		m.Label, m.Changed = entry.Label, !item.Fits(o)
		if m.Changed {
			m.Hint = Say("hint.presetChanged")
			if own {
				m.Update = item.Name
			}
		}
	}
	return m
}

// presetName is a user's name as it is, that of a built-in preset translated.
func presetName(name string, own bool) Text {
	if own {
		return Say("verbatim", "Text", name)
	}
	return Say("builtin." + strings.ToLower(strings.ReplaceAll(name, " ", "-")))
}

// Naming is what to say about a name for a preset while it is typed.
type Naming struct {
	Line  Text // beside the field; may be none
	Wrong bool // it cannot be
}

// Name judges a name that is typed for the settings.
func (p Presets) Name(typed string) Naming {
	name := strings.TrimSpace(typed)
	switch err := preset.CheckName(name); {
	case errors.Is(err, preset.ErrNoName):
		return Naming{Line: Say("preset.noName"), Wrong: true}
	case errors.Is(err, preset.ErrLongName):
		return Naming{Line: Say("preset.longName", "Max", preset.MaxName), Wrong: true}
	case err != nil:
		return Naming{Line: Say("preset.badName"), Wrong: true}
	}
	if _, used := preset.Find(p.Own, name); used {
		return Naming{Line: Say("preset.used")}
	}
	return Naming{}
}
