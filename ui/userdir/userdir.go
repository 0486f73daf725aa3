// Package userdir finds the folder for pictures that the user's desktop has, under
// its name in the user's language and wherever it was moved to.
package userdir

import (
	"path/filepath"
	"strings"
)

// fallback is the folder for pictures where the desktop names none.
func fallback(home string) string { return filepath.Join(home, "Pictures") }

// parse takes the folder for pictures out of the text of user-dirs.dirs, by the
// format that xdg-user-dirs documents: a path from the root, or from $HOME. It is
// empty if there is none, or if it is the home folder itself, which stands for none.
func parse(text, home string) string {
	for line := range strings.Lines(text) {
		value, ok := strings.CutPrefix(strings.TrimSpace(line), "XDG_PICTURES_DIR=")
		if !ok {
			continue
		}
		path := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`), `\`, "")
		if rest, in := strings.CutPrefix(path, "$HOME"); in {
			path = filepath.Join(home, rest)
		}
		if filepath.IsAbs(path) && filepath.Clean(path) != filepath.Clean(home) {
			return filepath.Clean(path)
		}
	}
	return ""
}
