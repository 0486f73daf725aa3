package download

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"thumbpool/processor/place"
)

const (
	// notesName is the file in which a folder's downloads are noted, one JSON
	// object per line, the last one for an address counts.
	notesName = ".thumbpool-downloads.jsonl"
	// maxNotes bounds that file, in bytes: some hundred thousand downloads. It
	// is read at the beginning of each run.
	maxNotes = 32 << 20
	// maxNote bounds one line, in bytes, maxTag an entity tag or a date.
	maxNote = 2 << 10
	maxTag  = 256
)

// notes are what a folder's earlier runs have downloaded, and where that is
// noted.
type notes struct {
	path   string
	most   int64 // bytes that the file may have
	byKey  map[string]entry
	closed bool // nothing is added any more: the file has no room
}

// entry notes a download: which file it gave, and the validators by which the
// server can say that it is still the same.
type entry struct {
	Key          string    `json:"url"` // urlKey of the address
	Name         string    `json:"name"`
	Size         int64     `json:"size"`
	ModTime      time.Time `json:"modified"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
}

// valid tells whether an entry is such as [folder.note] makes. Whatever is in
// the file may have been put there by somebody else.
func (e entry) valid() bool {
	return isKey(e.Key) && len(e.Name) <= maxName && e.Name == filepath.Base(e.Name) && filepath.IsLocal(e.Name) && !strings.HasPrefix(e.Name, ".") &&
		e.ETag == tagOf(e.ETag) && e.LastModified == dateOf(e.LastModified) && (e.ETag != "" || e.LastModified != "")
}

// tagOf is the entity tag of a header if it is one to keep, and else empty.
func tagOf(header string) string {
	if len(header) > maxTag || !isPlain(header) {
		return ""
	}
	return header
}

// dateOf is the date of a header if it is one, and else empty.
func dateOf(header string) string {
	if _, err := http.ParseTime(header); err != nil || len(header) > maxTag || !isPlain(header) {
		return ""
	}
	return header
}

// openNotes reads the notes. What cannot be read is as if it were not noted.
func openNotes(path string, most int64) notes {
	n := notes{path: path, most: most, byKey: map[string]entry{}}
	f, err := place.Open(path, os.O_RDONLY, 0)
	if err != nil {
		return n
	}
	defer f.Close()
	n.read(io.LimitReader(f, most))
	return n
}

// read takes in the lines that make sense.
func (n *notes) read(r io.Reader) {
	lines := bufio.NewReaderSize(r, maxNote)
	for tooLong := false; ; {
		line, err := lines.ReadSlice('\n')
		var e entry
		if !tooLong && json.Unmarshal(line, &e) == nil && e.valid() {
			n.byKey[e.Key] = e
		}
		tooLong = errors.Is(err, bufio.ErrBufferFull) // what follows is the rest of that line
		if err != nil && !tooLong {
			return
		}
	}
}

// add notes a download. A failure costs no more than a second download in a
// later run.
func (n *notes) add(e entry) {
	line, err := json.Marshal(e)
	if err != nil || !e.valid() || len(line) >= maxNote {
		return
	}
	n.byKey[e.Key] = e
	if n.closed {
		return
	}
	f, err := place.Open(n.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.Size()+int64(len(line)) >= n.most:
		n.compact()
	default:
		// A power cut may have left half a line.
		if last := make([]byte, 1); info.Size() > 0 {
			if _, err := f.ReadAt(last, info.Size()-1); err == nil && last[0] != '\n' {
				line = append([]byte("\n"), line...)
			}
		}
		_, _ = f.Write(append(line, '\n'))
	}
}

// compact writes the file anew with one line for each address whose file is
// still there, and none for those that there is no room for. What other runs
// have added meanwhile is lost. It is done once.
func (n *notes) compact() {
	n.closed = true
	dir, left := filepath.Dir(n.path), n.most/2
	_ = place.Write(n.path, place.File, 0o600, func(w io.Writer) error {
		for _, key := range slices.Sorted(maps.Keys(n.byKey)) {
			e := n.byKey[key]
			line, err := json.Marshal(e)
			if err != nil || int64(len(line)) >= left || !e.holds(dir) {
				continue
			}
			left -= int64(len(line)) + 1
			if _, err := w.Write(append(line, '\n')); err != nil {
				return err
			}
		}
		return nil
	})
}

// holds tells whether the file of an entry is still as it was saved.
func (e entry) holds(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, e.Name))
	return e.Name != "" && err == nil && info.Mode().IsRegular() && info.Size() == e.Size &&
		info.ModTime().Sub(e.ModTime).Abs() <= 2*time.Second // FAT rounds to that
}

// earlier returns the note of an address whose file is still as it was saved,
// and the empty entry if there is none.
func (d *folder) earlier(key string) entry {
	d.mu.Lock()
	e := d.notes.byKey[key]
	d.mu.Unlock()
	if !e.holds(d.dir) {
		return entry{}
	}
	return e
}

// note writes down a finished download, if the server gave what it can be
// asked about by.
func (d *folder) note(key, path string, h http.Header) {
	info, err := os.Lstat(path)
	if err != nil || d.there() != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notes.add(entry{
		Key: key, Name: filepath.Base(path), Size: info.Size(), ModTime: info.ModTime(),
		ETag: tagOf(h.Get("ETag")), LastModified: dateOf(h.Get("Last-Modified")),
	})
}

// ask makes a request one that is answered by 304 if the file is unchanged.
func (e entry) ask(h http.Header) {
	if e.ETag != "" {
		h.Set("If-None-Match", e.ETag)
	} else {
		h.Set("If-Modified-Since", e.LastModified)
	}
}
