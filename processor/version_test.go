package processor

import (
	"os"
	"regexp"
	"testing"
)

// FyneApp.toml is where the version is changed; make version brings it here.
func TestVersionIsThatOfFyneApp(t *testing.T) {
	text, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`(?m)^Version = "(\d+\.\d+\.\d+)"$`).FindSubmatch(text)
	if said == nil {
		t.Fatal("FyneApp.toml says no version")
	}
	if string(said[1]) != Version {
		t.Errorf("FyneApp.toml says %s, the programs %s: make version", said[1], Version)
	}
}
