//go:build unix

package single

import (
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"thumbpool/processor/place"
)

// usual is how starts reach each other on this system.
var usual line = socket{}

// Folder returns a folder that is the user's alone, for lock and socket: in
// XDG_RUNTIME_DIR, or where there is none among the temporary files.
func Folder() (string, error) {
	if base := os.Getenv("XDG_RUNTIME_DIR"); base != "" {
		if dir, err := own(filepath.Join(base, "thumbpool")); err == nil {
			return dir, nil
		}
	}
	return own(filepath.Join(os.TempDir(), fmt.Sprintf("thumbpool-%d", os.Getuid())))
}

// private says whether a folder is this user's and nobody else's.
func private(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Getuid() && info.Mode().Perm()&0o077 == 0
}

// display tells the displays of one user apart: a window is of no use on
// another one.
func display() string {
	h := fnv.New32a()
	_, _ = io.WriteString(h, os.Getenv("WAYLAND_DISPLAY")+"\n"+os.Getenv("DISPLAY"))
	return fmt.Sprintf("%08x", h.Sum32())
}

// release removes the lock while it is held, so that nobody holds one that is
// gone, and the folder if nothing else is in it.
func release(folder string, lock *os.File) {
	_ = place.Remove(lock.Name())
	_ = lock.Close()
	_ = place.Remove(folder)
}

// letToFront does nothing: the desktop decides.
func letToFront(int) {}
