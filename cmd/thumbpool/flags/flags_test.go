package flags

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"thumbpool/processor"
)

func TestParse(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		args string
		want Flags
	}{
		{"", Flags{}},
		{"photos https://example.org/a.jpg", Flags{Source: []string{filepath.Join(here, "photos"), "https://example.org/a.jpg"}}},
		{"-- -photos", Flags{Source: []string{filepath.Join(here, "-photos")}}},
		{"--appearance dark --window-size 1280x800", Flags{Appearance: "dark", WindowSize: Size{1280, 800}}},
		{"--e2e-geometry g --e2e-log l --e2e-picked p", Flags{Geometry: "g", Log: "l", Picked: "p"}},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			var out, complaints bytes.Buffer
			got, status, done := Parse(strings.Fields(tt.args), &out, &complaints)
			if done || status != 0 || out.Len()+complaints.Len() > 0 {
				t.Errorf("done %v with %d, said %q and %q", done, status, &out, &complaints)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("read as %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestWhatIsSaidAndEndsTheProgram(t *testing.T) {
	tests := []struct {
		args            string
		status          int
		out, complaints string // regular expressions
	}{
		{"--version", 0, `^thumbpool ` + regexp.QuoteMeta(processor.Version) + `\n$`, `^$`},
		{"--help", 0, `Usage: thumbpool \[<source> \.\.\.\] \[flags\](.|\n)*--version`, `^$`},
		{"--nonsense", usage, `^$`, `^thumbpool: unknown flag --nonsense; thumbpool --help lists the flags\n$`},
		{"--appearance pink", usage, `^$`, `appearance`},
		{"--window-size large", usage, `^$`, `"large" is no size such as 1280x800`},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			var out, complaints bytes.Buffer
			_, status, done := Parse(strings.Fields(tt.args), &out, &complaints)
			if !done || status != tt.status {
				t.Errorf("done %v with %d, want %d", done, status, tt.status)
			}
			if !regexp.MustCompile(tt.out).Match(out.Bytes()) || !regexp.MustCompile(tt.complaints).Match(complaints.Bytes()) {
				t.Errorf("said %q and %q, want %s and %s", &out, &complaints, tt.out, tt.complaints)
			}
		})
	}
}

func TestTheHelpHidesWhatIsForTests(t *testing.T) {
	var out bytes.Buffer
	Parse([]string{"--help"}, &out, &out)
	for _, hidden := range []string{"e2e", "appearance", "window-size"} {
		if strings.Contains(out.String(), hidden) {
			t.Errorf("the help tells of %s:\n%s", hidden, &out)
		}
	}
}
