package photo

import "path/filepath"

// RealPath is a path by which one and the same file or folder is known under
// any name. Of what is not there, it is the path itself, from the root.
func RealPath(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}
