package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// noticesOf returns the licences of parts as a text to read, each once, under its
// name and those of all that it is for. The window reads it too: see
// thumbpool/assets/notices.
func noticesOf(parts []*part) []byte {
	holders := map[string][]string{} // text → the parts that it is for
	for _, p := range parts {
		name := p.Name
		if name == "std" {
			name = "Go" // as people call it
		}
		for text := range p.Texts {
			holders[text] = append(holders[text], name+" "+p.Version)
		}
	}
	texts := slices.SortedFunc(maps.Keys(holders), func(a, b string) int {
		if c := strings.Compare(holders[a][0], holders[b][0]); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	var b strings.Builder
	b.WriteString("What is in Thumbpool and is not its own, with the licences of each part.\n")
	for _, text := range texts {
		names := cmp.Or(strings.Join(licences([]byte(text)), ", "), "Notice")
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), names, strings.Join(holders[text], "\n"), strings.Repeat("-", 78), text)
	}
	return []byte(b.String())
}
