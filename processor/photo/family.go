package photo

import (
	"strings"
	"unicode/utf8"

	"thumbpool/processor/filename"
)

// maxFamily is how many bytes of a name a family is told by: fewer than are left,
// folded, of any name that is cut because it is too long.
const maxFamily = 40

// Family is what the name of a photo has in common with every name that its
// thumbnail may get: what stands before the first dot and before the number that
// a second one of its name has, folded, without what some file systems do not
// take; see [filename.Portable]. Thumbnails of photos of two families never want the same name.
func Family(name string) string {
	name = filename.Folded(filename.UTF8(name))
	for _, end := range []string{".", " ("} {
		name, _, _ = strings.Cut(name, end)
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(filename.Reserved, r) {
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
