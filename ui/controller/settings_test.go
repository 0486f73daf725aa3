package controller

import (
	"math"
	"slices"
	"testing"

	"thumbpool/processor"
	"thumbpool/ui/model"
)

// preferences are kept in memory.
type preferences map[string]string

func (p preferences) String(key string) string    { return p[key] }
func (p preferences) SetString(key, value string) { p[key] = value }

func TestLimitsAreThoseOfThisVersion(t *testing.T) {
	p := preferences{}
	p.SetString(settingsKey, `{"options":{"Size":512,"MaxPixels":9,"MemoryBudget":1,"PhotoTimeout":1,"Shard":{"K":2,"N":3},"Downloads":"/elsewhere"}}`)
	want := defaultSettings(4).Options
	want.Size = 512
	if s := loadSettings(p, 4); s.Options != want {
		t.Errorf("remembered %+v, want %+v", s.Options, want)
	}
}

// FuzzSettings remembers anything: what comes of it can be used, and is the same
// the next time.
func FuzzSettings(f *testing.F) {
	f.Add(`{"options":{"Size":512,"Mode":"stretch","Ratio":{"W":0,"H":2},"Blur":1e308},"order":7,"cellSize":-1,"width":1e30,"height":600,"cores":-3}`)
	f.Add(`{"recent":[{"path":"","photos":-1},{"path":"/a"},{"path":"/b"}],"appearance":"pink"}`)
	f.Add(`{"options":null,"recent":null,"cores":1e99}`)
	p := preferences{}
	f.Fuzz(func(t *testing.T, text string) {
		p.SetString(settingsKey, text)
		s := loadSettings(p, 4)
		if err := s.Options.Validate(); err != nil {
			t.Errorf("settings: %v", err)
		}
		for name, v := range map[string]struct{ value, least, most float32 }{
			"width": {s.Width, model.LeastWidth, 16384}, "height": {s.Height, model.LeastHeight, 16384}, "cell": {s.CellSize, model.SmallestCell, model.LargestCell},
		} {
			if math.IsNaN(float64(v.value)) || v.value < v.least || v.value > v.most {
				t.Errorf("%s is %v", name, v.value)
			}
		}
		if s.Order != model.ByName && s.Order != model.ByFinished || !slices.Contains([]model.Appearance{model.Follow, model.Dark, model.Light}, s.Appearance) {
			t.Errorf("order %v, appearance %q", s.Order, s.Appearance)
		}
		if len(s.Recent) > maxRecent || slices.ContainsFunc(s.Recent, func(r model.Recent) bool { return r.Path == "" || r.Photos < 0 }) {
			t.Errorf("recent are %+v", s.Recent)
		}
		if limits := processor.DefaultOptions(); s.Options.MaxPixels != limits.MaxPixels || s.Options.MemoryBudget != limits.MemoryBudget {
			t.Errorf("limits are those of another version: %+v", s.Options)
		}
		s.save(p)
		if again := loadSettings(p, 4); again.Options != s.Options || again.Width != s.Width || again.Preset != s.Preset || len(again.Recent) != len(s.Recent) {
			t.Errorf("the next time they are %+v, and were %+v", again, s)
		}
	})
}

func TestBadPreferencesAreReplaced(t *testing.T) {
	for _, text := range []string{"", "{", `{"options":{"Size":-1}}`, `{"order":9}`} {
		p := preferences{}
		p.SetString(settingsKey, text)
		s := loadSettings(p, 4)
		if s.Options.Validate() != nil || s.Options.Workers != 4 || s.Order != model.ByFinished {
			t.Errorf("from %q came %+v", text, s)
		}
	}
}

func TestOneWrongSettingDoesNotTakeTheOthersAlong(t *testing.T) {
	for name, text := range map[string]string{
		"a mode of a later version": `{"options":{"Size":512,"Mode":"stretch","Ratio":{"W":0,"H":2},"Quality":70},"preset":"Mine"}`,
		"words for a number":        `{"options":{"Size":512,"Blur":"much","Quality":70},"preset":"Mine"}`,
	} {
		t.Run(name, func(t *testing.T) {
			p := preferences{}
			p.SetString(settingsKey, text)
			s := loadSettings(p, 4)
			want := defaultSettings(4).Options
			want.Size, want.Quality = 512, 70
			if s.Options != want || s.Preset != "Mine" {
				t.Errorf("remembered %+v, want %+v; preset %q", s.Options, want, s.Preset)
			}
		})
	}
}
