package filename

import (
	"os"
	"path/filepath"
	"strings"
)

// Literal is a path that leads to what lies at path whatever it is called: where a
// name on the way is one that Windows takes for another, it begins with \\?\, which
// has Windows take it as it stands. Such files come from other systems.
func Literal(path string) string {
	if strings.HasPrefix(path, `\\?\`) || strings.HasPrefix(path, `\\.\`) || !hasOther(path) {
		return path
	}
	path = filepath.Clean(path)
	if filepath.VolumeName(path) == "" && !os.IsPathSeparator(path[0]) {
		wd, err := os.Getwd()
		if err != nil {
			return path
		}
		path = filepath.Join(wd, path)
	}
	switch share, found := strings.CutPrefix(path, `\\`); {
	case found:
		return `\\?\UNC\` + share
	case filepath.IsAbs(path):
		return `\\?\` + path
	}
	return path // below the folder of a drive that is not named
}

func hasOther(path string) bool {
	for name := range strings.FieldsFuncSeq(path[len(filepath.VolumeName(path)):], func(r rune) bool { return r == '\\' || r == '/' }) {
		if isOther(name) {
			return true
		}
	}
	return false
}

// isOther reports whether Windows takes the name for another one, unless it is told
// to take the path as it stands.
func isOther(name string) bool {
	return IsDevice(name) || strings.TrimRight(name, " .") != name && name != "." && name != ".."
}
