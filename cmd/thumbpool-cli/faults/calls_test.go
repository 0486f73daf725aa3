//go:build faults && linux && amd64

package faults

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// errnos are what a system call may answer instead of doing its work.
var errnos = []syscall.Errno{
	unix.EIO, unix.ENOSPC, unix.EINTR, unix.EINVAL, unix.EOPNOTSUPP, unix.ENOSYS, unix.ENOTTY,
	unix.EEXIST, unix.ESTALE, unix.EROFS, unix.EACCES, unix.EPERM,
}

// tolerated says whether an answer must do no harm at all: it says that the
// file system has not what there is another way for, or that a signal came.
func tolerated(c step, e syscall.Errno) bool {
	name, _, _ := strings.Cut(c.key, " ")
	missing := slices.Contains([]syscall.Errno{unix.EINVAL, unix.EOPNOTSUPP, unix.ENOSYS}, e)
	switch name {
	case "fsync", "fdatasync":
		return missing || e == unix.ENOTTY || e == unix.EINTR
	case "sync_file_range", "flock", "fcntl":
		return missing || e == unix.EINTR
	case "renameat2":
		return missing || e == unix.EINTR
	case "linkat":
		return missing || e == unix.EPERM || e == unix.EINTR
	}
	return e == unix.EINTR
}

// isFailure says whether an answer means that a thumbnail is not on the disk.
func isFailure(c step, e syscall.Errno) bool {
	ofThumbnail := strings.Contains(c.key, ownPrefix) && !strings.Contains(c.key, "lock") || c.name() == "fsync"
	return slices.Contains([]string{"write", "pwrite64", "fsync", "fdatasync"}, c.name()) &&
		ofThumbnail && (e == unix.EIO || e == unix.ENOSPC)
}

// endsRun says whether an answer may end the whole run and not only cost its
// photo: the disk is full or the output cannot be written, or what the answer is
// about is no photo's.
func endsRun(c step, e syscall.Errno) bool {
	if slices.Contains([]syscall.Errno{unix.ENOSPC, unix.EROFS, unix.EACCES, unix.EPERM}, e) {
		return true
	}
	for _, file := range strings.Fields(c.key)[1:] {
		if strings.HasSuffix(file, ".jpg") || strings.Contains(file, ownPrefix) && !lockFile(file) {
			return false
		}
	}
	return true
}

// try is one step and what it answers.
type try struct {
	step
	syscall.Errno
}

// TestEveryCallFails lets every system call that a run makes for its files
// fail, one in each run, in each way that systems know.
func TestEveryCallFails(t *testing.T) {
	for _, pool := range pools {
		t.Run(pool, func(t *testing.T) {
			t.Parallel()
			chance := chanceOf(t)
			h := newHouse(t)
			var tries []try
			for _, s := range h.trace(t, pool) {
				for _, e := range errnos {
					if slices.Contains([]string{"read", "pread64"}, s.name()) && e != unix.EIO && e != unix.EINTR {
						continue // there are many, and all errors are one to them
					}
					tries = append(tries, try{s, e})
				}
			}
			for _, try := range some(chance, tries, pool, 120, 1200) {
				t.Run(fmt.Sprintf("%s %d %s", try.key, try.n, unix.ErrnoName(try.Errno)), func(t *testing.T) {
					h.build(t)
					r := runWatched(t, h.once(try.step, func(*call) verdict { return verdict{fail, try.Errno} }), h.args(pool)...)
					h.intact(t)
					h.truthful(t, r)
					if tolerated(try.step, try.Errno) && r.code != 0 {
						t.Errorf("exit status %d, %s", r.code, r.err)
					}
					if isFailure(try.step, try.Errno) && r.code == 0 {
						t.Error("exit status 0 for a thumbnail that is not on the disk")
					}
					if made := r.done(t).Made; made < 2 && !endsRun(try.step, try.Errno) {
						t.Errorf("%d of 3 thumbnails: one costs more than one; %s", made, r.err)
					}
					h.recovers(t)
				})
			}
		})
	}
}

// TestSyncedBeforeItsName holds that all of a thumbnail is on the disk before
// it gets its name, and the names are when the run ends: that is what is left
// of it after a power cut.
func TestSyncedBeforeItsName(t *testing.T) {
	h := newHouse(t)
	h.build(t)
	dirty := map[string]bool{} // by path; false once it was synced
	named := 0
	r := runWatched(t, func(c *call) verdict {
		switch {
		case len(c.paths) == 0 || c.key(h.dir) == "":
		case c.name == "write" || c.name == "pwrite64" || c.name == "ftruncate":
			dirty[c.paths[0]] = true
		case c.name == "fsync" || c.name == "fdatasync":
			dirty[c.paths[0]] = false
		case slices.Contains([]string{"renameat", "renameat2", "rename", "linkat"}, c.name):
			from, to := c.paths[0], c.paths[1]
			unsynced, written := dirty[from]
			dirty[to] = unsynced
			dirty[h.thumbs] = true
			if strings.HasPrefix(filepath.Base(to), ownPrefix) {
				break
			}
			named++
			if !written || unsynced {
				t.Errorf("%s gets its name before it is on the disk", to)
			}
		}
		return verdict{}
	}, h.args("goroutines")...)
	if r.code != 0 || named != 3 {
		t.Errorf("exit status %d, %d thumbnails got their names; %s", r.code, named, r.err)
	}
	if dirty[h.thumbs] {
		t.Error("the names are not on the disk")
	}
}

// TestAFolderThatCannotBeSynced holds that a run says when the names of its
// thumbnails are not on the disk, and goes by what a file system does not have.
func TestAFolderThatCannotBeSynced(t *testing.T) {
	for _, test := range []struct {
		errno syscall.Errno
		code  int
	}{
		{unix.EIO, 1},
		{unix.ENOSPC, 1},
		{unix.EINVAL, 0},
		{unix.ENOTSUP, 0},
		{unix.ENOSYS, 0},
		{unix.ENOTTY, 0},
		{unix.EBADF, 0},
		{unix.EACCES, 0},
	} {
		t.Run(unix.ErrnoName(test.errno), func(t *testing.T) {
			h := newHouse(t)
			h.build(t)
			failed := false
			r := runWatched(t, func(c *call) verdict {
				if c.name != "fsync" || len(c.paths) == 0 || c.paths[0] != h.thumbs {
					return verdict{}
				}
				failed = true
				return verdict{fail, test.errno}
			}, h.args("goroutines")...)
			if !failed || r.code != test.code || r.done(t).Made != 3 {
				t.Errorf("folder synced %v, exit status %d, want %d, %d made: %s", failed, r.code, test.code, r.done(t).Made, r.err)
			}
			if said := strings.Contains(r.err, h.thumbs); said != (test.code != 0) {
				t.Errorf("it says %q", r.err)
			}
			h.recovers(t)
		})
	}
}

// TestAnswersAreLost lets a system call be carried out and answer that it was
// not, as happens on network file systems when an answer gets lost and the
// call is made again.
func TestAnswersAreLost(t *testing.T) {
	again := map[string]syscall.Errno{
		"linkat": unix.EEXIST, "mkdirat": unix.EEXIST, "openat": unix.EEXIST,
		"rename": unix.ENOENT, "renameat": unix.ENOENT, "renameat2": unix.ENOENT, "unlinkat": unix.ENOENT,
	}
	h := newHouse(t)
	var tries []try
	for _, s := range h.trace(t, "goroutines") {
		if e, ok := again[s.name()]; ok {
			tries = append(tries, try{s, e}, try{s, unix.EIO})
		}
	}
	for _, try := range tries {
		t.Run(fmt.Sprintf("%s %d %s", try.key, try.n, unix.ErrnoName(try.Errno)), func(t *testing.T) {
			h.build(t)
			carriedOut := false
			r := runWatched(t, h.once(try.step, func(c *call) verdict {
				if carriedOut = c.carryOut(); carriedOut {
					return verdict{fail, try.Errno}
				}
				return verdict{}
			}), h.args("goroutines")...)
			h.intact(t)
			h.truthful(t, r)
			if r.code != 0 && carriedOut && try.Errno != unix.EIO && !strings.Contains(try.key, "openat") {
				t.Errorf("exit status %d, %s", r.code, r.err)
			}
			h.recovers(t)
		})
	}
}

// pools are the ways of working that write in the same way and end in
// different ones.
var pools = []string{"goroutines", "processes"}

// some is what the effort allows of what there is to try.
func some[T any](chance *rand.Rand, tries []T, pool string, q, f int) []T {
	n := among(q, f, 1e6)
	if pool == "processes" { // the writer is the same
		n /= 4
	}
	if len(tries) <= n {
		return tries
	}
	tries = slices.Clone(tries)
	chance.Shuffle(len(tries), func(i, j int) { tries[i], tries[j] = tries[j], tries[i] })
	return tries[:n]
}
