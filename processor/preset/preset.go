// Package preset keeps named ways to make thumbnails: size, mode, blur, format,
// quality and what happens to earlier ones. The window and the terminal program
// share them, in one file. It stands beside the engine and above its options.
//
// In flow a name and options, out flow options. A [Store] may be used from many
// goroutines; everything else is plain values.
package preset

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thumbpool/processor"
	"thumbpool/processor/option"
)

// MaxName is the longest name, in characters.
const MaxName = 40

// Preset is a look with a name, and what happens to earlier thumbnails. Where
// photos are, where thumbnails go and how many workers there are is not in it.
type Preset struct {
	Name string `json:"name"`
	option.Look
	Existing option.Existing `json:"existing"`
}

// Of returns what o says about a thumbnail, under a name.
func Of(name string, o processor.Options) Preset {
	return Preset{Name: name, Look: o.Look, Existing: o.Existing}
}

// Apply returns o with what the preset says.
func (p Preset) Apply(o processor.Options) processor.Options {
	o.Look, o.Existing = p.Look, p.Existing
	return o
}

// Texts are the values of the options that the preset holds, by their flags.
func (p Preset) Texts() map[string]string {
	o := p.Apply(processor.DefaultOptions())
	values, texts := option.Texts(o), map[string]string{}
	for _, held := range append(option.Declared(p.Look), option.Of("Existing")) {
		texts[held.Flag] = values[held.Name]
	}
	return texts
}

// Fits says whether o makes the thumbnails that the preset makes. A ratio
// counts only where it is used.
func (p Preset) Fits(o processor.Options) bool {
	if p.Mode != option.ModeFill {
		o.Ratio = p.Ratio
	}
	return Of(p.Name, o) == p
}

// Validate says what cannot be about the preset, if anything.
func (p Preset) Validate() error {
	if err := CheckName(p.Name); err != nil {
		return err
	}
	if err := p.Apply(processor.DefaultOptions()).Validate(); err != nil {
		return fmt.Errorf("the preset %q: %w", p.Name, err)
	}
	return nil
}

// Errors of names.
var (
	ErrNoName   = errors.New("the name is empty")
	ErrLongName = fmt.Errorf("the name has more than %d characters", MaxName)
	ErrBadName  = errors.New("the name has characters that cannot be printed, or spaces around it")
)

// CheckName says what cannot be about a name: one of the errors above, or nil.
func CheckName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return ErrNoName
	case utf8.RuneCountInString(name) > MaxName:
		return ErrLongName
	case name != strings.TrimSpace(name), strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return ErrBadName
	}
	return nil
}

// SameName says whether two names mean the same preset: capitals do not count.
func SameName(a, b string) bool { return strings.EqualFold(a, b) }

// Find returns the preset of that name.
func Find(presets []Preset, name string) (Preset, bool) {
	i := slices.IndexFunc(presets, func(p Preset) bool { return SameName(p.Name, name) })
	if i < 0 {
		return Preset{}, false
	}
	return presets[i], true
}

// BuiltIn returns the presets that are there without a file.
func BuiltIn() []Preset {
	o := processor.DefaultOptions()
	o.Blur = 0
	sheet := Of("Contact sheet 256", o)

	o.Size, o.Format = 1200, option.FormatJPEG
	web := Of("Web 1200", o)

	o.Mode, o.Ratio = option.ModeFill, option.Ratio{W: 1, H: 1}
	o.Size, o.Format = 512, option.FormatSame
	square := Of("Square 512", o)

	o.Size = 50
	icons := Of("Icons 50", o)
	return []Preset{web, square, sheet, icons}
}

// All returns the user's presets and after them the built-in ones whose names
// they do not use.
func All(own []Preset) []Preset {
	all := slices.Clone(own)
	for _, p := range BuiltIn() {
		if _, used := Find(own, p.Name); !used {
			all = append(all, p)
		}
	}
	return all
}

// Names returns the names, in the order of the presets.
func Names(presets []Preset) []string {
	names := make([]string, len(presets))
	for i, p := range presets {
		names[i] = p.Name
	}
	return names
}
