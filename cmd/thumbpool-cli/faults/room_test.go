//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"thumbpool/processor/sample"
)

// file is what must stay as it is of a file.
type file struct {
	mode  fs.FileMode
	inode uint64
	size  int64
	time  time.Time
	sum   [sha256.Size]byte // of the content, or of where a link leads
}

// look returns the files, folders and links under dir, by their paths. What
// goes while it looks is not there.
func look(t *testing.T, dir string) map[string]file {
	t.Helper()
	found := map[string]file{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return nil //nolint:nilerr // gone since
		}
		f := file{mode: info.Mode(), inode: info.Sys().(*syscall.Stat_t).Ino}
		switch {
		case info.Mode().IsRegular():
			data, err := os.ReadFile(path)
			if err != nil {
				return nil //nolint:nilerr // gone since
			}
			f.size, f.time, f.sum = info.Size(), info.ModTime(), sha256.Sum256(data)
		case info.Mode()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(path)
			f.sum = sha256.Sum256([]byte(to))
		}
		found[path] = f
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// unchanged tells of each file of before that is not as it was.
func unchanged(t *testing.T, before map[string]file, now map[string]file) {
	t.Helper()
	for path, was := range before {
		is, there := now[path]
		switch {
		case was.mode.IsDir():
			if !there || !is.mode.IsDir() {
				t.Errorf("the folder %s is gone", path)
			}
		case !there:
			t.Errorf("%s is gone", path)
		case is != was:
			t.Errorf("%s was changed: %v, %d bytes, %v became %v, %d bytes, %v", path, was.mode, was.size, was.time, is.mode, is.size, is.time)
		}
	}
}

// whole returns an error unless path is a whole thumbnail of the program's.
func whole(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Contains(data, []byte("Thumbpool ")) {
		return fmt.Errorf("%s (%d bytes) carries no mark", path, len(data))
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return fmt.Errorf("%s (%d bytes) is half-made: %w", path, len(data), err)
	}
	if !bytes.HasSuffix(data, []byte{0xff, 0xd9}) && strings.HasSuffix(path, ".jpg") {
		return fmt.Errorf("%s (%d bytes) has no end", path, len(data))
	}
	return nil
}

// pictures are a few small photos, each another one.
var pictures = sync.OnceValue(func() [][]byte {
	var all [][]byte
	for n := range uint64(8) {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, sample.Render(n, 160, 120), nil); err != nil {
			panic(err) // nothing is written that could fail
		}
		all = append(all, b.Bytes())
	}
	return all
})

// put writes a file, and the folders that it is in.
func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// photos writes n photos into folder and returns their paths.
func photos(t *testing.T, folder string, n int) []string {
	t.Helper()
	var paths []string
	for i := range n {
		path := filepath.Join(folder, fmt.Sprintf("p%04d.jpg", i))
		put(t, path, pictures()[i%len(pictures())])
		paths = append(paths, path)
	}
	return paths
}

// must fails the test with an error that has nothing to do with the program.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lockFile says whether path is the file by which runs keep out of each
// other's way, which may stay.
func lockFile(path string) bool { return strings.HasSuffix(path, "lock") }

// width is that of a picture in pixels.
func width(t *testing.T, path string) int {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	c, _, err := image.DecodeConfig(f)
	must(t, err)
	return c.Width
}

// asNobody gives everything under dir, and the way there, to the user nobody,
// for root may write everywhere. Without root we are nobody enough.
func asNobody(t *testing.T, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	must(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobodyID, nobodyID)
	}))
	for path := filepath.Dir(dir); path != filepath.Dir(path); path = filepath.Dir(path) {
		if info, err := os.Stat(path); err == nil && info.Mode().Perm()&1 == 0 {
			must(t, os.Chmod(path, info.Mode().Perm()|1))
		}
	}
}

// nobody lets a command run as the user nobody.
func nobody(cmd *exec.Cmd) {
	if os.Getuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobodyID, Gid: nobodyID}
	}
}

const nobodyID = 65534
