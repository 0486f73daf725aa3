package single

import (
	"fmt"
	"os"
	"path/filepath"

	"thumbpool/processor/place"
)

// own makes a folder, unless it is there, and sees to it that nobody else can
// reach into it.
func own(dir string) (string, error) {
	if _, err := os.Stat(filepath.Dir(dir)); err != nil { //nolint:gosec // the user's own environment names it; what is above it is the system's to make
		return "", err
	}
	if err := place.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	info, err := os.Lstat(dir) //nolint:gosec // the user's own environment names it
	if err != nil {
		return "", err
	}
	if !info.IsDir() || !private(info) {
		return "", fmt.Errorf("%s is open to others", dir)
	}
	return dir, nil
}
