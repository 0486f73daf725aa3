package controller

import (
	"encoding/json"
	"errors"

	"thumbpool/processor/option"
)

// settingsKey is where the preferences keep the settings, as JSON.
const settingsKey = "settings"

// decode reads settings that were encoded, over spare; false when they cannot be
// read at all.
func decode(text string, spare settings) (settings, bool) {
	stored := struct {
		*settings
		Options json.RawMessage `json:"options"`
	}{settings: &spare}
	err := json.Unmarshal([]byte(text), &stored)
	if _, other := errors.AsType[*json.UnmarshalTypeError](err); err != nil && !other {
		return spare, false
	}
	_ = option.Read(stored.Options, &spare.Options.Choice) // without them, those of a first start
	return spare, true
}

// encode writes settings: of the options those that can be chosen.
func (s *settings) encode() (string, bool) {
	text, err := json.Marshal(struct {
		*settings
		Options option.Choice `json:"options"`
	}{s, s.Options.Choice})
	return string(text), err == nil
}
