//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// big writes a picture that is larger than its thumbnails.
func big(t *testing.T, path string, seed uint64) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for i := range img.Pix {
		x, y := i/4%640, i/4/640
		img.Pix[i] = byte(uint64(x*(i%4+1)+y*y/50) + seed*uint64(x+y)/8)
	}
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, img, nil))
	put(t, path, b.Bytes())
}

// TestSourceIsNeverATarget makes thumbnails into the folder that the photos
// are in, said in every way in which a folder can be said. The photos carry the
// program's own mark: they were shrunk with it.
func TestSourceIsNeverATarget(t *testing.T) {
	tests := []struct {
		name string
		args func(t *testing.T, dir, lib string) (args []string, stdin string)
	}{
		{"a photo in its own folder", func(_ *testing.T, _, lib string) ([]string, string) {
			return []string{"-o", lib, filepath.Join(lib, "p.jpg")}, ""
		}},
		{"the folder itself", func(_ *testing.T, _, lib string) ([]string, string) {
			return []string{"-o", lib, lib}, ""
		}},
		{"with dots", func(_ *testing.T, _, lib string) ([]string, string) {
			return []string{"-o", filepath.Dir(lib) + "/./x/../" + filepath.Base(lib) + "/", lib}, ""
		}},
		{"relative", func(_ *testing.T, dir, lib string) ([]string, string) {
			return []string{"-o", "lib", lib + "/p.jpg"}, ""
		}},
		{"a list", func(_ *testing.T, _, lib string) ([]string, string) {
			return []string{"-o", lib, "-"}, lib + "/p.jpg\n" + lib + "/q.jpg\n"
		}},
		{"a link to the folder", func(t *testing.T, dir, lib string) ([]string, string) {
			must(t, os.Symlink(lib, filepath.Join(dir, "link")))
			return []string{"-o", filepath.Join(dir, "link"), lib + "/p.jpg"}, ""
		}},
		{"photos through a link", func(t *testing.T, dir, lib string) ([]string, string) {
			must(t, os.Symlink(lib, filepath.Join(dir, "link")))
			return []string{"-o", lib, filepath.Join(dir, "link", "p.jpg")}, ""
		}},
		{"a link to the photo", func(t *testing.T, dir, lib string) ([]string, string) {
			must(t, os.MkdirAll(filepath.Join(dir, "other"), 0o755))
			must(t, os.Symlink(filepath.Join(lib, "p.jpg"), filepath.Join(dir, "other", "p.jpg")))
			return []string{"-o", lib, filepath.Join(dir, "other", "p.jpg")}, ""
		}},
		{"a hard link to the photo", func(t *testing.T, dir, lib string) ([]string, string) {
			must(t, os.MkdirAll(filepath.Join(dir, "other"), 0o755))
			must(t, os.Link(filepath.Join(lib, "p.jpg"), filepath.Join(dir, "other", "p.jpg")))
			return []string{"-o", lib, filepath.Join(dir, "other", "p.jpg")}, ""
		}},
		{"another photo of that name", func(t *testing.T, dir, lib string) ([]string, string) {
			big(t, filepath.Join(dir, "other", "p.jpg"), 9)
			return []string{"-o", lib, filepath.Join(dir, "other"), lib}, ""
		}},
		{"another photo only", func(t *testing.T, dir, lib string) ([]string, string) {
			big(t, filepath.Join(dir, "other", "p.jpg"), 9)
			return []string{"-o", lib, filepath.Join(dir, "other")}, ""
		}},
		{"a bind mount", func(t *testing.T, dir, lib string) ([]string, string) {
			needMounts(t)
			bound := filepath.Join(dir, "bound")
			must(t, os.Mkdir(bound, 0o755))
			must(t, syscall.Mount(lib, bound, "", syscall.MS_BIND, ""))
			t.Cleanup(func() { _ = syscall.Unmount(bound, syscall.MNT_DETACH) })
			return []string{"-o", bound, lib + "/p.jpg"}, ""
		}},
	}
	for _, marked := range []string{"photos", "shrunk photos", "edited thumbnails"} {
		for _, test := range tests {
			t.Run(marked+"/"+test.name, func(t *testing.T) {
				dir := t.TempDir()
				lib := filepath.Join(dir, "lib")
				library(t, marked, dir, lib)
				must(t, os.Mkdir(filepath.Join(dir, "x"), 0o755))
				args, stdin := test.args(t, dir, lib)
				before := look(t, lib)
				for _, existing := range []string{"replace", "skip", "rename"} {
					cmd := command(t, append([]string{"-s", "64", "--existing", existing}, args...)...)
					cmd.Dir = dir
					cmd.Stdin = strings.NewReader(stdin)
					r := finish(t, cmd)
					unchanged(t, before, look(t, lib))
					if t.Failed() {
						t.Fatalf("--existing %s: exit status %d, %s%s", existing, r.code, r.out, r.err)
					}
				}
			})
		}
	}
}

// library makes a folder with photos p and q of some history.
func library(t *testing.T, history, dir, lib string) {
	t.Helper()
	first := filepath.Join(dir, "camera")
	for seed, name := range []string{"p.jpg", "q.jpg"} {
		big(t, filepath.Join(first, name), uint64(seed))
	}
	if history == "photos" {
		must(t, os.Rename(first, lib))
		return
	}
	if r := run(t, "-s", "400", "-b", "0", "-o", lib, first); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	must(t, os.RemoveAll(first))
	if history == "edited thumbnails" {
		edit(t, filepath.Join(lib, "p.jpg"))
		edit(t, filepath.Join(lib, "q.jpg"))
	}
}

// edit does to a thumbnail what a program does that keeps comments: another
// picture, the same comment segment.
func edit(t *testing.T, path string) {
	t.Helper()
	old, err := os.ReadFile(path)
	must(t, err)
	at := bytes.Index(old, []byte("\xff\xfe"))
	if at < 0 {
		t.Fatalf("%s has no comment", path)
	}
	comment := old[at : at+2+int(old[at+2])<<8+int(old[at+3])]
	img, err := jpeg.Decode(bytes.NewReader(old))
	must(t, err)
	half := img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(0, 0, img.Bounds().Dx()/2, img.Bounds().Dy()/2))
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, half, nil))
	must(t, os.WriteFile(path, append(append([]byte("\xff\xd8"), comment...), b.Bytes()[2:]...), 0o644))
}

// TestWhatIsKept does to a thumbnail what makes it somebody's own: no run
// replaces it any more, and the photo gets its thumbnail beside it.
func TestWhatIsKept(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *testing.T, path string)
	}{
		{"a byte appended", func(t *testing.T, path string) {
			data, err := os.ReadFile(path)
			must(t, err)
			must(t, os.WriteFile(path, append(data, 0), 0o644))
		}},
		{"cropped, with its comment", edit},
		{"a bit turned", func(t *testing.T, path string) {
			data, err := os.ReadFile(path)
			must(t, err)
			data[len(data)/2] ^= 4
			must(t, os.WriteFile(path, data, 0o644))
		}},
		{"another file", func(t *testing.T, path string) { must(t, os.WriteFile(path, theirs, 0o644)) }},
		{"a link to an original", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Symlink("../../photos/b.jpg", path))
		}},
		{"a link to a thumbnail", func(t *testing.T, path string) {
			must(t, os.Rename(path, path+" moved"))
			must(t, os.Symlink(path+" moved", path))
		}},
		{"a folder", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Mkdir(path, 0o755))
		}},
		{"a pipe", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, syscall.Mkfifo(path, 0o644))
		}},
	}
	for _, test := range tests {
		for _, existing := range []string{"replace", "skip", "rename"} {
			t.Run(test.name+"/"+existing, func(t *testing.T) {
				dir, source, to := made(t)
				test.do(t, filepath.Join(to, "a.jpg"))
				before := look(t, dir)
				if existing != "rename" { // it has another size
					delete(before, filepath.Join(to, "b.jpg"))
				}
				r := run(t, "--existing", existing, "-s", "100", "-o", to, source)
				now := look(t, dir)
				unchanged(t, before, now)
				if r.code != 0 {
					t.Errorf("%+v", r)
				}
				if err := whole(filepath.Join(to, "a (2).jpg")); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestUpToDate changes photos after their thumbnails were made: with
// --existing skip exactly those are made that are not up to date.
func TestUpToDate(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *testing.T, dir, source, to string) (now string, more []string)
		made int
		same bool // all thumbnails stay as they are
	}{
		{"nothing", func(_ *testing.T, _, source, _ string) (string, []string) { return source, nil }, 0, true},
		{"photos swapped", func(t *testing.T, dir, source, _ string) (string, []string) {
			a, b, c := filepath.Join(source, "a.jpg"), filepath.Join(source, "b.jpg"), filepath.Join(dir, "c.jpg")
			must(t, os.Rename(a, c))
			must(t, os.Rename(b, a))
			must(t, os.Rename(c, b))
			return source, nil
		}, 2, false},
		{"an older photo", func(t *testing.T, _, source, _ string) (string, []string) {
			big(t, filepath.Join(source, "a.jpg"), 5)
			old := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
			must(t, os.Chtimes(filepath.Join(source, "a.jpg"), old, old))
			return source, nil
		}, 1, false},
		{"a newer photo", func(t *testing.T, _, source, _ string) (string, []string) {
			big(t, filepath.Join(source, "a.jpg"), 5)
			soon := time.Now().Add(time.Hour)
			must(t, os.Chtimes(filepath.Join(source, "a.jpg"), soon, soon))
			return source, nil
		}, 1, false},
		{"another size", func(_ *testing.T, _, source, _ string) (string, []string) {
			return source, []string{"-s", "90"}
		}, 2, false},
		{"a thumbnail gone", func(t *testing.T, _, source, to string) (string, []string) {
			must(t, os.Remove(filepath.Join(to, "a.jpg")))
			return source, nil
		}, 1, false},
		{"a thumbnail cut short", func(t *testing.T, _, source, to string) (string, []string) {
			must(t, os.Truncate(filepath.Join(to, "a.jpg"), 1500))
			return source, nil
		}, 1, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir, source, to := made(t)
			before := look(t, to)
			source, more := test.do(t, dir, source, to)
			args := append(append([]string{"--json", "--existing", "skip", "-o", to}, more...), source)
			r := run(t, args...)
			if done := r.done(t); r.code != 0 || done.Made != test.made || done.Skipped != 2-test.made {
				t.Errorf("exit status %d, %d made and %d skipped, want %d made; %s", r.code, done.Made, done.Skipped, test.made, r.err)
			}
			if test.same {
				unchanged(t, before, look(t, to))
			}
			if done := run(t, args...).done(t); done.Made != 0 || done.Skipped != 2 {
				t.Errorf("once more: %d made, %d skipped", done.Made, done.Skipped)
			}
			// What is there is what a run into an empty folder makes.
			fresh := filepath.Join(dir, "fresh")
			if r := run(t, append(append([]string{"-o", fresh}, more...), source)...); r.code != 0 {
				t.Fatalf("%+v", r)
			}
			for _, ev := range r.events() {
				if ev.Output != "" && !bytes.Equal(pixels(t, ev.Output), pixels(t, filepath.Join(fresh, filepath.Base(ev.Path)))) {
					t.Errorf("%s does not show %s", ev.Output, ev.Path)
				}
			}
		})
	}
}

// pixels are those of a JPEG file, by its data without comments.
func pixels(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	img, err := jpeg.Decode(f)
	must(t, err)
	y := img.(*image.YCbCr)
	return append(append(append([]byte{}, y.Y...), y.Cb...), y.Cr...)
}

// TestTwoFoldersOneOutput makes thumbnails of folder A and then of B, with the
// same names, into one folder: each photo has its own.
func TestTwoFoldersOneOutput(t *testing.T) {
	for _, existing := range []string{"replace", "skip", "rename"} {
		t.Run(existing, func(t *testing.T) {
			dir := t.TempDir()
			to := filepath.Join(dir, "thumbs")
			big(t, filepath.Join(dir, "A", "a.jpg"), 1)
			big(t, filepath.Join(dir, "B", "a.jpg"), 2)
			for _, side := range []string{"A", "B"} {
				r := run(t, "--existing", existing, "-o", to, filepath.Join(dir, side))
				if r.code != 0 {
					t.Fatalf("%s: %+v", side, r)
				}
			}
			if n := thumbnailsIn(t, to); n != 2 {
				t.Errorf("%d thumbnails of 2 photos", n)
			}
		})
	}
}

// TestMovedLibrary moves photos and thumbnails together, as to another drive:
// thumbnails are known, and an edited photo is made anew.
func TestMovedLibrary(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	for seed, name := range []string{"a.jpg", "b.jpg", "c.jpg"} {
		big(t, filepath.Join(lib, name), uint64(seed))
	}
	if r := run(t, lib); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	moved := filepath.Join(dir, "elsewhere")
	must(t, os.Rename(lib, moved))
	if done := run(t, "--json", "--existing", "skip", moved).done(t); done.Skipped != 3 {
		t.Errorf("after the move %d made, %d skipped", done.Made, done.Skipped)
	}
	big(t, filepath.Join(moved, "b.jpg"), 7)
	if done := run(t, "--json", "--existing", "skip", moved).done(t); done.Skipped != 2 || done.Made != 1 {
		t.Errorf("after the edit %d made, %d skipped", done.Made, done.Skipped)
	}
	if done := run(t, "--json", "-s", "99", moved).done(t); done.Made != 3 {
		t.Errorf("in another size %d made", done.Made)
	}
	if n := thumbnailsIn(t, filepath.Join(moved, "thumbs")); n != 3 {
		t.Errorf("%d thumbnails of 3 photos", n)
	}
}

// TestPassedOverIsSaid counts thumbnails that lie among the photos.
func TestPassedOverIsSaid(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	library(t, "shrunk photos", dir, lib)
	big(t, filepath.Join(lib, "new.jpg"), 3)
	big(t, filepath.Join(lib, "..jpg"), 4)
	r := run(t, "--report", filepath.Join(dir, "report.txt"), lib)
	report, err := os.ReadFile(filepath.Join(dir, "report.txt"))
	must(t, err)
	for where, text := range map[string]string{"the text": r.out + r.err, "the report": string(report)} {
		if !strings.Contains(text, "2 passed over") && !strings.Contains(text, "2 were passed over") {
			t.Errorf("%s does not say what was passed over: %s", where, text)
		}
	}
	r = run(t, "--json", lib)
	if done := r.done(t); done.Made != 2 {
		t.Errorf("%d made, want new.jpg and ..jpg", done.Made)
	}
}

// TestPlanted puts links and pipes at every name that the program uses for
// itself, with permission and without, and holds that none is followed or
// waited for.
func TestPlanted(t *testing.T) {
	plants := map[string]func(victim, path string) error{
		"link":          os.Symlink,
		"dangling link": func(victim, path string) error { return os.Symlink(victim+" nowhere", path) },
		"hard link":     os.Link,
		"pipe":          func(_, path string) error { return syscall.Mkfifo(path, 0o666) },
		"folder":        func(_, path string) error { return os.Mkdir(path, 0o755) },
	}
	// The names are those that runs were seen to open.
	names := ownNames(t)
	t.Logf("names of the program's own: %q", names)
	for kind, plant := range plants {
		for _, name := range names {
			t.Run(kind+" at "+name, func(t *testing.T) {
				dir := t.TempDir()
				source := filepath.Join(dir, "photos")
				photos(t, source, 2)
				victim := filepath.Join(dir, "victim.jpg")
				big(t, victim, 3)
				path := filepath.Join(source, name)
				must(t, os.MkdirAll(filepath.Dir(path), 0o755))
				must(t, plant(victim, path))
				before := look(t, dir)
				r := run(t, source)
				unchanged(t, before, look(t, dir))
				if r.code == 128+int(syscall.SIGKILL) {
					t.Errorf("it hung: %s", r.err)
				}
				if _, err := os.Lstat(victim + " nowhere"); err == nil {
					t.Errorf("a file was made through a link")
				}
			})
		}
	}
}

// TestLinkComesBetween lays a link where the program has a file of its own, just
// before it opens that.
func TestLinkComesBetween(t *testing.T) {
	for _, dangling := range []bool{false, true} {
		t.Run(fmt.Sprintf("dangling %v", dangling), func(t *testing.T) {
			h := newHouse(t)
			h.build(t)
			victim := filepath.Join(h.photos, "a.jpg")
			if dangling {
				victim = filepath.Join(h.dir, "start-up file")
			}
			laid := 0
			runWatched(t, func(c *call) verdict {
				if c.name == "openat" && c.key(h.dir) != "" && strings.HasPrefix(filepath.Base(c.paths[0]), ownPrefix) {
					_ = os.Remove(c.paths[0])
					if os.Symlink(victim, c.paths[0]) == nil {
						laid++
					}
				}
				return verdict{}
			}, h.args("goroutines")...)
			if laid == 0 {
				t.Error("no link was laid")
			}
			if _, err := os.Lstat(victim); dangling && err == nil {
				t.Error("a file was made through a link")
			}
			h.intact(t)
		})
	}
}

// ownNames are the names, relative to the photos, that a run gives to files of
// its own and that are the same each time.
func ownNames(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	photos(t, dir, 1)
	seen := map[string]bool{"thumbs/p0000.jpg": true, "thumbs/.thumbpool.lock": true}
	runWatched(t, func(c *call) verdict {
		for _, path := range c.paths {
			if rel, err := filepath.Rel(dir, path); err == nil && strings.HasPrefix(filepath.Base(rel), ownPrefix) {
				if key := c.key(dir); key != "" && !strings.Contains(key, "*") {
					seen[rel] = true
				}
			}
		}
		return verdict{}
	}, dir)
	var names []string
	for name := range seen {
		names = append(names, name)
	}
	return names
}

// TestUnreadableByOthers holds that a thumbnail is no more readable than its
// photo.
func TestUnreadableByOthers(t *testing.T) {
	dir := t.TempDir()
	path := photos(t, dir, 2)
	must(t, os.Chmod(path[0], 0o600))
	for range 2 { // new, and over an old one
		if r := run(t, dir); r.code != 0 {
			t.Fatalf("%+v", r)
		}
		for i, want := range []os.FileMode{0o600, 0o644} {
			info, err := os.Stat(filepath.Join(dir, "thumbs", filepath.Base(path[i])))
			must(t, err)
			if info.Mode().Perm() != want {
				t.Errorf("the thumbnail of %s has mode %v, want %v", path[i], info.Mode(), want)
			}
		}
	}
}

// made is a folder with two photos, a.jpg and b.jpg, and their thumbnails.
func made(t *testing.T) (dir, source, to string) {
	t.Helper()
	dir = t.TempDir()
	source, to = filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
	big(t, filepath.Join(source, "a.jpg"), 1)
	big(t, filepath.Join(source, "b.jpg"), 2)
	if r := run(t, "-o", to, source); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	return dir, source, to
}
