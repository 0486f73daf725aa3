package processor

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// errInTheWay says that a file which is not ours appeared at a thumbnail's
// place after that place was planned.
var errInTheWay = errors.New("another file took the thumbnail's place in the meantime; it was left as it is")

// folderError is an error of the output folder as a whole: no other photo
// would fare better.
type folderError struct{ err error }

func (e *folderError) Error() string { return e.err.Error() }
func (e *folderError) Unwrap() error { return e.err }

// save puts data at path, whole or not at all: into a temporary file of the
// same folder first, which then gets the name. A file that Thumbpool did not
// make is never replaced, even if it came there a moment ago.
func save(path string, data []byte) error {
	temp, err := writeTemp(filepath.Dir(path), data)
	if err != nil {
		return err
	}
	if err := place(temp, path); err != nil {
		_ = os.Remove(temp)
		return err
	}
	return nil
}

// writeTemp writes data to a new temporary file and returns its path once the
// data is on the disk.
func writeTemp(folder string, data []byte) (path string, err error) {
	f, err := createTemp(folder)
	if err != nil {
		return "", &folderError{fmt.Errorf("nothing can be written to %s: %w", folder, plain(err))}
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		_ = os.Remove(f.Name())
		if isDiskFull(err) {
			return "", &folderError{fmt.Errorf("the disk with %s is full: %w", folder, err)}
		}
		return "", fmt.Errorf("the thumbnail cannot be written: %w", plain(err))
	}
	return f.Name(), nil
}

// createTemp creates a temporary file with the permissions that any new file
// of the user gets, which os.CreateTemp does not give.
func createTemp(folder string) (*os.File, error) {
	for {
		name := tempPrefix() + strconv.FormatUint(uint64(rand.Uint32()), 16) + tempSuffix
		f, err := os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// place gives the temporary file its final name.
func place(temp, path string) error {
	if _, ours := readMark(path); ours {
		return os.Rename(temp, path)
	}
	// A link fails if something has that name, which a rename would replace.
	err := os.Link(temp, path)
	switch {
	case err == nil:
		return os.Remove(temp)
	case errors.Is(err, fs.ErrExist):
		return errInTheWay
	}
	// Some file systems (FAT, some network shares) have no links.
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return errInTheWay
	}
	return os.Rename(temp, path)
}

// Temporary files are named after the machine and the process that write
// them, so that another run can tell whether they are still in use.
const (
	tempStart  = ".thumbpool-"
	tempSuffix = ".tmp"
)

func tempPrefix() string {
	return fmt.Sprintf("%s%s-%d-", tempStart, machine(), os.Getpid())
}

// machine is a short name of this machine for file names.
func machine() string {
	host, _ := os.Hostname() // without a name all machines are one
	h := fnv.New32a()
	_, _ = h.Write([]byte(host))
	return strconv.FormatUint(uint64(h.Sum32()), 16)
}

// staleAfter is the age at which a temporary file of another machine, whose
// processes cannot be asked, is taken for a left-over.
const staleAfter = 24 * time.Hour

// removeStale removes the temporary files that runs which were killed have
// left in a folder. Those of runs that go on are kept. Errors do not matter
// here: the files are hidden, and the next run tries again.
func removeStale(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, tempStart) && strings.HasSuffix(name, tempSuffix) && stale(filepath.Join(folder, name)) {
			_ = os.Remove(filepath.Join(folder, name))
		}
	}
}

func stale(path string) bool {
	parts := strings.Split(filepath.Base(path), "-") // .thumbpool, machine, process, number
	if len(parts) != 4 {
		return false
	}
	pid, err := strconv.Atoi(parts[2])
	if err != nil {
		return false
	}
	if parts[1] == machine() {
		return !alive(pid)
	}
	info, err := os.Lstat(path)
	return err == nil && time.Since(info.ModTime()) > staleAfter
}
