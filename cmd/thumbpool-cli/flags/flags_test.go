package flags

import (
	"io"
	"strings"
	"testing"

	"thumbpool/processor/option"
)

// TestEveryOptionIsAFlag looks for the flags that the options declare in what
// the program says of itself.
func TestEveryOptionIsAFlag(t *testing.T) {
	var out strings.Builder
	flags := NewThumbnails()
	if status, done, err := Parse(flags, []string{"--help"}, &out); status != 0 || !done || err != nil {
		t.Fatalf("--help ends with %d, %v: %s", status, err, out.String())
	}
	help := strings.Join(strings.Fields(out.String()), " ")
	for _, o := range option.Declared(flags) {
		if o.Flag != "" && !strings.Contains(help, "--"+o.Flag) {
			t.Errorf("--%s is not in\n%s", o.Flag, help)
		}
	}
	for _, want := range []string{"--size=256", "16 to 8192 pixels", "--max-megapixels=0", "--photo-timeout=30s", `--existing="replace"`, "thumbs inside each folder"} {
		if !strings.Contains(help, want) {
			t.Errorf("%q is not in\n%s", want, help)
		}
	}
}

func TestNumbersCountWhatTheirTypeNames(t *testing.T) {
	flags := NewThumbnails()
	args := []string{"--photo-memory=64", "--download-rate", "1.5", "--max-megapixels=0.25", "photos"}
	if _, _, err := Parse(flags, args, io.Discard); err != nil {
		t.Fatal(err)
	}
	if flags.PhotoMemory != 64<<20 || flags.DownloadRate != 1500 || flags.MaxPixels != 250_000 {
		t.Errorf("%d, %d and %d", flags.PhotoMemory, flags.DownloadRate, flags.MaxPixels)
	}
	for _, wrong := range []string{"--photo-memory=much", "--max-megapixels=1e300", "--download-rate=nan"} {
		if _, _, err := Parse(flags, []string{wrong, "photos"}, io.Discard); err == nil || !strings.Contains(err.Error(), "thumbpool-cli --help lists the flags") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestWhatIsWrongIsSaidOfTheFlags(t *testing.T) {
	flags := NewThumbnails()
	if _, _, err := Parse(flags, []string{"--size=1", "--quality=101", "photos"}, io.Discard); err != nil {
		t.Fatal(err)
	}
	_, err := flags.Options()
	if want := "--size must be between 16 and 8192 pixels; --quality must be between 1 and 100"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
