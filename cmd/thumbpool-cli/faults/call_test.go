//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// call is a system call that the program is about to make.
type call struct {
	name   string
	paths  []string // of the files that it is about, absolute; "" if a descriptor has none
	pid    int      // the thread that makes it
	number int32
	args   [6]uint64
}

// argument says how to find the file that an argument stands for.
type argument int

const (
	descriptor argument = iota // args[0] is a descriptor
	at                         // args[0] is a folder's, args[1] a name in it
	atTwice                    // and args[2], args[3]
	linkAt                     // args[1] is a folder's, args[2] a name in it: symlinkat
	twoNames                   // args[0] and args[1] are names
)

// watched are the system calls that are held, by what they are about: all that
// Go's os and golang.org/x/sys/unix use for files.
var watched = map[int32]struct {
	name string
	argument
}{
	unix.SYS_OPENAT:          {"openat", at},
	unix.SYS_OPENAT2:         {"openat2", at},
	unix.SYS_READ:            {"read", descriptor},
	unix.SYS_PREAD64:         {"pread64", descriptor},
	unix.SYS_WRITE:           {"write", descriptor},
	unix.SYS_PWRITE64:        {"pwrite64", descriptor},
	unix.SYS_FSYNC:           {"fsync", descriptor},
	unix.SYS_FDATASYNC:       {"fdatasync", descriptor},
	unix.SYS_SYNC_FILE_RANGE: {"sync_file_range", descriptor},
	unix.SYS_FTRUNCATE:       {"ftruncate", descriptor},
	unix.SYS_FALLOCATE:       {"fallocate", descriptor},
	unix.SYS_CLOSE:           {"close", descriptor},
	unix.SYS_FLOCK:           {"flock", descriptor},
	unix.SYS_FCNTL:           {"fcntl", descriptor},
	unix.SYS_FSTAT:           {"fstat", descriptor},
	unix.SYS_NEWFSTATAT:      {"newfstatat", at},
	unix.SYS_STATX:           {"statx", at},
	unix.SYS_STATFS:          {"statfs", descriptor}, // see decode
	unix.SYS_FSTATFS:         {"fstatfs", descriptor},
	unix.SYS_FACCESSAT:       {"faccessat", at},
	unix.SYS_READLINKAT:      {"readlinkat", at},
	unix.SYS_GETDENTS64:      {"getdents64", descriptor},
	unix.SYS_FCHMOD:          {"fchmod", descriptor},
	unix.SYS_FCHMODAT:        {"fchmodat", at},
	unix.SYS_UTIMENSAT:       {"utimensat", at},
	unix.SYS_MKDIRAT:         {"mkdirat", at},
	unix.SYS_UNLINKAT:        {"unlinkat", at},
	unix.SYS_SYMLINKAT:       {"symlinkat", linkAt},
	unix.SYS_LINKAT:          {"linkat", atTwice},
	unix.SYS_RENAME:          {"rename", twoNames},
	unix.SYS_RENAMEAT:        {"renameat", atTwice},
	unix.SYS_RENAMEAT2:       {"renameat2", atTwice},
}

// here stands for the working folder.
const here = unix.AT_FDCWD & (1<<64 - 1)

// decode finds out what a call is about, while its thread waits.
func decode(n *notification) (*call, error) {
	w, known := watched[n.number]
	if !known {
		return nil, fmt.Errorf("call %d is not watched", n.number)
	}
	c := &call{name: w.name, pid: int(n.thread), number: n.number, args: n.args}
	var err error
	switch {
	case n.number == unix.SYS_STATFS:
		err = c.addName(here, n.args[0])
	case w.argument == descriptor:
		c.paths = []string{c.opened(int32(n.args[0]))}
	case w.argument == twoNames:
		if err = c.addName(here, n.args[0]); err == nil {
			err = c.addName(here, n.args[1])
		}
	case w.argument == linkAt:
		err = c.addName(n.args[1], n.args[2])
	default:
		err = c.addName(n.args[0], n.args[1])
		if w.argument == atTwice && err == nil {
			err = c.addName(n.args[2], n.args[3])
		}
	}
	return c, err
}

// opened is the path of an open file, as the system tells it.
func (c *call) opened(fd int32) string {
	path := fmt.Sprintf("/proc/%d/fd/%d", c.pid, fd)
	if fd == unix.AT_FDCWD {
		path = fmt.Sprintf("/proc/%d/cwd", c.pid)
	}
	to, err := os.Readlink(path)
	if err != nil || !filepath.IsAbs(to) { // closed, a pipe, a socket
		return ""
	}
	return strings.TrimSuffix(to, " (deleted)")
}

// addName adds the path that a folder's descriptor and a pointer to a name
// stand for.
func (c *call) addName(folder, pointer uint64) error {
	name, err := c.text(pointer)
	if err != nil {
		return err
	}
	path := name
	var fd int32
	if n, _ := fmt.Sscanf(name, "/proc/self/fd/%d", &fd); n == 1 {
		path = c.opened(fd)
	} else if !filepath.IsAbs(name) {
		path = filepath.Join(c.opened(int32(folder)), name)
	}
	c.paths = append(c.paths, path)
	return nil
}

// text reads a C string of the calling process.
func (c *call) text(pointer uint64) (string, error) {
	var text []byte
	page := uint64(os.Getpagesize())
	for len(text) < 64<<10 {
		part := make([]byte, page-pointer%page) // a page may be the last one
		local := []unix.Iovec{{Base: &part[0], Len: uint64(len(part))}}
		remote := []unix.RemoteIovec{{Base: uintptr(pointer), Len: len(part)}}
		n, err := unix.ProcessVMReadv(c.pid, local, remote, 0)
		if err != nil {
			return "", err
		}
		if end := bytes.IndexByte(part[:n], 0); end >= 0 {
			return string(append(text, part[:end]...)), nil
		}
		text, pointer = append(text, part[:n]...), pointer+uint64(n)
	}
	return "", errors.New("a name without an end")
}

// chance matches what differs from run to run in the names of files that the
// program writes for itself.
var chance = regexp.MustCompile(`[0-9A-Za-z]+`)

// key names a call in a room in the same way in every run: what it does to
// which files there, with the chance taken out of the names of temporaries. It
// is empty for a call that is about nothing there.
func (c *call) key(room string) string {
	if c.name == "fcntl" && !slices.Contains([]uint64{unix.F_SETLK, unix.F_SETLKW, unix.F_OFD_SETLK, unix.F_OFD_SETLKW}, c.args[1]) {
		return ""
	}
	var files []string
	for _, path := range c.paths {
		rel, err := filepath.Rel(room, path)
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		folder, name := filepath.Split(rel)
		if n := len(ownPrefix); len(name) >= n && strings.EqualFold(name[:n], ownPrefix) { // in capitals when a folder is asked whether they count
			name = name[:n] + chance.ReplaceAllStringFunc(name[n:], func(part string) string {
				if strings.Trim(part, "abcdefghijklmnopqrstuvwxyz") == "" { // a word
					return part
				}
				return "*"
			})
		}
		files = append(files, folder+name)
	}
	if len(files) == 0 {
		return ""
	}
	return c.name + " " + strings.Join(files, " ")
}

// ownPrefix begins the names of the files that the program makes for itself.
const ownPrefix = ".thumbpool"

// carryOut does what the call would do to names, in its place, and says whether
// it did.
func (c *call) carryOut() bool {
	var err error
	switch c.number {
	case unix.SYS_LINKAT:
		err = unix.Linkat(unix.AT_FDCWD, c.paths[0], unix.AT_FDCWD, c.paths[1], 0)
	case unix.SYS_RENAME, unix.SYS_RENAMEAT:
		err = unix.Renameat(unix.AT_FDCWD, c.paths[0], unix.AT_FDCWD, c.paths[1])
	case unix.SYS_RENAMEAT2:
		err = unix.Renameat2(unix.AT_FDCWD, c.paths[0], unix.AT_FDCWD, c.paths[1], uint(c.args[4]))
	case unix.SYS_UNLINKAT:
		err = unix.Unlinkat(unix.AT_FDCWD, c.paths[0], int(c.args[2]))
	case unix.SYS_MKDIRAT:
		err = unix.Mkdirat(unix.AT_FDCWD, c.paths[0], uint32(c.args[2]))
	case unix.SYS_OPENAT:
		if c.args[2]&unix.O_CREAT == 0 || c.args[2]&unix.O_TMPFILE == unix.O_TMPFILE {
			return false
		}
		var fd int
		if fd, err = unix.Open(c.paths[0], int(c.args[2]), uint32(c.args[3])); err == nil {
			_ = unix.Close(fd)
		}
	default:
		return false
	}
	return err == nil
}
