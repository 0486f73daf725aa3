//go:build unix && !darwin

package userdir

import (
	"os"
	"path/filepath"

	"thumbpool/processor/place"
)

// maxFile bounds what is read of user-dirs.dirs, in bytes.
const maxFile = 64 << 10

// Pictures returns the user's folder for pictures, which need not be there; home is
// the user's folder.
func Pictures(home string) string {
	config, err := os.UserConfigDir()
	if err != nil {
		return fallback(home)
	}
	text, err := place.Read(filepath.Join(config, "user-dirs.dirs"), maxFile)
	if err != nil {
		return fallback(home)
	}
	if path := parse(string(text), home); path != "" {
		return path
	}
	return fallback(home)
}
