//go:build unix

package single

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"thumbpool/processor/place"
)

// acquire takes the lock, which the system gives back when the process ends.
func acquire(path string) (io.Closer, error) {
	f, err := place.Open(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close() // nothing was written
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errLocked
	}
	return nil, err
}

// private says whether a folder is this user's and nobody else's.
func private(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Getuid() && info.Mode().Perm()&0o077 == 0
}
