package filename

import (
	"os"
	"path/filepath"
	"testing"
)

func TestLiteral(t *testing.T) {
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		`C:\photos\a.jpg`: `C:\photos\a.jpg`, `photos\..\a.jpg`: `photos\..\a.jpg`, ``: ``, `.`: `.`, `..\x`: `..\x`,
		`C:\photos\CON.jpg`: `\\?\C:\photos\CON.jpg`, `C:/photos/nul/x.jpg`: `\\?\C:\photos\nul\x.jpg`,
		`C:\end.\..\space \a.jpg`: `\\?\C:\space \a.jpg`,
		`\\host\share\aux.jpg`:    `\\?\UNC\host\share\aux.jpg`,
		`\\?\C:\photos\CON.jpg`:   `\\?\C:\photos\CON.jpg`, `\\.\CON`: `\\.\CON`,
		`trail.jpg.`: `\\?\` + filepath.Join(wd, `trail.jpg.`),
	} {
		if got := Literal(path); got != want {
			t.Errorf("%s became %s, want %s", path, got, want)
		}
	}
}

// TestLiteralLeadsThere writes files that Windows takes for others, as other systems
// leave them, and reads each.
func TestLiteralLeadsThere(t *testing.T) {
	dir, err := os.MkdirTemp("", "names") // t.TempDir would fail to remove what it cannot name
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"CON.jpg", "nul", "aux.tar.jpg", "LPT1", "trail.jpg.", "space.jpg "} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(`\\?\`+path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(Literal(path)); string(text) != name {
			t.Errorf("%q holds %q, %v", name, text, err)
		}
		if err := os.Remove(Literal(path)); err != nil { // which os.RemoveAll might not find
			t.Error(err)
		}
	}
	if err := os.Remove(dir); err != nil {
		t.Error(err)
	}
}
