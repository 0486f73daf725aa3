package download

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// notesName is the file in which a folder's downloads are noted, one JSON
// object per line, the last one for an address counts.
const notesName = ".thumbpool-downloads.jsonl"

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

// readNotes reads the notes. What cannot be read is as if it were not noted.
func readNotes(path string) map[string]entry {
	notes := map[string]entry{}
	f, err := os.Open(path)
	if err != nil {
		return notes
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) == nil && e.Name != "" && filepath.Base(e.Name) == e.Name {
			notes[e.Key] = e
		}
	}
	return notes
}

// earlier returns the note of an address whose file is still as it was saved,
// and the empty entry if there is none.
func (d *folder) earlier(key string) entry {
	d.mu.Lock()
	e := d.notes[key]
	d.mu.Unlock()
	info, err := os.Lstat(filepath.Join(d.dir, e.Name))
	if e.Name == "" || err != nil || !info.Mode().IsRegular() || info.Size() != e.Size ||
		info.ModTime().Sub(e.ModTime).Abs() > 2*time.Second { // FAT rounds to that
		return entry{}
	}
	return e
}

// note writes down a finished download. A failure costs no more than a second
// download in a later run.
func (d *folder) note(key, path string, h http.Header) {
	info, err := os.Lstat(path)
	e := entry{Key: key, Name: filepath.Base(path), ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified")}
	if err != nil || e.ETag == "" && e.LastModified == "" {
		return
	}
	e.Size, e.ModTime = info.Size(), info.ModTime()
	line, err := json.Marshal(e)
	if err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notes[key] = e
	f, err := os.OpenFile(filepath.Join(d.dir, notesName), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return
	}
	_, _ = f.Write(append(line, '\n'))
	_ = f.Close()
}

// ask makes a request one that is answered by 304 if the file is unchanged.
func (e entry) ask(h http.Header) {
	if e.ETag != "" {
		h.Set("If-None-Match", e.ETag)
	} else {
		h.Set("If-Modified-Since", e.LastModified)
	}
}
