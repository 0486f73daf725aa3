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
)

// folder is where the files go: it knows the names that are taken, what runs
// that were killed left, and what earlier runs downloaded.
type folder struct {
	dir string

	mu        sync.Mutex
	taken     map[string]bool   // names in lower case
	leftovers map[string][]part // by key
	notes     map[string]entry  // by key
}

// openFolder makes a folder if it is not there, looks at what is in it, and
// removes part files that are too old to be continued.
func openFolder(dir string, now time.Time) (*folder, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("the folder %s cannot be made: %w", dir, cause(err))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read: %w", dir, cause(err))
	}
	d := &folder{dir: dir, taken: map[string]bool{}, leftovers: map[string][]part{}}
	for _, e := range entries {
		d.taken[strings.ToLower(e.Name())] = true
		key, p, ok := parsePart(dir, e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		switch {
		case err != nil: // it is gone
		case now.Sub(info.ModTime()) > partAge:
			p.remove()
		case p.validator != "" && info.Size() > 0:
			p.size = info.Size()
			d.leftovers[key] = append(d.leftovers[key], p)
		}
	}
	d.notes = readNotes(filepath.Join(dir, notesName))
	return d, nil
}

// leftover takes over the longest of what killed runs left of a file, or
// returns nil.
func (d *folder) leftover(key string) *part {
	d.mu.Lock()
	parts := d.leftovers[key]
	delete(d.leftovers, key)
	d.mu.Unlock()
	var best part
	for _, p := range parts {
		if p.size > best.size {
			best = p
		}
	}
	if best.size == 0 {
		return nil
	}
	own, err := best.adopt(d.dir, key)
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
		err := rename(p.path, path)
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

// rename gives a file another name, unless something has that name: then the
// error is fs.ErrExist.
func rename(from, to string) error {
	// A link fails if something has the name, which a rename would replace.
	err := os.Link(from, to)
	switch {
	case err == nil:
		_ = os.Remove(from) // should it stay: it is hidden, and goes with the day
		return nil
	case errors.Is(err, fs.ErrExist):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return errGone
	}
	// Some file systems (FAT, some network shares) have no links.
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}
