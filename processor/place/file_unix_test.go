//go:build unix

package place

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
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
		if err := (&os.PathError{Op: "sync", Err: e}); !isUnsupported(err) || !isUnsyncable(err) {
			t.Errorf("%v counts as a failure of the disk", e)
		}
	}
	for _, e := range []syscall.Errno{syscall.EBADF, syscall.EACCES} {
		if !isUnsyncable(&os.PathError{Op: "sync", Err: e}) {
			t.Errorf("%v of a folder counts as a failure of the disk", e)
		}
	}
	for _, e := range []syscall.Errno{syscall.EIO, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS} {
		if err := (&os.PathError{Op: "sync", Err: e}); isUnsupported(err) || isUnsyncable(err) {
			t.Errorf("%v is passed over", e)
		}
	}
}

func TestAFolderThatMayOnlyBeRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everything")
	}
	root := t.TempDir()
	p, q := photoAt(t, root, "p.jpg", 10), photoAt(t, root, "q.jpg", 20)
	made := run(t, func(*Options) {}, p)
	folder := filepath.Dir(made[0])
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) })
	skip := func(o *Options) { o.Existing, o.Sources = option.ExistingSkip, []string{root} }
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

// TestAnotherGroupReadsNoMore makes thumbnails in a folder whose files belong to
// another group than the photos, which these let read.
func TestAnotherGroupReadsNoMore(t *testing.T) {
	root, theirs := t.TempDir(), 0
	groups, err := os.Getgroups()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range append(groups, os.Getegid()+1) {
		if g != os.Getegid() && os.Chown(root, -1, g) == nil {
			theirs = g
		}
	}
	if theirs == 0 {
		t.Skip("only root, and who is in two groups, can give a file away")
	}
	if err := os.Chown(root, -1, os.Getegid()); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		group       int
		photo, want os.FileMode
	}{
		"same.jpg":  {os.Getegid(), 0o640, 0o640},
		"other.jpg": {theirs, 0o640, 0o600},
		"all.jpg":   {theirs, 0o644, 0o644},
		"but.jpg":   {theirs, 0o604, 0o600},
		"write.jpg": {theirs, 0o664, 0o644},
	} {
		p := photoAt(t, root, name, 10)
		if err := errors.Join(os.Chown(p.Path, -1, c.group), os.Chmod(p.Path, c.photo)); err != nil {
			t.Fatal(err)
		}
		got := run(t, func(*Options) {}, known(t, root, name))
		info, err := os.Stat(got[0])
		if err != nil {
			t.Fatal(err)
		}
		if have := info.Mode().Perm(); have&^c.want != 0 || have&0o600 != 0o600 {
			t.Errorf("%s: the thumbnail of a photo with %v of group %d has %v", name, c.photo, c.group, have)
		}
		lies(t, filepath.Dir(got[0]), name)
		if err := os.Remove(got[0]); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAFolderOfThumbnailsIsNoMoreOpenThanThatOfPhotos has photos that all may
// read, in a folder that only their owner may enter.
func TestAFolderOfThumbnailsIsNoMoreOpenThanThatOfPhotos(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "private/p.jpg", 10)
	q := photoAt(t, root, "private/open/q.jpg", 10)
	private := filepath.Dir(p.Path)
	if err := os.Chmod(private, 0o700); err != nil {
		t.Fatal(err)
	}
	inGroup := known(t, private, "p.jpg")
	inGroup.Origin = photo.NewOrigin("private", nil)
	for path, made := range map[string][]string{
		filepath.Join(root, "thumbs", "private"): run(t, func(*Options) {}, q, p),
		filepath.Join(root, "out", "private"):    run(t, func(o *Options) { o.Out = filepath.Join(root, "out") }, inGroup),
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatalf("%v; made %q", err, made)
		}
		if have := info.Mode().Perm(); have != 0o700 {
			t.Errorf("%s has %v", path, have)
		}
	}
}
