package place

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
	"thumbpool/processor/photo"
	"thumbpool/processor/reason"
)

// FullError says that the disk has no room left for a thumbnail.
type FullError struct {
	Folder string
	Err    error
}

func (e *FullError) Error() string { return fmt.Sprintf("the disk with %s is full", e.Folder) }

// Unwrap returns the system's error.
func (e *FullError) Unwrap() error { return e.Err }

// Reason says that the disk is full.
func (e *FullError) Reason() reason.Reason { return reason.Reason{Key: reason.DiskFull} }

// ErrInTheWay says that something which may not be replaced has the name.
var ErrInTheWay error = inTheWayError{}

type inTheWayError struct{}

func (inTheWayError) Error() string {
	return "another file took the thumbnail's place in the meantime; it was left as it is"
}

// Reason says that another file has the thumbnail's name.
func (inTheWayError) Reason() reason.Reason { return reason.Reason{Key: reason.InTheWay} }

// Save writes a photo's encoded thumbnail, with its mark, to its place, whole
// or not at all, and returns its path and its length in bytes. A file that
// came to stand there since [Outputs.Plan] is left, and the thumbnail gets the
// next name. photo, format and settings are those of Plan. Errors are a
// [*FullError], an [*UnusableError], the context's, or the photo's.
func (o *Outputs) Save(ctx context.Context, t Target, p photo.Photo, f format.Format, settings string, encoded []byte) (path string, n int64, err error) {
	of := o.mark(t.folder, p)
	of.content = contentOf(p.Path)
	data, err := mark.Insert(f, encoded, of.text(settings))
	if err != nil {
		return "", 0, fmt.Errorf("the thumbnail cannot be marked: %w", err)
	}
	temp, err := t.folder.write(data, p)
	if err != nil {
		return "", 0, err
	}
	defer temp.discard()
	if o.options.Times {
		// Last, for where there are no locks a temporary file is known by its age.
		if err := os.Chtimes(temp.path, time.Time{}, p.ModTime); err != nil {
			return "", 0, t.folder.failure("the thumbnail cannot be given the time of its photo", err)
		}
	}
	for range manyNames {
		if err := ctx.Err(); err != nil {
			return "", 0, err
		}
		path := t.Path()
		if t.used {
			err = o.replace(temp, path, t.folder, p, settings)
		} else {
			err = Rename(temp.path, path)
		}
		switch {
		case err == nil:
			temp.placed()
			t.folder.named.Store(true)
			return path, int64(len(data)), nil
		case errors.Is(err, ErrInTheWay):
		case errors.Is(err, fs.ErrExist):
			o.giveUp(t.folder.base.naming.key(path)) // what came there may be a thumbnail of the same photo
		default:
			return "", 0, t.folder.failure("the thumbnail cannot be saved", err)
		}
		t.used = false
		if err := o.name(&t, p, f, settings); err != nil {
			return "", 0, err
		}
		if t.Current { // another run has made it in the meantime
			return t.Path(), int64(len(data)), nil
		}
	}
	return "", 0, ErrInTheWay
}

// manyNames is how many names are tried for a thumbnail that others take away.
const manyNames = 100

// permissions are those of a thumbnail before the user's umask: no more may
// read it than its photo.
func permissions(photo fs.FileMode) fs.FileMode { return 0o600 | photo.Perm()&0o666 }

// withoutGroup are the permissions of a file whose group is not the photo's:
// what the photo's group and all others have, for nobody can tell who is who.
func withoutGroup(photo fs.FileMode) fs.FileMode {
	both := photo & (photo >> 3) & 0o007
	return photo&0o700 | both<<3 | both
}

// createTemp creates a temporary file for the thumbnail of a photo. A folder may
// give its files a group of its own, which is not that of the photo.
func (f *folder) createTemp(p photo.Photo) (*temporary, error) {
	temp, err := createTemp(f.path, permissions(p.Mode))
	if err != nil || withoutGroup(p.Mode) == p.Mode.Perm() || temp.hasGroupOf(p.Path) {
		return temp, err
	}
	temp.discard()
	return createTemp(f.path, permissions(withoutGroup(p.Mode)))
}

// write writes a photo's thumbnail to a temporary file in the folder and onto
// the disk.
func (f *folder) write(data []byte, p photo.Photo) (*temporary, error) {
	if err := f.isThere(); err != nil {
		return nil, err
	}
	temp, err := f.createTemp(p)
	if err != nil {
		return nil, f.failure("nothing can be written to "+f.path, err)
	}
	// Once more, for the disk may have gone between the look and the file.
	if err = f.isThere(); err == nil {
		if _, err = temp.file.Write(data); err == nil {
			err = temp.finish()
		}
		if err != nil {
			err = f.failure("the thumbnail cannot be written", err)
		}
	}
	if err != nil {
		temp.discard()
		return nil, err
	}
	return temp, nil
}

// failure says what a failed step costs: the run if the disk is full or the
// base is not what it was, else the photo.
func (f *folder) failure(what string, err error) error {
	if reason.IsDiskFull(err) {
		return &FullError{f.path, err}
	}
	if gone := f.isThere(); gone != nil {
		return gone
	}
	said := fmt.Errorf("%s: %w", what, inWords(err))
	if f.path == f.base.path && (errors.Is(err, fs.ErrPermission) || isReadOnly(err)) {
		return &UnusableError{f.base.path, said}
	}
	return said
}

// asideSuffix ends the hidden name that a file has while it is looked at.
const asideSuffix = ".old"

// asideName is such a name. Its first half is the time in seconds: the file's
// own time is that of a thumbnail, and may be of last year.
func asideName(folder string, now time.Time) string {
	return filepath.Join(folder, fmt.Sprintf("%s%08x%016x%s", ownPrefix, uint32(now.Unix()), rand.Uint64(), asideSuffix))
}

// asideSince is the time in such a name; ok is false for any other name.
func asideSince(name string) (since time.Time, ok bool) {
	number, ok := ownNumber(name, asideSuffix, 8+16)
	if !ok {
		return time.Time{}, false
	}
	seconds, err := strconv.ParseUint(number[:8], 16, 32)
	return time.Unix(int64(seconds), 0), err == nil
}

// replace puts a temporary file in the place of a thumbnail. What came out is
// looked at once more: if it is not what may be replaced, it is put back, and
// the error is ErrInTheWay.
func (o *Outputs) replace(temp *temporary, path string, in *folder, p photo.Photo, settings string) error {
	ours := func(path string) bool {
		have, err := o.look(path, in, p, settings)
		return err == nil && (have == current || have == outdated)
	}
	// Under the name of a temporary file, what comes out would be removed by
	// another run if this one is killed now.
	aside := asideName(in.path, time.Now())
	if err := rename(temp.path, aside); err != nil && !temp.isAt(aside) {
		return err
	}
	temp.path = aside
	err := exchange(aside, path)
	if err != nil && temp.isAt(path) {
		err = nil // only the answer was lost
	}
	switch {
	case errors.Is(err, errNotSupported):
		return replaceAside(temp, path, ours)
	case errors.Is(err, fs.ErrNotExist):
		return Rename(aside, path)
	case err != nil:
		return err
	case ours(aside):
		temp.path = path
		_ = os.Remove(aside) // should it stay: the next run removes it
		return nil
	}
	return putBack(temp, aside, path)
}

// putBack undoes an exchange that brought out a file of somebody else's.
func putBack(temp *temporary, aside, path string) error {
	err := exchange(aside, path)
	if err == nil && temp.isAt(aside) {
		return ErrInTheWay
	}
	// Somebody has changed what stands at path in the meantime, so that what is
	// aside is theirs: it gets the first name that is free.
	temp.path = path
	switch err = giveName(aside, path, 1); {
	case errors.Is(err, fs.ErrNotExist) && temp.isAt(path):
		return nil // somebody has taken it away, such as a run that writes to this folder as another output
	case err != nil:
		return fmt.Errorf("a file of another program is now %s: %w", aside, err)
	}
	return errors.New("another program keeps changing the thumbnail's place")
}

// replaceAside is replace where two files cannot be exchanged: what stands in
// the place is moved aside, looked at, and removed last.
func replaceAside(temp *temporary, path string, ours func(string) bool) error {
	aside := asideName(filepath.Dir(path), time.Now())
	if err := rename(path, aside); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return Rename(temp.path, path)
		}
		return err
	}
	if !ours(aside) {
		switch err := giveName(aside, path, 1); {
		case errors.Is(err, fs.ErrNotExist):
			return Rename(temp.path, path) // somebody has taken it away
		case err != nil:
			return fmt.Errorf("a file of another program is now %s: %w", aside, err)
		}
		return ErrInTheWay
	}
	err := Rename(temp.path, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		_ = Rename(aside, path) // the old thumbnail is better than none
		return err
	}
	_ = os.Remove(aside)
	return err
}

// giveName gives a file the first of a path's names that is free, from the
// n-th; the first has no number.
func giveName(from, path string, n int) error {
	ext := filepath.Ext(path)
	for ; ; n++ {
		ending := ext
		if n > 1 {
			ending = fmt.Sprintf(" (%d)%s", n, ext)
		}
		name := shorten(strings.TrimSuffix(filepath.Base(path), ext), ending, maxName)
		if err := Rename(from, filepath.Join(filepath.Dir(path), name)); !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

// restore finds what a run that was killed had put aside: its own thumbnails
// are removed, anything else gets a name that people see. l tells whether other
// runs may be at work in the folder; then only what was put aside long ago is
// touched.
func restore(folder string, l *folderLock) {
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		since, aside := asideSince(e.Name())
		if !aside || !l.isAlone() && time.Since(since) < staleAfter {
			continue
		}
		path := filepath.Join(folder, e.Name())
		if _, _, ours := readMark(path); ours {
			_ = os.Remove(path)
			continue
		}
		_ = giveName(path, filepath.Join(folder, "recovered"+extensionOf(path)), 1)
	}
}

// extensionOf is the extension that fits a file's content, if it is a picture.
func extensionOf(path string) string {
	f, err := Open(path, os.O_RDONLY, 0)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, format.SniffLen)
	n, _ := f.ReadAt(head, 0)
	if known := format.Extensions(format.Sniff(head[:n])); len(known) > 0 {
		return known[0]
	}
	return ""
}
