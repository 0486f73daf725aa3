package model

import (
	"slices"
	"strings"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/processor/preset"
)

func TestShapes(t *testing.T) {
	o := processor.DefaultOptions()
	o.Ratio = option.Ratio{W: 5, H: 4}
	for _, s := range Shapes() {
		applied := s.Apply(o)
		if err := applied.Validate(); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		if ShapeOf(applied) != s || !s.Listed() {
			t.Errorf("%+v comes back as %+v", s, ShapeOf(applied))
		}
		if s.Mode != option.ModeFill && applied.Ratio != o.Ratio {
			t.Errorf("%+v lost the ratio for later: %v", s, applied.Ratio)
		}
	}
	if typed := (Shape{option.ModeFill, o.Ratio}); typed.Listed() {
		t.Error("5:4 is in the menu")
	}
}

func TestPresetMenu(t *testing.T) {
	o := processor.DefaultOptions()
	mine := preset.Of("Mine", o)
	web := preset.Of("web 1200", o) // hides the built-in one
	other := o
	other.Size++
	tests := []struct {
		name    string
		presets Presets
		options processor.Options
		label   string // key, or the user's words
		changed bool
		update  string
	}{
		{"none chosen", Presets{Own: []preset.Preset{mine}}, o, "presets", false, ""},
		{"own in use", Presets{Own: []preset.Preset{mine}, Chosen: "Mine"}, o, "Mine", false, ""},
		{"own in use and changed", Presets{Own: []preset.Preset{mine}, Chosen: "Mine"}, other, "Mine", true, "Mine"},
		{"built-in and changed", Presets{Chosen: "Icons 50"}, o, "builtin.icons-50", true, ""},
		{"own in place of a built-in one", Presets{Own: []preset.Preset{web}, Chosen: "Web 1200"}, o, "web 1200", false, ""},
		{"one that is no longer there", Presets{Chosen: "Gone"}, o, "presets", false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.presets.Menu(tt.options)
			label := m.Label.Key
			if label == "verbatim" {
				label = m.Label.Args["Text"].(string)
			}
			if label != tt.label || m.Changed != tt.changed || m.Update != tt.update {
				t.Errorf("it shows %q, changed %v, update %q; want %q, %v, %q", label, m.Changed, m.Update, tt.label, tt.changed, tt.update)
			}
			if got, want := len(m.Own), len(tt.presets.Own); got != want {
				t.Errorf("%d of the user's, want %d", got, want)
			}
			hidden := slices.ContainsFunc(m.BuiltIn, func(p PresetItem) bool { return p.Name == "Web 1200" })
			if own := len(m.Own) > 0 && m.Own[0].Name == "web 1200"; hidden == own {
				t.Errorf("the built-in one is listed: %v; the user has one of that name: %v", hidden, own)
			}
		})
	}
}

func TestPresetName(t *testing.T) {
	p := Presets{Own: []preset.Preset{preset.Of("Mine", processor.DefaultOptions())}}
	tests := []struct {
		typed string
		key   string
		wrong bool
	}{
		{"Holiday", "", false},
		{"  Holiday ", "", false},
		{"", "preset.noName", true},
		{"   ", "preset.noName", true},
		{strings.Repeat("x", preset.MaxName+1), "preset.longName", true},
		{"a\tb", "preset.badName", true},
		{" mine ", "preset.used", false},
		{"Web 1200", "", false}, // takes the place of the built-in one
	}
	for _, tt := range tests {
		if got := p.Name(tt.typed); got.Line.Key != tt.key || got.Wrong != tt.wrong {
			t.Errorf("%q: %+v, want %q, wrong %v", tt.typed, got, tt.key, tt.wrong)
		}
	}
}
