package main

import (
	"strings"
	"testing"

	"thumbpool/processor/option"
)

// TestEveryOptionIsAFlag looks for the flags that the options declare in what
// the program says of itself.
func TestEveryOptionIsAFlag(t *testing.T) {
	var out strings.Builder
	flags := newThumbnailFlags()
	if code, done := parse(&flags, "thumbpool-cli", "", []string{"--help"}, console{out: &out, err: &out}); code != exitAll || !done {
		t.Fatalf("--help ends with %d: %s", code, out.String())
	}
	help := strings.Join(strings.Fields(out.String()), " ")
	for _, o := range option.Declared(flags) {
		if o.Flag != "" && !strings.Contains(help, "--"+o.Flag) {
			t.Errorf("--%s is not in\n%s", o.Flag, help)
		}
	}
	for _, want := range []string{"--size=256", "16 to 8192 pixels", "--max-megapixels=150", "--photo-timeout=30s", `--existing="replace"`, "thumbs inside each folder"} {
		if !strings.Contains(help, want) {
			t.Errorf("%q is not in\n%s", want, help)
		}
	}
}

func TestNumbersCountWhatTheirTypeNames(t *testing.T) {
	flags := newThumbnailFlags()
	args := []string{"--photo-memory=64", "--download-rate", "1.5", "--max-megapixels=0.25", "photos"}
	var out strings.Builder
	if _, done := parse(&flags, "thumbpool-cli", "", args, console{out: &out, err: &out}); done {
		t.Fatal(out.String())
	}
	if flags.PhotoMemory != 64<<20 || flags.DownloadRate != 1500 || flags.MaxPixels != 250_000 {
		t.Errorf("%d, %d and %d", flags.PhotoMemory, flags.DownloadRate, flags.MaxPixels)
	}
	for _, wrong := range []string{"--photo-memory=much", "--max-megapixels=1e300", "--download-rate=nan"} {
		if code, done := parse(&flags, "thumbpool-cli", "", []string{wrong, "photos"}, console{out: &out, err: &out}); !done || code != exitUsage {
			t.Errorf("%s is taken", wrong)
		}
	}
}
