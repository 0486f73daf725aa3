package photo

import (
	"strings"
	"unicode/utf8"

	"thumbpool/processor/filename"
)

// maxFamily is how many bytes of a name a family is told by: fewer than are left,
// folded, of any name that is cut because it is too long.
const maxFamily = 40

// maxWhole is up to how many bytes the name of a folder is cut nowhere.
const maxWhole = 128

// Family is what the name of a photo has in common with every name that its
// thumbnail may get: what stands before the first dot and before the number that
// a second one of its name has, folded, without what some file systems do not
// take; see [filename.Portable]. Thumbnails of photos of two families never want the same name.
func Family(name string) string {
	name = plain(name)
	for _, end := range []string{".", " ("} {
		name, _, _ = strings.Cut(name, end)
	}
	return strings.Trim(begin(name), "_ ")
}

// FolderFamily is the same for two folders beside each other whose thumbnails may
// come to lie in one folder.
func FolderFamily(name string) string {
	key := plain(name)
	if len(name) > maxWhole {
		key = begin(key)
	}
	return strings.Trim(key, "_ .")
}

// plain is a name folded, with underscores for what some file systems do not take.
// It has no dots over letters: folding splits that of a capital I off, making the
// letter small drops it.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u0307':
			return -1
		case r < ' ' || strings.ContainsRune(filename.Reserved, r):
			return '_'
		}
		return r
	}, filename.Folded(filename.UTF8(name)))
}

// begin is the beginning of a name, as much of it as a family is told by.
func begin(name string) string {
	if len(name) <= maxFamily {
		return name
	}
	cut := maxFamily
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut]
}
