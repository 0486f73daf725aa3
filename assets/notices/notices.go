// Package notices holds the licences of what is built into the program and is not
// the project's own. It knows no toolkit, and may be asked from any goroutine.
//
// The text is the one that the packages carry as a file. .ci/linked writes it, from
// what is linked: make notices.
package notices

import (
	_ "embed"
	"strings"
)

//go:embed third-party.txt
var thirdParty string

// Notice is a licence, once, with all that it is for.
type Notice struct {
	Licence string   // its names, as SPDX has them, such as "MIT"
	Parts   []string // modules with their versions
	Text    string   // the whole licence
}

// The lines that stand before a notice and after its head.
var (
	before = "\n" + strings.Repeat("=", 78) + "\n"
	under  = "\n" + strings.Repeat("-", 78) + "\n"
)

// All returns every notice, in the order of the parts' names.
func All() []Notice {
	var all []Notice
	for block := range strings.SplitSeq(thirdParty, before) {
		head, text, ok := strings.Cut(block, under)
		if !ok {
			continue // what stands before the first one
		}
		lines := strings.Split(head, "\n")
		all = append(all, Notice{Licence: lines[0], Parts: lines[1:], Text: strings.TrimSpace(text)})
	}
	return all
}
