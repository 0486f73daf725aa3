package flags

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/processor/preset"
)

// withPresets gives the program settings of its own with the given presets.
func withPresets(t *testing.T, presets ...preset.Preset) (path string) {
	t.Helper()
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, home)
	}
	path, err := preset.File()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range presets {
		if _, err := preset.At(path).Put(p); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestPreset(t *testing.T) {
	withPresets(t, preset.Preset{
		Name: "Postcard", Existing: option.ExistingSkip,
		Look: option.Look{
			Size: 900, Mode: option.ModeFill, Ratio: option.Ratio{W: 3, H: 2}, Blur: 1.5,
			BlurUnit: option.BlurOfThumbnail, Format: option.FormatPNG, Quality: 70, Background: option.Color{G: 7},
			NeverLarger: true, Metadata: option.MetadataNoLocation, Times: true, Color: option.ColorKeep,
		},
	})
	tests := []struct {
		name string
		args string
		want func(*processor.Options)
	}{
		{"all of it", "--preset Postcard", func(*processor.Options) {}},
		{"capitals do not count", "--preset=postCARD", func(*processor.Options) {}},
		{"flags win, before it and after it", "-s 64 --preset Postcard --ratio 1:1 --existing=replace -b 0", func(o *processor.Options) {
			o.Size, o.Ratio, o.Existing, o.Blur = 64, option.Ratio{W: 1, H: 1}, option.ExistingReplace, 0
		}},
		{"a flag wins with its default", "--preset Postcard --size 256", func(o *processor.Options) { o.Size = 256 }},
		{"a built-in one", "--preset=Icons\u00a050", func(o *processor.Options) {
			icons, _ := preset.Find(preset.BuiltIn(), "Icons 50")
			*o = icons.Apply(processor.DefaultOptions())
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			flags := NewThumbnails()
			args := strings.Split(tt.args+" photos", " ")
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "\u00a0", " ")
			}
			if _, _, err := Parse(flags, args, io.Discard); err != nil {
				t.Fatal(err)
			}
			got, err := flags.Options()
			if err != nil {
				t.Fatal(err)
			}
			want := processor.DefaultOptions()
			want.Size, want.Mode, want.Ratio = 900, option.ModeFill, option.Ratio{W: 3, H: 2}
			want.Blur, want.BlurUnit = 1.5, option.BlurOfThumbnail
			want.Format, want.Quality, want.Existing = option.FormatPNG, 70, option.ExistingSkip
			want.Background = option.Color{G: 7}
			want.NeverLarger, want.Times, want.Color, want.Metadata = true, true, option.ColorKeep, option.MetadataNoLocation
			tt.want(&want)
			if got != want {
				t.Errorf("the options are\n%+v, want\n%+v", got, want)
			}
		})
	}
}

func TestUnknownPresetListsThoseThereAre(t *testing.T) {
	withPresets(t, preset.Of("Postcard", processor.DefaultOptions()))
	_, _, err := Parse(NewThumbnails(), []string{"--preset", "Poster", "photos"}, io.Discard)
	for _, want := range []string{`--preset: there is none named "Poster"`, "Postcard, Web 1200"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestPresetsThatCannotBeRead(t *testing.T) {
	path := withPresets(t)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Parse(NewThumbnails(), []string{"--preset", "Web 1200", "photos"}, io.Discard); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("%v, want the path %s", err, path)
	}
	if _, _, err := Parse(NewThumbnails(), []string{"photos"}, io.Discard); err != nil {
		t.Errorf("without --preset the file does not matter: %v", err)
	}
}
