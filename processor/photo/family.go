package photo

import (
	"strings"
	"unicode/utf8"
)

// maxFamily is how many bytes of a name a family is told by: fewer than are left
// of any name that is cut because it is too long.
const maxFamily = 64

// Family is what the name of a photo has in common with every name that its
// thumbnail may get: what stands before the first dot and before the number that
// a second one of its name has, in lower case, without what some file systems do
// not take. Thumbnails of photos of two families never want the same name.
func Family(name string) string {
	name = strings.ToLower(name)
	for _, end := range []string{".", " ("} {
		name, _, _ = strings.Cut(name, end)
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, name)
	if len(name) > maxFamily {
		cut := maxFamily
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut]
	}
	return strings.Trim(name, "_ ")
}
