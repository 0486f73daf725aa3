//go:build unix

package place

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFolderIsAskedWhichNamesItTakes asks the file system of the tests, and sees
// that nothing is left of that.
func TestAFolderIsAskedWhichNamesItTakes(t *testing.T) {
	folder := t.TempDir()
	n := namingOf(folder)
	lies(t, folder)
	takes := func(name string) bool {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			return false
		}
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		ok := len(entries) == 1 && entries[0].Name() == name // else it is another's name
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if n.portable == takes("12:30.jpg") || (n.portable || n.unicode) == takes("caf\xe9.jpg") || n.most == maxName != takes(strings.Repeat("n", maxName)) {
		t.Errorf("asked, it takes %+v; it takes colons: %v, Latin 1: %v", n, takes("12:30.jpg"), takes("caf\xe9.jpg"))
	}
	if n := namingOf(filepath.Join(folder, "not there")); !n.portable && n != anyName() {
		t.Errorf("of no folder it is said that it takes %+v", n)
	}
}

// TestTrialsThatAKilledRunLeft holds that they are removed as temporary files are.
func TestTrialsThatAKilledRunLeft(t *testing.T) {
	folder := t.TempDir()
	names := []string{reservedTrial, latinTrial, longTrial(), ""}
	for i, trial := range names {
		name := ownPrefix + strings.Repeat(string("0123456789abcdef"[i]), tempDigits) + trial + tempSuffix
		if len(name) > maxName || !isTempName(name) {
			t.Errorf("%q is no temporary file", name)
		}
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Log(err) // this file system does not take it
		}
	}
	put(t, filepath.Join(folder, ownPrefix+strings.Repeat("0", tempDigits)+"theirs"+tempSuffix), "x")
	removeStale(folder)
	lies(t, folder, ownPrefix+strings.Repeat("0", tempDigits)+"theirs"+tempSuffix)
}
