package translations

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// forms are the plural forms of each language by CLDR, which is what Fyne goes
// by. French and Spanish have one for whole millions.
var forms = map[string][]string{
	"en.json":      {"one", "other"},
	"de.json":      {"one", "other"},
	"fr.json":      {"many", "one", "other"},
	"es.json":      {"many", "one", "other"},
	"ja.json":      {"other"},
	"zh-Hans.json": {"other"},
}

// single stands for the form of a text that no number decides.
const single = ""

// load reads a file as forms by key.
func load(t *testing.T, name string) map[string]map[string]string {
	t.Helper()
	data, err := FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	texts := map[string]map[string]string{}
	for key, value := range raw {
		var line string
		if json.Unmarshal(value, &line) == nil {
			texts[key] = map[string]string{single: line}
			continue
		}
		var plural map[string]string
		if err := json.Unmarshal(value, &plural); err != nil {
			t.Fatalf("%s: %q is neither a line nor plural forms: %v", name, key, err)
		}
		texts[key] = plural
	}
	return texts
}

var placeholder = regexp.MustCompile(`\{\{[^}]*\}*`)

func placeholders(text string) []string {
	return slices.Sorted(slices.Values(placeholder.FindAllString(text, -1)))
}

func TestPlaceholders(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"none", "Name", nil},
		{"in another order", "{{.B}} of {{.A}}", []string{"{{.A}}", "{{.B}}"}},
		{"a brace short", "{{.N} photos", []string{"{{.N}"}},
	}
	for _, tt := range tests {
		if got := placeholders(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestEveryFileIsKnown(t *testing.T) {
	files, err := FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	if want := slices.Sorted(maps.Keys(forms)); !slices.Equal(names, want) {
		t.Errorf("the files are %q, their plural forms are known for %q", names, want)
	}
}

func TestLanguagesSayWhatEnglishSays(t *testing.T) {
	english := load(t, "en.json")
	for name, plural := range forms {
		t.Run(name, func(t *testing.T) {
			texts := load(t, name)
			for key := range texts {
				if english[key] == nil {
					t.Errorf("%q is not in en.json", key)
				}
			}
			for key, original := range english {
				text, want, first := texts[key], []string{single}, original[single]
				if _, is := original["other"]; is {
					want, first = plural, original["other"]
				}
				if got := slices.Sorted(maps.Keys(text)); !slices.Equal(got, want) {
					t.Errorf("%q has the forms %q, want %q", key, got, want)
				}
				for form, line := range text {
					if line == "" || line != strings.TrimSpace(line) && key != "number.group" {
						t.Errorf("%q, form %q: empty, or space around: %q", key, form, line)
					}
					if got, want := placeholders(line), placeholders(first); !slices.Equal(got, want) && key != "reason.detail" {
						t.Errorf("%q, form %q: puts in %q, want %q", key, form, got, want)
					}
				}
			}
		})
	}
}
