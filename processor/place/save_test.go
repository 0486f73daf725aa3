package place

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"thumbpool/processor/format"
)

// TestReplaceLooksAtWhatComesOut has a file of somebody else's come to a
// thumbnail's place after that was looked at for the last time.
func TestReplaceLooksAtWhatComesOut(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	run(t, func(*Options) {}, p)
	path := filepath.Join(root, "thumbs", "p.jpg")
	o := outputs(t, func(*Options) {})
	target := plan(t, o, p)
	ours := func(string) bool { return false }
	for name, replace := range map[string]func(*temporary) error{
		"exchange": func(temp *temporary) error { return o.replace(temp, path, target.folder, p, settings) },
		"aside":    func(temp *temporary) error { return replaceAside(temp, path, ours) },
	} {
		t.Run(name, func(t *testing.T) {
			if name == "exchange" && runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
				t.Skip("files cannot be exchanged here")
			}
			put(t, path, "somebody's")
			temp, err := target.folder.write([]byte("mine"), p)
			if err != nil {
				t.Fatal(err)
			}
			if err := replace(temp); !errors.Is(err, ErrInTheWay) {
				t.Errorf("error %v, want %v", err, ErrInTheWay)
			}
			holds(t, path, "somebody's")
			temp.discard()
			lies(t, filepath.Dir(path), lockName, "p.jpg")
		})
	}
}

// TestReplaceAside replaces a thumbnail where files cannot be exchanged.
func TestReplaceAside(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "p.jpg")
	write := func() *temporary {
		temp, err := createTemp(folder, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := temp.file.WriteString("new"); err != nil {
			t.Fatal(err)
		}
		if closeFirst {
			_ = temp.close()
		}
		return temp
	}
	for _, there := range []bool{true, false} {
		if there {
			put(t, path, "old")
		} else if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		temp := write()
		if err := replaceAside(temp, path, func(string) bool { return true }); err != nil {
			t.Fatal(err)
		}
		temp.placed()
		holds(t, path, "new")
		lies(t, folder, "p.jpg")
	}
}

func TestANameTakenByTheSamePhotoIsUsedAgain(t *testing.T) {
	// Two runs without locks, as on some network drives, make the same.
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	a, b := outputs(t, func(o *Options) { o.Share = true }), outputs(t, func(o *Options) { o.Share = true })
	one, two := plan(t, a, p), plan(t, b, p)
	if x, y := save(t, a, one, p, 1), save(t, b, two, p, 2); x != y {
		t.Errorf("made %s and %s", x, y)
	}
}

func TestAThumbnailIsNoMoreReadableThanItsPhoto(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps its permissions elsewhere")
	}
	root := t.TempDir()
	for mode, name := range map[os.FileMode]string{0o600: "a.jpg", 0o640: "b.jpg", 0o644: "c.jpg", 0o444: "d.jpg", 0o755: "e.jpg"} {
		p := photoAt(t, root, name, 10)
		if err := os.Chmod(p.Path, mode); err != nil {
			t.Fatal(err)
		}
		got := run(t, func(*Options) {}, known(t, root, name))
		info, err := os.Stat(got[0])
		if err != nil {
			t.Fatal(err)
		}
		if have := info.Mode().Perm(); have&^(mode|0o600) != 0 || have&0o600 != 0o600 {
			t.Errorf("the thumbnail of a photo with %v has %v", mode, have)
		}
	}
}

func TestTheContextEndsSaving(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	o := outputs(t, func(*Options) {})
	target := plan(t, o, p)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := o.Save(ctx, target, p, format.JPEG, settings, picture(t, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	closes(t, o)
	lies(t, filepath.Join(root, "thumbs"))
}
