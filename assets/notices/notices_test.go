package notices

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// onlyForTests are modules that no program has.
var onlyForTests = map[string]bool{"go.uber.org/goleak": true, "github.com/disintegration/imaging": true}

// TestEveryModuleHasANotice compares with go.mod: what is linked stands there in the
// same version, and what the project imports itself is linked.
func TestEveryModuleHasANotice(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	required := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+ v\S+)`).FindAllStringSubmatch(string(mod), -1) {
		required[m[1]] = true
	}
	direct := regexp.MustCompile(`(?m)^\t(\S+ v\S+)$`).FindAllStringSubmatch(string(mod), -1)
	noticed := map[string]bool{}
	for _, n := range All() {
		if n.Licence == "" || len(n.Parts) == 0 || len(n.Text) < 30 {
			t.Errorf("%q of %q: %q", n.Licence, n.Parts, n.Text)
		}
		for _, p := range n.Parts {
			noticed[p] = true
			if strings.Contains(p, "/") && !required[p] { // Go itself and what is embedded are not there
				t.Errorf("%s is not linked in this version; make notices", p)
			}
		}
	}
	for _, p := range []string{"dav1d 1.5.1", "libjxl 0.11.2"} {
		if !noticed[p] {
			t.Errorf("%s has no notice; make notices", p)
		}
	}
	for _, m := range direct {
		if module, _, _ := strings.Cut(m[1], " "); !noticed[m[1]] && !onlyForTests[module] {
			t.Errorf("%s has no notice; make notices", m[1])
		}
	}
}
