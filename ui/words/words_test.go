package words

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thumbpool/assets/translations"
	"thumbpool/processor"
	"thumbpool/ui/model"
)

func TestMain(m *testing.M) {
	for _, name := range []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
		_ = os.Setenv(name, "en_US.UTF-8") // the texts that tests look for
	}
	if err := Load(); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestSay(t *testing.T) {
	tests := []struct {
		text model.Text
		want string
	}{
		{model.Text{}, ""},
		{model.Say("make"), "Make thumbnails"},
		{model.Say("verbatim", "Text", "as {{it}} is"), "as {{it}} is"},
		{model.Count("make.count", 1), "Make 1 thumbnail"},
		{model.Count("make.count", 1234), "Make 1,234 thumbnails"},
		{model.Count("foot.busy", 8, "Busy", "7.6"), "7.6 of 8 workers busy"},
		{model.Say("foot.left", "Time", "2 s"), "2 s left"},
	}
	for _, tt := range tests {
		if got := Say(tt.text); got != tt.want {
			t.Errorf("%+v says %q, want %q", tt.text, got, tt.want)
		}
	}
}

// keys of a file of translations.
func keys(t *testing.T, name string) map[string]any {
	t.Helper()
	text, err := translations.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m
}

// used are the keys that the window's code names.
func used(t *testing.T) map[string]bool {
	t.Helper()
	named := regexp.MustCompile(`"([a-z][a-zA-Z]*(?:\.[a-zA-Z-]+)?)"`)
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			found[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEveryTextIsUsedAndEveryKeyHasOne(t *testing.T) {
	english, code := keys(t, "en.json"), used(t)
	computed := regexp.MustCompile(`^(kind|day|reason|shape|blur|builtin|hint\.size|hint\.blur)\.`)
	for key := range english {
		if !computed.MatchString(key) && !code[key] {
			t.Errorf("no code says %q", key)
		}
	}
	groups := map[string]bool{}
	for key := range english {
		if group, _, ok := strings.Cut(key, "."); ok {
			groups[group] = true
		}
	}
	for key := range code {
		group, _, ok := strings.Cut(key, ".")
		if _, there := english[key]; ok && groups[group] && !there {
			t.Errorf("there is no text for %q", key)
		}
	}
}

func TestComputedKeysHaveTexts(t *testing.T) {
	var texts []model.Text
	for _, s := range model.Shapes() {
		texts = append(texts, s.Short(), s.Long(), s.Hint())
	}
	for _, u := range model.BlurUnits() {
		texts = append(texts, model.BlurUnitText(u), model.BlurHint(u))
	}
	for _, p := range (model.Presets{}).Menu(processor.DefaultOptions()).BuiltIn {
		texts = append(texts, p.Label)
	}
	for _, text := range texts {
		if said := Say(text); said == "" || said == text.Key {
			t.Errorf("there is no text for %q", text.Key)
		}
	}
}

// The engine's kinds of failure and reasons are read from its source, so that
// none is forgotten.
func TestEveryReasonOfTheEngineHasAText(t *testing.T) {
	english := keys(t, "en.json")
	for _, tt := range []struct {
		file, constants, group string
		besides                []string // keys of the group that are no reasons
	}{
		{"kind.go", `Kind = "([^"]+)"`, "kind.", nil},
		{"reason.go", `Key = "([^"]+)"`, "reason.", []string{"reason.detail"}},
	} {
		source, err := os.ReadFile(filepath.Join("..", "..", "processor", "reason", tt.file))
		if err != nil {
			t.Fatal(err)
		}
		want := tt.besides
		for _, m := range regexp.MustCompile(tt.constants).FindAllStringSubmatch(string(source), -1) {
			want = append(want, tt.group+strings.ReplaceAll(m[1], " ", "-"))
		}
		var got []string
		for key := range english {
			if strings.HasPrefix(key, tt.group) {
				got = append(got, key)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) || len(got) < 10 {
			t.Errorf("there are texts for\n%q, want\n%q", got, want)
		}
	}
}

func TestEveryLanguageHasEveryText(t *testing.T) {
	files, err := translations.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	english := slices.Sorted(maps.Keys(keys(t, "en.json")))
	for _, f := range files {
		if got := slices.Sorted(maps.Keys(keys(t, f.Name()))); !slices.Equal(got, english) {
			t.Errorf("%s has other keys than en.json", f.Name())
		}
	}
}
