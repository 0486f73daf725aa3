package place

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// put writes a file as somebody else would.
func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// holds checks what a file holds.
func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", filepath.Base(path), got, err, want)
	}
}

// lies checks the names in a folder.
func lies(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func symlink(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Skipf("no links here: %v", err)
	}
}

func TestWrite(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.csv")
	if err := Write(path, Nothing, 0o600, says("first")); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, Nothing, 0o600, says("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v, want one that wraps fs.ErrExist", err)
	}
	holds(t, path, "first")
	if err := Write(path, File, 0o600, says("third")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "third")
	if info, _ := os.Stat(path); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode())
	}
	lies(t, folder, "report.csv")
}

func TestWriteLeavesNothingHalfMade(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.csv")
	put(t, path, "before")
	broken := errors.New("broken")
	for _, over := range []Over{Nothing, File} {
		err := Write(path, over, 0o600, func(w io.Writer) error {
			_, _ = io.WriteString(w, "half")
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("error %v, want %v", err, broken)
		}
	}
	holds(t, path, "before")
	lies(t, folder, "report.csv")
}

func TestWriteRemovesWhatAKilledRunLeft(t *testing.T) {
	folder := t.TempDir()
	left, err := createTemp(folder, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_ = left.close() // as if its process had been killed
	if err := Write(filepath.Join(folder, "report.csv"), Nothing, 0o600, says("x")); err != nil {
		t.Fatal(err)
	}
	lies(t, folder, "report.csv")
}

func TestNoLinkIsFollowed(t *testing.T) {
	folder := t.TempDir()
	original := filepath.Join(folder, "original.jpg")
	put(t, original, "a photo")
	link := filepath.Join(folder, "notes")
	symlink(t, original, link)
	dangling := filepath.Join(folder, "dangling")
	symlink(t, filepath.Join(folder, "made"), dangling)

	for _, path := range []string{link, dangling} {
		if f, err := Open(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600); err == nil {
			_ = f.Close()
			t.Errorf("%s was opened", filepath.Base(path))
		}
		if err := Write(path, File, 0o600, says("harm")); err == nil {
			t.Errorf("%s was replaced", filepath.Base(path))
		}
		if err := Write(path, Nothing, 0o600, says("harm")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over the link %s: %v", filepath.Base(path), err)
		}
		if _, err := Read(path, 100); err == nil {
			t.Errorf("%s was read", filepath.Base(path))
		}
	}
	holds(t, original, "a photo")
	lies(t, folder, "original.jpg", "notes", "dangling")
}

func TestReadIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes")
	put(t, path, "12345")
	if text, err := Read(path, 5); err != nil || string(text) != "12345" {
		t.Errorf("read %q, %v", text, err)
	}
	if text, err := Read(path, 4); err == nil {
		t.Errorf("read %q although it is longer than 4 bytes", text)
	}
	if _, err := Read(filepath.Join(filepath.Dir(path), "none"), 4); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// ways are the ways to rename that systems have.
var ways = map[string]func(from, to string) error{
	"rename": Rename,
	"link": func(from, to string) error {
		before, err := os.Lstat(from)
		if err != nil {
			return err
		}
		return link(from, to, before)
	},
	"claim": claim,
}

func TestRenameNeverReplaces(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			from, to := filepath.Join(folder, "from"), filepath.Join(folder, "to")
			put(t, from, "mine")
			put(t, to, "theirs")
			if err := way(from, to); !errors.Is(err, fs.ErrExist) {
				t.Errorf("over a file: %v, want one that wraps fs.ErrExist", err)
			}
			holds(t, to, "theirs")
			holds(t, from, "mine")

			empty := filepath.Join(folder, "empty")
			put(t, empty, "")
			if err := way(from, empty); !errors.Is(err, fs.ErrExist) {
				t.Errorf("over an empty file: %v, want one that wraps fs.ErrExist", err)
			}

			free := filepath.Join(folder, "free")
			if err := way(from, free); err != nil {
				t.Fatal(err)
			}
			holds(t, free, "mine")
			lies(t, folder, "to", "empty", "free")

			if err := way(filepath.Join(folder, "none"), filepath.Join(folder, "x")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("of no file: %v", err)
			}
			lies(t, folder, "to", "empty", "free")
		})
	}
}

// TestALostAnswerIsASuccess: a network file system may have done what was asked
// for and answer, when asked again, that the name is taken.
func TestALostAnswerIsASuccess(t *testing.T) {
	for name, way := range map[string]func(from, to string) error{
		"rename": Rename,
		"link": func(from, to string) error {
			before, err := os.Lstat(from)
			if err != nil {
				return err
			}
			return link(from, to, before)
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			from, to := filepath.Join(folder, "from"), filepath.Join(folder, "to")
			put(t, from, "mine")
			if err := os.Link(from, to); err != nil {
				t.Skipf("no hard links here: %v", err)
			}
			if err := way(from, to); err != nil {
				t.Fatal(err)
			}
			holds(t, to, "mine")
			lies(t, folder, "to")
		})
	}
}

func TestTemporariesInUseAreKept(t *testing.T) {
	folder := t.TempDir()
	inUse, err := createTemp(folder, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	left, err := createTemp(folder, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_ = left.close() // as if its process had been killed
	for _, name := range []string{"a.tmp", ".thumbpool-notes.tmp", ".thumbpool-0123456789abcdef.tmp.jpg"} {
		put(t, filepath.Join(folder, name), "somebody's")
	}
	removeStale(folder)
	lies(t, folder, filepath.Base(inUse.path), "a.tmp", ".thumbpool-notes.tmp", ".thumbpool-0123456789abcdef.tmp.jpg")
	inUse.discard()
	lies(t, folder, "a.tmp", ".thumbpool-notes.tmp", ".thumbpool-0123456789abcdef.tmp.jpg")
}

// TestAFileWithAnotherNameIsNotWritten lays a hard link to somebody's file where
// the program has one of its own.
func TestAFileWithAnotherNameIsNotWritten(t *testing.T) {
	folder := t.TempDir()
	theirs, ours := filepath.Join(folder, "theirs"), filepath.Join(folder, "ours")
	if err := os.WriteFile(theirs, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(theirs, ours); err != nil {
		t.Skip(err) // a file system without hard links
	}
	for _, flag := range []int{os.O_RDWR, os.O_WRONLY | os.O_APPEND, os.O_WRONLY | os.O_CREATE | os.O_APPEND, os.O_WRONLY | os.O_CREATE | os.O_TRUNC} {
		if f, err := Open(ours, flag, 0o600); !errors.Is(err, errOtherName) {
			_ = f.Close()
			t.Errorf("flags %#x: error %v", flag, err)
		}
	}
	if f, err := Open(ours, os.O_RDONLY, 0); err != nil {
		t.Errorf("it cannot be read either: %v", err)
	} else {
		_ = f.Close()
	}
	if err := Write(ours, File, 0o600, says("ours")); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(theirs); err != nil || string(text) != "theirs" {
		t.Errorf("the other name has %q, %v", text, err)
	}
}

func TestOpenCutsItsOwnFileOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	put(t, path, "of an earlier run")
	f, err := Open(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	holds(t, path, "")
}
