package flags

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"thumbpool/processor/preset"
)

// presetFlag is the name of a preset. What it says stands for the flags that
// are not on the command line.
type presetFlag string

// BeforeResolve finds the preset, before the other flags take their defaults.
func (presetFlag) BeforeResolve(ctx *kong.Context, trace *kong.Path) error {
	name := string(ctx.FlagValue(trace.Flag).(presetFlag))
	p, err := findPreset(name)
	if err != nil {
		return fmt.Errorf("--%s: %w", trace.Flag.Name, err)
	}
	texts := p.Texts()
	ctx.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if text, ok := texts[flag.Name]; ok {
			return text, nil
		}
		return nil, nil
	}))
	return nil
}

// findPreset looks for a preset among the user's and the built-in ones.
func findPreset(name string) (preset.Preset, error) {
	path, err := preset.File()
	if err != nil {
		return preset.Preset{}, err
	}
	own, err := preset.At(path).Load()
	if err != nil {
		return preset.Preset{}, err
	}
	all := preset.All(own)
	p, ok := preset.Find(all, name)
	if !ok {
		return p, fmt.Errorf("there is none named %q; there are: %s", name, strings.Join(preset.Names(all), ", "))
	}
	return p, nil
}
