//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNothingIsSaidAtTheStart opens the window under locales that are no language:
// nothing is said on standard error.
func TestNothingIsSaidAtTheStart(t *testing.T) {
	s := newScreen(t, 1400, 900)
	own := append(s.env, "MESA_SHADER_CACHE_DISABLE=true") // it has no folder for one
	for _, locale := range [][]string{
		{"LANG=C"}, {"LANG=C.UTF-8"}, {"LC_ALL=C"}, {"LC_ALL=POSIX", "LANG=de_DE.UTF-8"}, {"LANG="}, {"LANG=xx_YY"}, {"LANG=de_DE@euro"}, {"LANG=klingon", "LANGUAGE="},
	} {
		s.env = append(slices.Clip(own), locale...)
		w := open(s, "--window-size", "900x600")
		said, err := os.ReadFile(filepath.Join(s.dir, "output.log"))
		if err != nil {
			t.Fatal(err)
		}
		w.close()
		<-w.exited
		for line := range strings.Lines(string(said)) {
			// The display of the test has no desktop, and so no bus.
			if !strings.Contains(line, "theme settings") && !strings.Contains(line, "dbus") && !strings.Contains(line, "app_xdg.go") {
				t.Errorf("with %q it says %q", locale, line)
			}
		}
	}
}
