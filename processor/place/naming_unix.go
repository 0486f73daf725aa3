//go:build unix

package place

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
)

// namingOf finds out which names a folder takes. In one that may not be written
// there is nothing to name.
func namingOf(folder string) naming {
	n := anyName()
	temp, err := createTemp(folder, 0o600)
	if err != nil {
		return n
	}
	defer temp.discard()
	n.folds = temp.isAt(filepath.Join(folder, strings.ToUpper(filepath.Base(temp.path))))
	n.portable = temp.isRefused(reservedTrial)
	n.unicode = temp.isRefused(latinTrial)
	if temp.isRefused(longTrial()) {
		n.most = maxPortable
	}
	return n
}

// isRefused tries a name on the file, which keeps it if it is taken, and reports
// whether the file system does not take it.
func (t *temporary) isRefused(trial string) bool {
	folder, name := filepath.Split(t.path)
	to := filepath.Join(folder, name[:len(ownPrefix)+tempDigits]+trial+tempSuffix)
	err := rename(t.path, to)
	if err == nil || t.isAt(to) { // else only the answer was lost
		t.path = to
		return false
	}
	for _, e := range []error{
		syscall.EINVAL, syscall.EILSEQ, syscall.ENAMETOOLONG,
		fs.ErrNotExist, fs.ErrPermission, // as FAT and exFAT in user space say
	} {
		if errors.Is(err, e) {
			return t.isAt(t.path)
		}
	}
	return false
}
