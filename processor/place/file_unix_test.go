//go:build unix

package place

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestNothingWaitsOnAPipe(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, ".thumbpool-0123456789abcdef.tmp")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, flag := range []int{os.O_RDONLY, os.O_WRONLY | os.O_CREATE | os.O_APPEND, os.O_RDWR} {
		if f, err := Open(pipe, flag, 0o600); err == nil {
			_ = f.Close()
			t.Errorf("a pipe was opened with flags %#x", flag)
		}
	}
	if err := Write(pipe, File, 0o600, says("x")); err == nil {
		t.Error("a pipe was replaced")
	}
	removeStale(folder)
	lies(t, folder, filepath.Base(pipe))
}

func TestSyncErrors(t *testing.T) {
	for _, e := range []syscall.Errno{syscall.EINVAL, syscall.ENOTSUP, syscall.EOPNOTSUPP, syscall.ENOSYS, syscall.ENOTTY} {
		if !isUnsupported(&os.PathError{Op: "sync", Err: e}) {
			t.Errorf("%v counts as a failure of the disk", e)
		}
	}
	for _, e := range []syscall.Errno{syscall.EIO, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS} {
		if isUnsupported(&os.PathError{Op: "sync", Err: e}) {
			t.Errorf("%v is passed over", e)
		}
	}
}
