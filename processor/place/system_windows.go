package place

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// openFlags: Windows follows links whatever is asked; [Open] looks before and
// after.
const openFlags = 0

// closeFirst says whether a file has to be closed before it can be renamed or
// removed.
const closeFirst = true

// patience is how long a file that another program has open is tried again:
// virus scanners and viewers let go of one soon.
const patience = time.Second

// move renames a file, and tries again for a moment if it is in use.
func move(from, to string, flags uint32) error {
	a, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	b, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err = windows.MoveFileEx(a, b, flags|windows.MOVEFILE_WRITE_THROUGH)
		switch {
		case err == nil:
			return nil
		case !isBusy(err) || wait > patience:
			return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
		}
		<-time.After(wait)
	}
}

// renameNew renames a file unless something has the new name.
func renameNew(from, to string) error { return move(from, to, 0) }

func rename(from, to string) error { return move(from, to, windows.MOVEFILE_REPLACE_EXISTING) }

// exchange would let two files have each other's name.
func exchange(string, string) error { return errNotSupported }

func isUnsupported(err error) bool {
	return errors.Is(err, errNotSupported) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) ||
		errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_CALL_NOT_IMPLEMENTED)
}

// isReadOnly reports whether err means that nothing can be written to a disk.
func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// isBusy reports whether err means that another program has the file open and
// keeps it from being replaced.
func isBusy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_USER_MAPPED_FILE)
}

// identity tells files apart, under whatever names: volume and file index.
type identity struct{ device, file uint64 }

// identify returns the identity of what lies at path, behind links.
func identify(path string) (identity, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return identity{}, err
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0) // which folders need
	if err != nil {
		return identity{}, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	defer func() { _ = windows.CloseHandle(h) }()
	var info windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(h, &info); err != nil {
		return identity{}, &fs.PathError{Op: "stat", Path: path, Err: err}
	}
	return identity{uint64(info.VolumeSerialNumber), uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow)}, nil
}

// isOneGroup reports whether two files belong to the same group of users.
// Windows keeps who may read a file elsewhere.
func isOneGroup(fs.FileInfo, fs.FileInfo) bool { return true }

// lockAt is where the byte lies that locks are on: behind all that is read,
// for a locked byte cannot be.
const lockAt = 1 << 30

// tryLock takes the lock on an open file, for itself or shared, if that is
// free. It ends with the file's being closed, or with the process.
func tryLock(f *os.File, shared bool) error {
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: lockAt})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, syscall.ERROR_IO_PENDING) {
		return errLocked
	}
	return err
}

// hasNoName reports whether an open file was removed, which Windows does not
// let happen.
func hasNoName(*os.File) bool { return false }

// hasOtherName reports whether an open file has more than one name.
func hasOtherName(f *os.File) bool {
	var info windows.ByHandleFileInformation
	return windows.GetFileInformationByHandle(windows.Handle(f.Fd()), &info) != nil || info.NumberOfLinks > 1
}

// syncFolder does nothing: renames are written through.
func syncFolder(string) error { return nil }
