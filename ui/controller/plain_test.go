package controller

import (
	"os/exec"
	"strings"
	"testing"
)

// The controller, and all that it is made of, knows no toolkit: what the window
// does can be tested, and moved to another one, without it.
func TestNoToolkit(t *testing.T) {
	list, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.FieldsSeq(string(list)) {
		if strings.HasPrefix(pkg, "fyne.io/") {
			t.Errorf("it depends on %s", pkg)
		}
	}
}
