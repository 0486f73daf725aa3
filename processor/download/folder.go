package download

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"thumbpool/processor/place"
)

// folder is where the files go: it knows the names that are taken, what runs
// that were killed left, and what earlier runs downloaded.
type folder struct {
	dir  string
	info fs.FileInfo // of what was at dir in the beginning

	mu        sync.Mutex
	taken     map[string]bool   // names in lower case
	leftovers map[string][]part // by key
	notes     notes
}

// openFolder makes a folder if it is not there, looks at what is in it, and
// removes part files that are too old to be continued.
func openFolder(dir string, now time.Time) (*folder, error) {
	if err := place.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("the folder %s cannot be made: %w", dir, cause(err))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read: %w", dir, cause(err))
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read: %w", dir, cause(err))
	}
	d := &folder{dir: dir, info: info, taken: map[string]bool{}, leftovers: map[string][]part{}}
	for _, e := range entries {
		d.taken[strings.ToLower(e.Name())] = true
		key, p, ok := parsePart(dir, e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		p.info, err = e.Info()
		switch {
		case err != nil: // it is gone
		case now.Sub(p.info.ModTime()) > partAge:
			p.remove()
		case p.validator != "" && p.info.Size() > 0:
			p.size = p.info.Size()
			d.leftovers[key] = append(d.leftovers[key], p)
		}
	}
	d.notes = openNotes(filepath.Join(dir, notesName), maxNotes)
	return d, nil
}

// errReplaced says that the folder is no longer the one that the run began in.
var errReplaced = errors.New("another folder has taken its place")

// there returns an error unless the folder is still the one that it was: what
// was meant for it goes nowhere else.
func (d *folder) there() error {
	info, err := os.Stat(d.dir)
	if err == nil && !os.SameFile(info, d.info) {
		err = errReplaced
	}
	return err
}

// leftover takes over the longest of what killed runs left of a file, or
// returns nil. What has more than most bytes is none.
func (d *folder) leftover(key string, most int64) *part {
	d.mu.Lock()
	parts := d.leftovers[key]
	delete(d.leftovers, key)
	d.mu.Unlock()
	var best part
	for _, p := range parts {
		if p.size > best.size && p.size <= most {
			best = p
		}
	}
	if best.size == 0 {
		return nil
	}
	own, err := d.adopt(best, key)
	if err != nil {
		return nil // then the file is fetched from its beginning
	}
	return own
}

// errGone says that somebody removed a part file.
var errGone = errors.New("the part file was removed in the meantime")

// place gives a part file its final name: the wanted one, or that with the
// first number that is free.
func (d *folder) place(p *part, wanted string) (path string, err error) {
	for n := 1; ; n++ {
		name := numbered(wanted, n)
		if !d.reserve(name) {
			continue
		}
		path := filepath.Join(d.dir, name)
		err := d.there()
		if err == nil {
			err = p.rename(path)
		}
		switch {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrExist):
			d.free(name)
			return "", err
		}
	}
}

// reserve takes a name if it is free.
func (d *folder) reserve(name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := strings.ToLower(name)
	if d.taken[key] {
		return false
	}
	d.taken[key] = true
	return true
}

// free gives a reserved name back.
func (d *folder) free(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.taken, strings.ToLower(name))
}
