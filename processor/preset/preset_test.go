package preset

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/option"
)

// postcard is a preset in which nothing is as on a first start.
func postcard() Preset {
	return Preset{
		Name: "Postcard, größer", Existing: option.ExistingSkip,
		Look: option.Look{
			Size: 900, Mode: option.ModeFill, Ratio: option.Ratio{W: 3, H: 2}, Blur: 1.5,
			BlurUnit: option.BlurOfThumbnail, Format: option.FormatPNG, Quality: 70, Background: option.Color{G: 7},
			NeverLarger: true, Metadata: option.MetadataNoLocation, Times: true, Color: option.ColorKeep,
		},
	}
}

func newStore(t *testing.T) *Store {
	return At(filepath.Join(t.TempDir(), "settings", "presets.json"))
}

func TestApplyAndOf(t *testing.T) {
	o := processor.DefaultOptions()
	o.Out, o.Workers = "/thumbs", 3
	p := postcard()
	applied := p.Apply(o)
	if got := Of(p.Name, applied); got != p {
		t.Errorf("back came %+v, want %+v", got, p)
	}
	if applied.Out != "/thumbs" || applied.Workers != 3 {
		t.Errorf("the preset changed what is not in it: %+v", applied)
	}
}

func TestFits(t *testing.T) {
	fill, fit := postcard(), postcard()
	fit.Mode = option.ModeFit
	tests := []struct {
		name   string
		preset Preset
		change func(*processor.Options)
		want   bool
	}{
		{"unchanged", fill, func(*processor.Options) {}, true},
		{"another folder", fill, func(o *processor.Options) { o.Out = "/elsewhere" }, true},
		{"another quality", fill, func(o *processor.Options) { o.Quality++ }, false},
		{"another ratio", fill, func(o *processor.Options) { o.Ratio.W++ }, false},
		{"another ratio where none is used", fit, func(o *processor.Options) { o.Ratio.W++ }, true},
	}
	for _, tt := range tests {
		o := tt.preset.Apply(processor.DefaultOptions())
		tt.change(&o)
		if got := tt.preset.Fits(o); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCheckName(t *testing.T) {
	tests := []struct {
		name string
		want error
	}{
		{"Web 1200", nil},
		{"写真 ✓", nil},
		{strings.Repeat("ü", MaxName), nil},
		{"", ErrNoName},
		{" \t", ErrNoName},
		{strings.Repeat("ü", MaxName+1), ErrLongName},
		{" Web", ErrBadName},
		{"We\nb", ErrBadName},
		{"\x1b[31mred", ErrBadName},
	}
	for _, tt := range tests {
		if got := CheckName(tt.name); !errors.Is(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestBuiltInAreValidAndGiveWay(t *testing.T) {
	for _, p := range BuiltIn() {
		if err := p.Validate(); err != nil {
			t.Error(err)
		}
	}
	own := postcard()
	own.Name = "web 1200"
	all := All([]Preset{own})
	if len(all) != len(BuiltIn()) || all[0] != own {
		t.Errorf("all are %q", Names(all))
	}
	if p, ok := Find(all, "WEB 1200"); !ok || p != own {
		t.Errorf("found %+v, %v", p, ok)
	}
}

func TestStore(t *testing.T) {
	s := newStore(t)
	if presets, err := s.Load(); err != nil || len(presets) != 0 {
		t.Fatalf("a file that is not there holds %v, %v", presets, err)
	}
	first, second := postcard(), postcard()
	second.Name = "Second"
	for _, p := range []Preset{first, second} {
		if _, err := s.Put(p); err != nil {
			t.Fatal(err)
		}
	}
	first.Name, first.Size = strings.ToUpper(first.Name), 901
	if _, err := s.Put(first); err != nil {
		t.Fatal(err)
	}
	presets, err := At(s.Path()).Load()
	if err != nil || !slices.Equal(presets, []Preset{first, second}) {
		t.Fatalf("read back %+v, %v", presets, err)
	}
	presets, err = s.Remove("second")
	if err != nil || !slices.Equal(presets, []Preset{first}) {
		t.Errorf("left are %+v, %v", presets, err)
	}
	files, err := os.ReadDir(filepath.Dir(s.Path()))
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v; want the file alone", files, err)
	}
}

func TestPutRefusesWhatCannotBe(t *testing.T) {
	s := newStore(t)
	p := postcard()
	p.Size = 3
	if _, err := s.Put(p); err == nil || !strings.Contains(err.Error(), "between 16 and 8192") {
		t.Errorf("size 3: %v", err)
	}
	p = postcard()
	p.Name = ""
	if _, err := s.Put(p); !errors.Is(err, ErrNoName) {
		t.Errorf("no name: %v", err)
	}
	if _, err := os.Stat(s.Path()); err == nil {
		t.Error("a file was written")
	}
}

func TestWhatIsLeftOutIsAsOnAFirstStart(t *testing.T) {
	presets, err := read([]byte(`{"presets": [{"name": "Small", "size": 50}]}`))
	if err != nil {
		t.Fatal(err)
	}
	o := processor.DefaultOptions()
	o.Size = 50
	if want := []Preset{Of("Small", o)}; !slices.Equal(presets, want) {
		t.Errorf("read %+v, want %+v", presets, want)
	}
}

func TestABrokenFileIsLeftAsItIs(t *testing.T) {
	tests := []struct{ name, text, says string }{
		{"empty", "", "EOF"},
		{"cut off", `{"presets": [{"name": "A", "si`, "unexpected EOF"},
		{"more after its end", `{"presets": []} {}`, "after its end"},
		{"a word of a later version", `{"presets": [{"name": "A", "sharpen": 1}]}`, "sharpen"},
		{"a later form", `{"version": 2, "presets": []}`, "version"},
		{"a wrong type", `{"presets": [{"name": "A", "size": "large"}]}`, "size"},
		{"a wrong number", `{"presets": [{"name": "A", "size": 3}]}`, `"A": Size must be between 16 and 8192`},
		{"a wrong ratio", `{"presets": [{"name": "A", "ratio": "3/2"}]}`, `"3/2" is no ratio`},
		{"a wrong mode", `{"presets": [{"name": "A", "mode": "stretch"}]}`, "fit, fill, width or height"},
		{"no name", `{"presets": [{"size": 50}]}`, "name is empty"},
		{"a name twice", `{"presets": [{"name": "A"}, {"name": "a"}]}`, `two presets named "a"`},
		{"too long", strings.Repeat(" ", maxFile+1), "more than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := At(filepath.Join(t.TempDir(), "presets.json"))
			if err := os.WriteFile(s.Path(), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, loading := s.Load()
			_, putting := s.Put(postcard())
			_, removing := s.Remove("A")
			for _, err := range []error{loading, putting, removing} {
				if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), s.Path()) {
					t.Errorf("error %v does not say %q and the path", err, tt.says)
				}
			}
			if text, err := os.ReadFile(s.Path()); err != nil || string(text) != tt.text {
				t.Errorf("the file was changed to %q, %v", text, err)
			}
		})
	}
}

func TestAFileThatCannotBeWrittenStays(t *testing.T) {
	dir := t.TempDir()
	inTheWay := filepath.Join(dir, "thumbpool")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := At(filepath.Join(inTheWay, "presets.json"))
	if _, err := s.Put(postcard()); err == nil {
		t.Error("a preset was saved below a file")
	}
}

// Whatever is planted where the presets belong is left, and keeps nobody waiting.
func TestWhatIsNoFileIsLeft(t *testing.T) {
	for name, plant := range map[string]func(path string) error{
		"a link":   func(path string) error { return os.Symlink(filepath.Join(filepath.Dir(path), "other.json"), path) },
		"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"a pipe":   pipe,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, other := At(filepath.Join(dir, "presets.json")), filepath.Join(dir, "other.json")
			if err := os.WriteFile(other, []byte(`{"presets": []}`), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := plant(s.Path()); err != nil {
				t.Skip("not here:", err)
			}
			before, err := os.Lstat(s.Path())
			if err != nil {
				t.Fatal(err)
			}
			_, loading := s.Load()
			_, putting := s.Put(postcard())
			for _, err := range []error{loading, putting} {
				if err == nil || !strings.Contains(err.Error(), s.Path()) || !strings.Contains(err.Error(), name) {
					t.Errorf("error %v does not say what it is", err)
				}
			}
			if after, err := os.Lstat(s.Path()); err != nil || !os.SameFile(before, after) {
				t.Errorf("it is not what it was: %v", err)
			}
			if text, err := os.ReadFile(other); err != nil || string(text) != `{"presets": []}` {
				t.Errorf("the other file holds %q, %v", text, err)
			}
		})
	}
}

func TestThePresetsAreTheUsersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another thing there")
	}
	s := newStore(t)
	if _, err := s.Put(postcard()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(s.Path()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
}

func TestManyAtOnceLoseNothing(t *testing.T) {
	s := newStore(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			p := postcard()
			p.Name = fmt.Sprint("number ", i)
			if _, err := s.Put(p); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if presets, err := s.Load(); err != nil || len(presets) != 8 {
		t.Errorf("the file holds %q, %v", Names(presets), err)
	}
}
