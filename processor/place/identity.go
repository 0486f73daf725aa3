package place

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// Photo is what has to be known of a photo to find the place of its thumbnail.
type Photo struct {
	Path  string // of the file
	Root  string // the chosen folder, or the folder of a file that was chosen
	Rel   string // the path of the file below Root, or the name that stands for it
	Group string // folder that keeps several sources apart under one output
	// Size, in bytes, ModTime, Head and Mode are the file's: Head is a hash of
	// its first bytes, Mode its permissions.
	Size    int64
	ModTime time.Time
	Head    uint64
	Mode    fs.FileMode
	// Shared says that another picture beside it differs only in its
	// extension.
	Shared bool
}

// photoMark is what the mark of a thumbnail says of its photo. Two photos at the same
// where are the same one, perhaps edited. Two that agree in all else are the
// same one that was moved.
type photoMark struct {
	where string // hash of the file's path, seen from the output folder
	state string // hash of the file's name, size, time and first bytes
}

// markOf returns what the mark says of a photo. from is the path from the
// output folder to the photo's own folder; it keeps its value when both are
// moved together.
func markOf(p Photo, from string) photoMark {
	name := filepath.Base(p.Path)
	where := filepath.ToSlash(filepath.Join(from, name))
	state := fmt.Sprintf("%s\x00%d\x00%d\x00%x", name, p.Size, p.ModTime.UnixMicro(), p.Head)
	return photoMark{hash(where), hash(state)}
}

// hash is the first 64 bits of SHA-256, in hexadecimal digits.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// text is the text of the mark of a thumbnail that was made of the photo with
// the given settings. It does not name the version of the program, so that
// thumbnails stay up to date with a new one that makes the same picture.
func (m photoMark) text(settings string) string {
	return fmt.Sprintf("of=%s/%s %s", m.where, m.state, settings)
}

// parseMark takes the text of a mark apart.
func parseMark(text string) (m photoMark, settings string, ok bool) {
	of, settings, found := strings.Cut(text, " ")
	of, named := strings.CutPrefix(of, "of=")
	where, state, two := strings.Cut(of, "/")
	if !found || !named || !two {
		return photoMark{}, "", false
	}
	return photoMark{where, state}, settings, true
}

// sameAs reports whether two marks are of one photo.
func (m photoMark) sameAs(other photoMark) bool {
	return m.where == other.where || m.state == other.state
}
