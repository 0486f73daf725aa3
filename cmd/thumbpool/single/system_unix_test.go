//go:build unix

package single

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestASocketThatACrashLeftIsReplaced(t *testing.T) {
	dir := folder(t)
	l, err := net.Listen("unix", socket{}.path(dir))
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	_, got := first(t, dir, socket{}, true)
	if _, handed := begin(dir, []string{"/a"}, socket{}); !handed || len(got()) != 1 {
		t.Errorf("handed %v, got %q", handed, got())
	}
}

// What is no socket of ours where ours belongs is left, and so is what a link
// there leads to; the program goes on by itself.
func TestWhatIsPlantedIsLeft(t *testing.T) {
	lines := map[string]line{"lock-": socket{}, "socket-": socket{}, "port-": loopback{}}
	for name, by := range lines {
		name += display()
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			other := filepath.Join(dir, "other")
			if err := os.WriteFile(other, []byte("a photo"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(other, filepath.Join(dir, name)); err != nil {
				t.Skip("no links here:", err)
			}
			if f, handed := start(dir, []string{"/a"}, by, short); f != nil || handed {
				t.Errorf("the start is %v, handed %v", f, handed)
				f.Close()
			}
			if to, err := os.Readlink(filepath.Join(dir, name)); err != nil || to != other {
				t.Errorf("the link leads to %q, %v", to, err)
			}
			if text, err := os.ReadFile(other); err != nil || string(text) != "a photo" {
				t.Errorf("behind it lies %q, %v", text, err)
			}
		})
	}
}

func TestNobodyElseReachesLockAndSocket(t *testing.T) {
	base := folder(t)
	t.Setenv("XDG_RUNTIME_DIR", base)
	dir, err := Folder()
	if err != nil {
		t.Fatal(err)
	}
	first(t, dir, socket{}, true)
	if info, err := os.Lstat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "lock-"+display())); err != nil || info.Mode() != 0o600 {
		t.Errorf("the lock is %v, %v", info.Mode(), err)
	}
}

func TestFolder(t *testing.T) {
	runtime := folder(t)
	t.Setenv("XDG_RUNTIME_DIR", runtime)
	dir, err := Folder()
	if err != nil || filepath.Dir(dir) != runtime {
		t.Errorf("folder is %q, %v", dir, err)
	}
	t.Setenv("TMPDIR", folder(t))
	t.Setenv("XDG_RUNTIME_DIR", filepath.Join(runtime, "missing"))
	if dir, err := Folder(); err != nil || filepath.Dir(dir) != os.TempDir() {
		t.Errorf("without a runtime folder it is %q, %v", dir, err)
	}
}

func TestAFolderThatOthersCanReachIsNotUsed(t *testing.T) {
	base := folder(t)
	open := filepath.Join(base, "open")
	if err := errors.Join(os.Mkdir(open, 0o700), os.Chmod(open, 0o777)); err != nil {
		t.Fatal(err)
	}
	if dir, err := own(open); err == nil {
		t.Errorf("%s is used", dir)
	}
	link := filepath.Join(base, "link")
	if err := os.Symlink(base, link); err != nil {
		t.Fatal(err)
	}
	if dir, err := own(link); err == nil {
		t.Errorf("the link %s is used", dir)
	}
}

func TestDisplaysHaveWindowsOfTheirOwn(t *testing.T) {
	dir := folder(t)
	t.Setenv("DISPLAY", ":1")
	first(t, dir, socket{}, true)
	t.Setenv("DISPLAY", ":2")
	f, handed := Start(dir, nil)
	if f == nil || handed {
		t.Fatalf("on another display: %v, handed %v", f, handed)
	}
	f.Close()
}
