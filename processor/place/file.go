package place

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Over says which file [Write] may put its own in the place of.
type Over int

const (
	// Nothing may be replaced: the name has to be free.
	Nothing Over = iota
	// File lets a regular file be replaced. Links, folders and pipes never are.
	File
)

// notRegularError says that something which is no regular file has a name that
// the program uses for a file of its own.
type notRegularError struct {
	path string
	mode fs.FileMode
}

func (e *notRegularError) Error() string {
	what := "no regular file"
	switch {
	case e.mode&fs.ModeSymlink != 0:
		what = "a link, which is not followed"
	case e.mode.IsDir():
		what = "a folder"
	case e.mode&fs.ModeNamedPipe != 0:
		what = "a pipe"
	}
	return fmt.Sprintf("%s is %s; it was left as it is", e.path, what)
}

// errOtherName says that a file of the program's own has another name too: it may
// be anybody's, to whom a link was laid here.
var errOtherName = errors.New("the file has another name elsewhere, and was left as it is")

// Open opens a file of the program's own, such as its notes, with the flags of
// [os.OpenFile]. It never follows a link in the last part of path, never waits
// on a pipe, opens regular files only, and for writing none that has another
// name as well.
func Open(path string, flag int, perm fs.FileMode) (*os.File, error) {
	info, err := os.Lstat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, &notRegularError{path, info.Mode()}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	f, err := os.OpenFile(path, flag&^os.O_TRUNC|openFlags, perm)
	if err != nil {
		return nil, err
	}
	// It may have been exchanged since; what was opened decides, before anything
	// of it is cut off.
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
		err = &notRegularError{path, info.Mode()}
	}
	if err == nil {
		err = isAt(f, path)
	}
	if err == nil && flag&(os.O_WRONLY|os.O_RDWR) != 0 && hasOtherName(f) {
		err = &fs.PathError{Op: "open", Path: path, Err: errOtherName}
	}
	if err == nil && flag&os.O_TRUNC != 0 {
		err = f.Truncate(0)
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

// isAt returns an error unless the open file is what lies at path, not behind a
// link there.
func isAt(f *os.File, path string) error {
	have, err := f.Stat()
	if err != nil {
		return err
	}
	at, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !at.Mode().IsRegular():
		return &notRegularError{path, at.Mode()}
	case !os.SameFile(have, at):
		return fmt.Errorf("%s was exchanged while it was opened", path)
	}
	return nil
}

// Read reads a file of the program's own, which is opened as by [Open] and has
// at most most bytes.
func Read(path string, most int64) ([]byte, error) {
	f, err := Open(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%s has more than %d bytes", path, most)
	}
	return text, nil
}

// Write puts what write writes at path, whole or not at all: into a temporary
// file of the same folder, onto the disk, and then to its name. perm is what a
// new file gets before the user's umask. Where over is [Nothing] and something
// has the name, the error wraps [fs.ErrExist]. If it is the name that cannot be
// written to the disk, there is an error and the file.
func Write(path string, over Over, perm fs.FileMode, write func(io.Writer) error) error {
	if over == File {
		info, err := os.Lstat(path)
		if err == nil && !info.Mode().IsRegular() {
			return &notRegularError{path, info.Mode()}
		}
	}
	removeStale(filepath.Dir(path))
	temp, err := createTemp(filepath.Dir(path), perm)
	if err != nil {
		return plain(err)
	}
	defer temp.discard()
	out := bufio.NewWriter(temp.file)
	if err = write(out); err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = temp.finish()
	}
	if err == nil && over == File {
		err = rename(temp.path, path)
	} else if err == nil {
		err = Rename(temp.path, path)
	}
	if err != nil {
		return plain(err)
	}
	temp.placed()
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("%s may not be on the disk for good: %w", path, inWords(err))
	}
	return nil
}

// plain drops the path of a temporary file, which tells nobody anything.
func plain(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Dir(at.Path), at.Err)
	}
	if at, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("%s: %w", at.New, at.Err)
	}
	return err
}

// Remove removes a file of the program's own.
func Remove(path string) error { return os.Remove(path) }

// MkdirAll makes a folder and those above it that are not there.
func MkdirAll(path string, perm fs.FileMode) error { return os.MkdirAll(path, perm) }
