//go:build unix

package place

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// openFlags keep the opening of a file from following a link and from waiting
// for the other end of a pipe.
const openFlags = unix.O_NOFOLLOW | unix.O_NONBLOCK

// closeFirst says whether a file has to be closed before it can be renamed or
// removed.
const closeFirst = false

// rename gives a file another name, in one step. [os.Rename] looks at the new
// name first, which leaves more time for others.
func rename(from, to string) error {
	for {
		err := unix.Rename(from, to)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, unix.EINTR):
			continue
		}
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
}

// isUnsupported reports whether err is one of the ways in which a file system
// says that it does not know an operation.
func isUnsupported(err error) bool {
	for _, e := range []error{errNotSupported, syscall.EINVAL, syscall.ENOTSUP, syscall.EOPNOTSUPP, syscall.ENOSYS, syscall.ENOTTY} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// isReadOnly reports whether err means that nothing can be written to a disk.
func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// isBusy reports whether err means that another program has the file open and
// keeps it from being replaced.
func isBusy(error) bool { return false }

// identity tells files apart, under whatever names: device and inode.
type identity struct{ device, file uint64 }

// identify returns the identity of what lies at path, behind links.
func identify(path string) (identity, error) {
	info, err := os.Stat(path)
	if err != nil {
		return identity{}, err
	}
	return identityOf(info)
}

// identityOf is the identity that a look at a file has shown.
func identityOf(info fs.FileInfo) (identity, error) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return identity{}, errNotSupported
	}
	return identity{uint64(s.Dev), s.Ino}, nil //nolint:unconvert // Dev is signed on some systems
}

// isOneGroup reports whether two files belong to the same group of users.
func isOneGroup(a, b fs.FileInfo) bool {
	s, ok1 := a.Sys().(*syscall.Stat_t)
	t, ok2 := b.Sys().(*syscall.Stat_t)
	return ok1 && ok2 && s.Gid == t.Gid
}

// tryLock takes the lock on an open file, for itself or shared, if that is
// free. It ends with the file's being closed, or with the process.
func tryLock(f *os.File, shared bool) error {
	how := unix.LOCK_EX
	if shared {
		how = unix.LOCK_SH
	}
	for {
		err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EWOULDBLOCK):
			return errLocked
		case errors.Is(err, unix.ENOLCK):
			return errNotSupported // a network without its lock service
		}
		return err
	}
}

// hasNoName reports whether an open file was removed.
func hasNoName(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return true
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && s.Nlink == 0
}

// hasOtherName reports whether an open file has more than one name.
func hasOtherName(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return true
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && s.Nlink > 1
}

// syncFolder has the names in a folder written to the disk. Where that cannot be
// asked for there is no error: the files themselves are whole without.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err == nil {
		err = f.Sync()
		_ = f.Close() // it was only read
	}
	if isUnsyncable(err) {
		return nil
	}
	return err
}

// isUnsyncable reports whether err means that a folder cannot be synced at all:
// its file system does not know of that, or it may be written but not read.
func isUnsyncable(err error) bool {
	return isUnsupported(err) || errors.Is(err, syscall.EBADF) || errors.Is(err, fs.ErrPermission)
}
