// Package filename knows which names of files and folders systems take, and which
// Windows takes for something else. It touches no file.
package filename

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Reserved are the characters, beside those below the space, that no name has on
// Windows, FAT, exFAT and, as Windows uses it, NTFS.
const Reserved = `<>:"/\|?*`

// Portable is a name that every file system and every system takes, as close to
// name as may be: the same if that is one. Without what FAT and Windows forbid and
// what is no UTF-8, it neither ends in dots or spaces, which Windows cuts, nor is
// that of a device there. Two names may become one.
func Portable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(Reserved, r) {
			return '_'
		}
		return r
	}, UTF8(name))
	name = strings.TrimRight(name, " .")
	if name == "" {
		return "_"
	}
	if IsDevice(name) {
		name = "_" + name
	}
	return name
}

// UTF8 is name with an underscore for every byte that is part of no letter of UTF-8,
// for file systems that keep names as Unicode and take all that is.
func UTF8(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	valid := []byte(name)
	for i := 0; i < len(valid); {
		r, n := utf8.DecodeRune(valid[i:])
		if r == utf8.RuneError && n == 1 {
			valid[i] = '_'
		}
		i += n
	}
	return string(valid)
}

// Folded is the same for two names, or paths, that are one on some file system which
// does not tell capitals, or ways to write one letter, apart.
func Folded(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		name = norm.NFD.String(cases.Fold().String(norm.NFD.String(name)))
	}
	return strings.ToLower(name)
}

// IsDevice reports whether Windows takes a name for that of a device, which it
// does whatever the extension and whatever spaces are in front of that.
//
// See "Naming Files, Paths, and Namespaces" of Microsoft's documentation.
func IsDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem, _, _ = strings.Cut(stem, ":")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	for _, port := range []string{"COM", "LPT"} {
		if number, ok := strings.CutPrefix(stem, port); ok {
			return utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
		}
	}
	return false
}
