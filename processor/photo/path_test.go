package photo

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRealPath(t *testing.T) {
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(home)
	if err := os.Mkdir("photos", 0o700); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(home, "photos")
	names := []string{"photos", "./photos/", filepath.Join(home, "other", "..", "photos")}
	if err := os.Symlink("photos", "link"); err == nil { // else there are no links here
		names = append(names, "link", filepath.Join(home, "link"))
	}
	for _, name := range names {
		if got := RealPath(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got, want := RealPath("gone"), filepath.Join(home, "gone"); got != want {
		t.Errorf("what is not there is %s, want %s", got, want)
	}
}
