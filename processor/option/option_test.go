package option

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// usual are options as they might be chosen.
func usual() Choice {
	return Choice{
		Look:  Look{Mode: ModeFit, Size: 256, Ratio: Ratio{1, 1}, Blur: 2, BlurUnit: BlurOfPhoto, Format: FormatSame, Quality: 85, Background: White, Metadata: MetadataNone, Color: ColorSRGB},
		Place: Place{Existing: ExistingReplace},
		Work:  Work{Workers: 4, Pool: PoolGoroutines},
	}
}

func TestMark(t *testing.T) {
	tests := []struct {
		name   string
		format string
		change func(*Look)
		want   string
	}{
		{"usual", "JPEG", func(*Look) {}, "mode=fit size=256 blur=2 format=JPEG quality=85"},
		{"the quality has no say in a PNG", "PNG", func(l *Look) { l.Quality = 1 }, "mode=fit size=256 blur=2 format=PNG"},
		{"the ratio has no say but in a crop", "PNG", func(l *Look) { l.Ratio = Ratio{3, 2} }, "mode=fit size=256 blur=2 format=PNG"},
		{"a crop", "GIF", func(l *Look) { l.Mode, l.Ratio = ModeFill, Ratio{3, 2} }, "mode=fill size=256 ratio=3:2 blur=2 format=GIF"},
		{"blur of the thumbnail", "BMP", func(l *Look) { l.Blur, l.BlurUnit = 0.5, BlurOfThumbnail }, "mode=fit size=256 blur=0.5 of=thumbnail format=BMP"},
		{"the quality has a say in a WebP", "WebP", func(l *Look) { l.Quality = 1 }, "mode=fit size=256 blur=2 format=WebP quality=1"},
		{"colours that are kept", "TIFF", func(l *Look) { l.Color = ColorKeep }, "mode=fit size=256 blur=2 format=TIFF color=keep"},
		{"what is chosen seldom", "PNG", func(l *Look) { l.NeverLarger, l.Metadata, l.Times = true, MetadataNoLocation, true }, "mode=fit size=256 blur=2 format=PNG never-larger=true metadata=no-location times=true"},
		{"another background", "JPEG", func(l *Look) { l.Background = Color{1, 2, 255} }, "mode=fit size=256 blur=2 format=JPEG quality=85 background=0102ff"},
		{"the background has no say in a PNG", "PNG", func(l *Look) { l.Background = Color{} }, "mode=fit size=256 blur=2 format=PNG"},
		{"the choice of a format is not that of the file", "PNG", func(l *Look) { l.Format = FormatPNG }, "mode=fit size=256 blur=2 format=PNG"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			look := usual().Look
			tt.change(&look)
			if got := look.Mark(tt.format); got != tt.want {
				t.Errorf("the mark is %q, want %q", got, tt.want)
			}
		})
	}
}

// TestEveryLookIsMarkedAndKept would fail for an option that is not in marks, so
// that thumbnails would be up to date without it, or not in presets.
func TestEveryLookIsMarkedAndKept(t *testing.T) {
	names, keys := map[string]bool{}, map[string]bool{}
	for _, o := range Declared(Look{}) {
		if o.mark == "" || names[o.mark] || strings.ContainsAny(o.mark, " =") {
			t.Errorf("%s is marked as %q", o.Name, o.mark)
		}
		if o.Key == "" || keys[o.Key] || o.Flag == "" {
			t.Errorf("%s has the key %q and the flag %q", o.Name, o.Key, o.Flag)
		}
		names[o.mark], keys[o.Key] = true, true
	}
	for _, o := range Declared(Limits{}) {
		if o.Key != "" {
			t.Errorf("%s is remembered as %q", o.Name, o.Key)
		}
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Choice, *Limits)
		want   []string
	}{
		{"all right", func(*Choice, *Limits) {}, nil},
		{"the least and the most", func(c *Choice, l *Limits) { c.Size, c.Blur, l.PhotoTimeout = 16, 250, 1 }, nil},
		{"a range", func(c *Choice, _ *Limits) { c.Size, c.Quality = 15, 101 }, []string{"Size must be between 16 and 8192 pixels", "Quality must be between 1 and 100"}},
		{"no number", func(c *Choice, _ *Limits) { c.Blur = math.NaN() }, []string{"Blur must be between 0 and 250 pixels"}},
		{"a word", func(c *Choice, _ *Limits) { c.Mode = "stretch" }, []string{"Mode must be fit, fill, width or height"}},
		{"two words", func(c *Choice, _ *Limits) { c.BlurUnit = "" }, []string{"BlurUnit must be photo or thumbnail"}},
		{"a shape", func(c *Choice, _ *Limits) { c.Ratio = Ratio{0, 1} }, []string{"Ratio must have numbers between 1 and 100"}},
		{
			"bounds on one side", func(_ *Choice, l *Limits) {
				l.MaxPixels, l.MaxFileBytes, l.PerHost, l.DownloadRate, l.PhotoMemory = -1, 0, 0, -1, 64<<20-1
			},
			[]string{"MaxPixels must not be less than 0", "MaxFileBytes must be more than 0", "PhotoMemory must be at least 64 MB", "PerHost must be at least 1", "DownloadRate must not be less than 0"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := struct {
				Choice
				Limits
			}{usual(), Limits{
				MaxPixels: 1, MaxFileBytes: 1, MemoryBudget: 1, PhotoTimeout: time.Second, PhotoMemory: 64 << 20,
				Connections: 1, PerHost: 1, DownloadTimeout: time.Second,
			}}
			tt.change(&all.Choice, &all.Limits)
			var got []string
			for _, err := range Check(all) {
				got = append(got, err.Error())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("wrong are %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReadTakesWhatIsRightAndLeavesTheRest(t *testing.T) {
	want := usual()
	want.Size, want.Ratio, want.Subfolders, want.Workers = 512, Ratio{3, 2}, true, 7
	got := usual()
	err := Read([]byte(`{"Size":512,"mode":"stretch","ratio":"3:2","blur":"much","blurunit":7,"quality":1000,"Subfolders":true,`+
		`"workers":7,"pool":null,"wait":true,"downloads":"/elsewhere","maxPixels":9,"unknown":{}}`), &got)
	if err != nil || got != want {
		t.Errorf("read %+v, want %+v, error %v", got, want, err)
	}
	if err := Read([]byte("[]"), &got); err == nil || got != want {
		t.Errorf("of an array is read %+v, error %v", got, err)
	}
}

func TestWhatIsRememberedIsReadAgain(t *testing.T) {
	want := Choice{
		Look:  Look{Mode: ModeFill, Size: 900, Ratio: Ratio{3, 2}, Blur: 1.5, BlurUnit: BlurOfThumbnail, Format: FormatWebP, Quality: 70, Background: Color{1, 2, 3}, NeverLarger: true, Metadata: MetadataNoLocation, Times: true, Color: ColorKeep},
		Place: Place{Subfolders: true, Out: "/out", Existing: ExistingSkip},
		Work:  Work{Workers: 7, Pool: PoolProcesses},
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got := usual()
	if err := Read(text, &got); err != nil || got != want {
		t.Errorf("%s is read as %+v, want %+v, error %v", text, got, want, err)
	}
}

func TestParseColor(t *testing.T) {
	for s, want := range map[string]Color{"ffffff": White, "#0A0b0C": {10, 11, 12}, " white ": White, "Black": {}} {
		if c, err := ParseColor(s); err != nil || c != want {
			t.Errorf("%q is %v, error %v", s, c, err)
		}
	}
	for _, s := range []string{"", "#", "fff", "fffffff", "gggggg", "rgb(1,2,3)", "##ffffff"} {
		if c, err := ParseColor(s); err == nil {
			t.Errorf("%q is %v", s, c)
		}
	}
}

func TestParseRatio(t *testing.T) {
	for _, s := range []string{"", "3", "3:", ":2", "0:1", "1:101", "-1:2", "3:2:1", "a:b", "3/2"} {
		if r, err := ParseRatio(s); err == nil {
			t.Errorf("%q is %v", s, r)
		}
	}
	if r, err := ParseRatio("16:9"); err != nil || r != (Ratio{16, 9}) {
		t.Errorf("16:9 is %v, error %v", r, err)
	}
}
