// Package cluster tests what the README says of one library on several machines:
// it takes the examples from there, and runs them with GNU parallel, over ssh, in
// a Slurm of one node, and as the containers of a Kubernetes Job would.
//
//	make cluster-test
//
// All that it starts and writes is its own, in a temporary folder, and goes with it.
// It is a module of its own since it reads the manifest with the types of
// Kubernetes, which the program does not need.
package cluster

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// house is the top of the project.
var house = filepath.Join("..", "..")

// example returns the one code block, of the README's section on several machines,
// that has a text in it.
func example(t *testing.T, has string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(house, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## One library, several machines\n")
	if !ok {
		t.Fatal("the README has no section on several machines any more")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var found, block []string
	for _, line := range append(strings.Split(section, "\n"), "end") {
		code, ok := strings.CutPrefix(line, "    ")
		switch {
		case ok:
			block = append(block, code)
		case len(block) > 0 && line != "":
			if all := strings.TrimRight(strings.Join(block, "\n"), "\n") + "\n"; strings.Contains(all, has) {
				found = append(found, all)
			}
			block = nil
		case len(block) > 0:
			block = append(block, "")
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d examples in the README have %q in them, want one", len(found), has)
	}
	return found[0]
}

// in puts the folders of a test in the place of those that the README names.
func (l library) in(text string) string {
	return strings.NewReplacer("/photos", l.photos, "/thumbs", l.thumbs).Replace(text)
}
