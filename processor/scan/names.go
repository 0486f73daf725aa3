package scan

import (
	"cmp"
	"path/filepath"
	"strings"

	"github.com/maruel/natural"

	"thumbpool/processor/format"
)

// passedOver reports whether a file or folder is never looked at: hidden ones
// and those that systems and photo programs keep for themselves. "..jpg" is not
// hidden: it is a dot, by the name of which somebody has saved a picture.
func passedOver(name string) bool {
	if strings.HasPrefix(name, ".") {
		dots := strings.TrimSuffix(name, filepath.Ext(name))
		return dots == "" || strings.Trim(dots, ".") != "" || !format.Claims(name)
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "__macosx", "$recycle.bin", "system volume information", "lost+found":
		return true
	}
	return false
}

// naturally compares names as people do: numbers by their value, letters
// without regard to case.
func naturally(a, b string) int {
	la, lb := strings.ToLower(a), strings.ToLower(b)
	switch {
	case natural.Less(la, lb):
		return -1
	case natural.Less(lb, la):
		return 1
	}
	return cmp.Compare(a, b)
}
