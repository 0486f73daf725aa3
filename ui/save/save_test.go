package save

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var endings = []string{".csv", ".json"}

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// content is what files of a folder hold, by their names.
func content(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(data)
	}
	return all
}

func TestFile(t *testing.T) {
	tests := []struct {
		name, path, there string // there is a file that is in the folder already
		saved             string // its name, or empty if it must fail
	}{
		{"a new file", "report.csv", "", "report.csv"},
		{"one that the dialog asked about", "report.csv", "report.csv", "report.csv"},
		{"another ending that is known", "REPORT.JSON", "", "REPORT.JSON"},
		{"no ending", "report", "", "report.csv"},
		{"one that the dialog did not ask about", "report", "report.csv", ""},
		{"the name of a photo", "IMG_1.jpg", "IMG_1.jpg", "IMG_1.jpg.csv"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := t.TempDir()
			want := map[string]string{}
			if tt.there != "" {
				if err := os.WriteFile(filepath.Join(folder, tt.there), []byte("before"), 0o600); err != nil {
					t.Fatal(err)
				}
				want[tt.there] = "before"
			}
			path, err := File(filepath.Join(folder, tt.path), endings, says("new"))
			if tt.saved == "" {
				if !errors.Is(err, ErrExists) {
					t.Errorf("error is %v, want %v", err, ErrExists)
				}
			} else {
				want[tt.saved] = "new"
				if err != nil || path != filepath.Join(folder, tt.saved) {
					t.Errorf("saved as %q, %v", path, err)
				}
			}
			got := content(t, folder)
			for name, text := range want {
				if got[name] != text {
					t.Errorf("%s holds %q, want %q", name, got[name], text)
				}
			}
			if len(got) != len(want) {
				t.Errorf("the folder holds %v, want %v", got, want)
			}
		})
	}
}

func TestAFailureLeavesWhatWasThere(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.csv")
	if _, err := File(path, endings, says("before")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if _, err := File(path, endings, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("error is %v, want %v", err, broken)
	}
	if got := content(t, folder); len(got) != 1 || got["report.csv"] != "before" {
		t.Errorf("the folder holds %v", got)
	}
}

func TestTheErrorNamesTheFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "missing")
	_, err := File(filepath.Join(folder, "report.csv"), endings, says("new"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), folder+": ") || strings.Contains(err.Error(), ".tmp") {
		t.Errorf("error is %v", err)
	}
}
