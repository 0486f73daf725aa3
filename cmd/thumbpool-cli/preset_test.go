package main

import (
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
			flags := newThumbnailFlags()
			var out, complaint strings.Builder
			args := strings.Split(tt.args+" photos", " ")
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "\u00a0", " ")
			}
			if code, done := parse(&flags, "thumbpool-cli", "", args, console{out: &out, err: &complaint}); done {
				t.Fatalf("ended with %d: %s", code, complaint.String())
			}
			got, err := flags.options()
			if err != nil {
				t.Fatal(err)
			}
			want := processor.DefaultOptions()
			want.Size, want.Mode, want.Ratio = 900, option.ModeFill, option.Ratio{W: 3, H: 2}
			want.Blur, want.BlurUnit = 1.5, option.BlurOfThumbnail
			want.Format, want.Quality, want.Existing = option.FormatPNG, 70, option.ExistingSkip
			want.Background = option.Color{G: 7}
			tt.want(&want)
			if got != want {
				t.Errorf("the options are\n%+v, want\n%+v", got, want)
			}
		})
	}
}

func TestUnknownPresetListsThoseThereAre(t *testing.T) {
	withPresets(t, preset.Of("Postcard", processor.DefaultOptions()))
	got := start(t, "", "--preset", "Poster", t.TempDir())
	for _, want := range []string{`--preset: there is none named "Poster"`, "Postcard, Web 1200"} {
		if got.code != exitUsage || !strings.Contains(got.err, want) {
			t.Errorf("%+v; want exit code %d and %q", got, exitUsage, want)
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
	got := start(t, "", "--preset", "Web 1200", t.TempDir())
	if got.code != exitUsage || !strings.Contains(got.err, path) {
		t.Errorf("%+v; want exit code %d and the path %s", got, exitUsage, path)
	}
	if got := start(t, "", folder(t, "a.jpg")); got.code != exitAll {
		t.Errorf("without --preset the file does not matter: %+v", got)
	}
}
