package place

import (
	"path/filepath"
	"strings"

	"thumbpool/processor/filename"
)

// naming is which names an output folder takes. It is found out once, when the
// folder is opened, so that the same photos get the same names in every run and in
// every part of a library. The file system itself is asked, by giving a temporary
// file such names: to look for them would not do, since FAT finds nothing under a
// name that it would refuse, and neither would the kind of file system, which does
// not tell how it was mounted and what is behind one in user space or a share.
// Windows takes some names for others without a word, so that nothing is asked
// there.
//
// Two names of photos may become one; they are told apart as two of one name are.
// The folders below the output folder are named likewise. Two that become one are
// one, in which no two thumbnails have one name.
type naming struct {
	portable bool // only names that Windows and FAT know too
	unicode  bool // only such as are UTF-8
	folds    bool // capitals, and ways to write one letter, do not tell names apart
	most     int  // bytes that a name may have
}

// anyName is the naming of a file system that takes all names that Unix knows.
func anyName() naming { return naming{most: maxName} }

// Names that some file system refuses, as the middle of a temporary file's. The
// last makes it as long as names are at most.
const (
	reservedTrial = "\x01<>:\"|?*\\"
	latinTrial    = "\xe9"
)

func longTrial() string { return strings.Repeat("x", maxName-len(ownPrefix+tempSuffix)-tempDigits) }

// name is one that the folder takes, for the name of a photo.
func (n naming) name(photo string) string {
	switch {
	case n.portable:
		return filename.Portable(photo)
	case n.unicode:
		return filename.UTF8(photo)
	}
	return photo
}

// path is a path of names that the folder takes, for one of folders of photos.
func (n naming) path(below string) string {
	if !n.portable && !n.unicode && len(below) <= n.most {
		return below
	}
	parts := strings.Split(below, string(filepath.Separator))
	for i, part := range parts {
		if part != "." && part != "" {
			parts[i] = n.name(shorten(n.name(part), "", n.most)) // cut, it may end in a space
		}
	}
	return strings.Join(parts, string(filepath.Separator))
}

// key is the same for two paths that are one in the folder. In one that tells
// capitals apart it is for those too: it may be copied to another.
func (n naming) key(path string) string {
	if n.folds {
		return filename.Folded(path)
	}
	return strings.ToLower(path)
}
