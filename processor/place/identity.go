package place

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
	"thumbpool/processor/photo"
)

// photoMark is what the mark of a thumbnail says of its photo. Two photos at the
// same where are the same one, perhaps edited. Two that agree in all else are
// the same one that was moved.
type photoMark struct {
	where   string // hash of the file's path, seen from the output folder
	state   string // hash of the file's name, size, time and first bytes
	content string // hash of pieces of the file; empty while not asked for
}

// markOf returns what the mark says of a photo. from is the path from the
// output folder to the photo's own folder; it keeps its value when both are
// moved together.
func markOf(p photo.Photo, from string) photoMark {
	name := filepath.Base(p.Path)
	where := filepath.ToSlash(filepath.Join(from, name))
	state := fmt.Sprintf("%s\x00%d\x00%d\x00%x", name, p.Size, p.ModTime.UnixMicro(), p.Head)
	return photoMark{where: hash(where), state: hash(state)}
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
	return fmt.Sprintf("of=%s/%s/%s %s", m.where, m.state, m.content, settings)
}

// MarkBytes is how many bytes a thumbnail of a format grows by when it is saved: by
// its mark, which says the settings that it was made with.
func MarkBytes(f format.Format, settings string) int {
	one := hash("")
	return mark.Growth(f, len(photoMark{one, one, one}.text(settings)))
}

// parseMark takes the text of a mark apart.
func parseMark(text string) (m photoMark, settings string, ok bool) {
	of, settings, found := strings.Cut(text, " ")
	of, named := strings.CutPrefix(of, "of=")
	parts := strings.Split(of, "/")
	if !found || !named || len(parts) != 3 {
		return photoMark{}, "", false
	}
	return photoMark{parts[0], parts[1], parts[2]}, settings, true
}

// isOf reports whether the mark is of the photo at path, of which want is known.
// The file is read only if it would be one that was moved.
func (m photoMark) isOf(want photoMark, path string) bool {
	return m.where == want.where || m.state == want.state && m.content != "" && m.content == contentOf(path)
}

// pieces and pieceLen are how many pieces of a file, of how many bytes, stand
// for its content: so few that reading them costs nothing beside the photo, and
// so many that two scans of one size differ in one.
const (
	pieces   = 16
	pieceLen = 1 << 10
)

// oneRead is up to which length a file is read whole for its pieces, which lie
// one upon the other then. More in one read costs more than piece by piece.
const oneRead = pieces * pieceLen

// contentOf is a hash of pieces of a file from its beginning to its end; empty
// if the file cannot be read.
func contentOf(path string) string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	var r io.ReaderAt = f
	if info.Size() <= oneRead {
		whole := make([]byte, max(info.Size(), pieceLen))
		n, err := f.ReadAt(whole, 0)
		if err != nil && !errors.Is(err, io.EOF) {
			return ""
		}
		r = bytes.NewReader(whole[:n])
	}
	h := sha256.New()
	b := make([]byte, pieceLen)
	for i := range int64(pieces) {
		n, err := r.ReadAt(b, max(info.Size()-pieceLen, 0)*i/(pieces-1))
		if err != nil && !errors.Is(err, io.EOF) {
			return ""
		}
		_, _ = h.Write(b[:n])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
