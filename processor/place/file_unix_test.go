//go:build unix

package place

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"thumbpool/processor/format"
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

func TestAFolderThatMayOnlyBeRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everything")
	}
	root := t.TempDir()
	p, q := photo(t, root, "p.jpg", 10), photo(t, root, "q.jpg", 20)
	made := run(t, func(*Options) {}, p)
	folder := filepath.Dir(made[0])
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) })
	skip := func(o *Options) { o.Existing, o.Sources = Skip, []string{root} }
	if got := run(t, skip, p); got[0] != "current: "+made[0] {
		t.Errorf("what is up to date: %q", got)
	}
	o := outputs(t, skip)
	target := plan(t, o, q)
	_, _, err := o.Save(t.Context(), target, q, format.JPEG, settings, picture(t, 1))
	if _, all := errors.AsType[*UnusableError](err); !all {
		t.Errorf("what is not: %v, want an UnusableError", err)
	}
}
