package place

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// errLocked says that somebody else has a lock.
var errLocked = errors.New("locked by another program")

// temporary is a file under a hidden name on its way to its own. While it is
// open it is locked, so that other runs know it for one in use, whatever
// machine or container they are in.
type temporary struct {
	path   string
	file   *os.File
	closed bool
}

const (
	// ownPrefix begins the names of all files that the program has for itself
	// in the folders of its user's.
	ownPrefix  = ".thumbpool-"
	tempSuffix = ".tmp"
	tempDigits = 16
)

// createTemp creates a temporary file, with the permissions perm before the
// user's umask.
func createTemp(folder string, perm fs.FileMode) (*temporary, error) {
	for {
		path := filepath.Join(folder, fmt.Sprintf("%s%016x%s", ownPrefix, rand.Uint64(), tempSuffix))
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL|openFlags, perm)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		t := &temporary{path: path, file: f}
		// A file system without locks leaves it to the age of the file.
		if errors.Is(tryLock(f, false), errLocked) || hasNoName(f) {
			// Another run has just looked whether it is in use, and will remove it.
			_ = f.Close()
			continue
		}
		return t, nil
	}
}

// finish has the content written to the disk.
func (t *temporary) finish() error {
	if err := t.file.Sync(); err != nil && !isUnsupported(err) {
		return err
	}
	if closeFirst {
		return t.close()
	}
	return nil
}

// close closes the file, which gives up the lock on it.
func (t *temporary) close() error {
	if t.closed {
		return nil
	}
	t.closed = true
	return t.file.Close()
}

// placed says that the file has its own name now.
func (t *temporary) placed() {
	t.path = ""
	_ = t.close() // all is on the disk
}

// isAt reports whether the file has the name, as far as that can be told.
func (t *temporary) isAt(path string) bool {
	info, err := t.file.Stat()
	return err == nil && isSame(info, path)
}

// hasGroupOf reports whether the file has the group of another one.
func (t *temporary) hasGroupOf(path string) bool {
	mine, err := t.file.Stat()
	if err != nil {
		return false
	}
	other, err := os.Stat(path)
	return err == nil && isOneGroup(mine, other)
}

// discard removes the file unless it was placed. The error does not matter: the
// next run removes what is left.
func (t *temporary) discard() {
	if t.path == "" {
		return
	}
	// Only the file itself: its hidden name may be another's by now.
	info, err := t.file.Stat()
	remove := t.closed || err == nil && isSame(info, t.path)
	if closeFirst {
		_ = t.close()
	}
	if remove {
		_ = os.Remove(t.path)
	}
	_ = t.close()
}

// isTempName reports whether a name has the form of a temporary file's, also while
// it is tried which names a folder takes.
func isTempName(name string) bool {
	if middle := len(ownPrefix) + tempDigits; len(name) > middle {
		for _, trial := range []string{reservedTrial, latinTrial, longTrial()} {
			if name[middle:] == trial+tempSuffix {
				name = name[:middle] + tempSuffix
			}
		}
	}
	_, ok := ownNumber(name, tempSuffix, tempDigits)
	return ok
}

// ownNumber is the number in a name of the program's own, if it has so many
// hexadecimal digits.
func ownNumber(name, suffix string, digits int) (number string, ok bool) {
	number, found := strings.CutPrefix(name, ownPrefix)
	number, ends := strings.CutSuffix(number, suffix)
	return number, found && ends && len(number) == digits && strings.Trim(number, "0123456789abcdef") == ""
}

// staleAfter is the age at which a temporary file is taken for a left-over
// where the file system has no locks to tell.
const staleAfter = 24 * time.Hour

// removeStale removes the temporary files that runs which were killed have
// left in a folder. Errors do not matter here: the files are hidden, and the
// next run tries again.
func removeStale(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if !isTempName(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		path := filepath.Join(folder, e.Name())
		f, err := Open(path, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		err = tryLock(f, false)
		if closeFirst {
			_ = f.Close()
		}
		if err == nil || !errors.Is(err, errLocked) && isOld(path) {
			_ = os.Remove(path)
		}
		_ = f.Close()
	}
}

func isOld(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && time.Since(info.ModTime()) > staleAfter
}
