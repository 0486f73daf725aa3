package place

import (
	"bytes"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
)

const settings = "mode=fit size=256"

// picture is an encoded picture, a different one for each shade.
func picture(t testing.TB, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 16, 16))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photoAt puts a picture at a path and returns what a scan knows of it.
func photoAt(t *testing.T, root, rel string, shade uint8) photo.Photo {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(rel))
	put(t, path, string(picture(t, shade)))
	return known(t, root, rel)
}

// known is what a scan knows of a photo that is there.
func known(t testing.TB, root, rel string) photo.Photo {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(rel))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return photo.Photo{
		Path: path, Root: root, Rel: filepath.FromSlash(rel),
		Size: info.Size(), ModTime: info.ModTime(), Mode: info.Mode(), Head: uint64(crc32.ChecksumIEEE(data)),
	}
}

// outputs are those of a run with thumbs in each chosen folder.
func outputs(t *testing.T, change func(*Options)) *Outputs {
	t.Helper()
	options := Options{Inside: "thumbs", Existing: option.ExistingReplace}
	change(&options)
	o := New(options)
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// plan finds a place, which must not fail.
func plan(t *testing.T, o *Outputs, p photo.Photo) Target {
	t.Helper()
	target, err := o.Plan(t.Context(), p, format.JPEG, settings)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// save saves a thumbnail, which must not fail, and returns its path.
func save(t *testing.T, o *Outputs, target Target, p photo.Photo, shade uint8) string {
	t.Helper()
	path, n, err := o.Save(t.Context(), target, p, format.JPEG, settings, picture(t, shade))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != n {
		t.Errorf("%s: %v, want a file of %d bytes", path, err, n)
	}
	return path
}

// run makes the thumbnails of photos, as one run does, and returns their paths.
func run(t *testing.T, change func(*Options), photos ...photo.Photo) []string {
	t.Helper()
	o := outputs(t, change)
	defer o.Close()
	var paths []string
	for _, p := range photos {
		target := plan(t, o, p)
		if target.Current {
			paths = append(paths, "current: "+target.Path())
			continue
		}
		paths = append(paths, save(t, o, target, p, 200))
	}
	return paths
}

func TestASourceIsNeverATarget(t *testing.T) {
	tests := []struct {
		name string
		// choose returns the output folder and the sources of a second run over
		// the thumbnail that a first run has put at A/p.jpg.
		choose func(t *testing.T, home string) (out string, sources []string)
	}{
		{"the file", func(_ *testing.T, home string) (string, []string) {
			return filepath.Join(home, "A"), []string{filepath.Join(home, "A", "p.jpg")}
		}},
		{"the folder", func(_ *testing.T, home string) (string, []string) {
			return filepath.Join(home, "A"), []string{filepath.Join(home, "A")}
		}},
		{"the folder in another spelling", func(_ *testing.T, home string) (string, []string) {
			return home + "/A/../A/.", []string{filepath.Join(home, "A")}
		}},
		{"through a link to the folder", func(t *testing.T, home string) (string, []string) {
			symlink(t, filepath.Join(home, "A"), filepath.Join(home, "link"))
			return filepath.Join(home, "link"), []string{filepath.Join(home, "A")}
		}},
		{"the file through a link", func(t *testing.T, home string) (string, []string) {
			symlink(t, filepath.Join(home, "A", "p.jpg"), filepath.Join(home, "p.jpg"))
			return filepath.Join(home, "A"), []string{filepath.Join(home, "p.jpg")}
		}},
		{"the file through a link of another name", func(t *testing.T, home string) (string, []string) {
			symlink(t, filepath.Join(home, "A", "p.jpg"), filepath.Join(home, "another.jpg"))
			return filepath.Join(home, "A"), []string{filepath.Join(home, "another.jpg")}
		}},
		{"the folder that holds the chosen one", func(_ *testing.T, home string) (string, []string) {
			return home, []string{filepath.Join(home, "A"), filepath.Join(home, "P")}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			// Both photos are called p.jpg, and lie as far from A, so that the
			// mark alone would let A/p.jpg be replaced.
			first := photoAt(t, filepath.Join(home, "P"), "p.jpg", 10)
			got := run(t, func(o *Options) { o.Out = filepath.Join(home, "A") }, first)
			thumb := filepath.Join(home, "A", "p.jpg")
			if len(got) != 1 || got[0] != thumb {
				t.Fatalf("the first run made %q", got)
			}
			before, err := os.ReadFile(thumb)
			if err != nil {
				t.Fatal(err)
			}
			out, sources := tt.choose(t, home)
			p := first // whatever is made of what
			if out == home {
				p.Origin = photo.NewOrigin("A", nil)
			}
			again := run(t, func(o *Options) { o.Out, o.Sources = out, sources }, p)
			holds(t, thumb, string(before))
			if base := filepath.Base(again[0]); base != "p (2).jpg" {
				t.Errorf("the second run made %s, want p (2).jpg", base)
			}
		})
	}
}

func TestAThumbnailOfAnotherPhotoIsLeft(t *testing.T) {
	home := t.TempDir()
	a := photoAt(t, filepath.Join(home, "A"), "p.jpg", 10)
	b := photoAt(t, filepath.Join(home, "B"), "p.jpg", 20)
	into := func(o *Options) { o.Out = filepath.Join(home, "out") }
	for range 2 { // the second round finds both
		if got := run(t, into, a); filepath.Base(got[0]) != "p.jpg" {
			t.Errorf("the first photo made %s", got[0])
		}
		if got := run(t, into, b); filepath.Base(got[0]) != "p (2).jpg" {
			t.Errorf("the second photo made %s", got[0])
		}
	}
	lies(t, filepath.Join(home, "out"), "p.jpg", "p (2).jpg")
}

func TestWhatIsUpToDate(t *testing.T) {
	hour := time.Hour
	tests := []struct {
		name   string
		change func(t *testing.T, home string) photo.Photo // after the first run over home/A/p.jpg and q.jpg
		want   string
	}{
		{"nothing has changed", func(t *testing.T, home string) photo.Photo { return known(t, home+"/A", "p.jpg") }, "current: A/thumbs/p.jpg"},
		{"the library was moved as a whole", func(t *testing.T, home string) photo.Photo {
			rename2(t, home+"/A", home+"/B")
			return known(t, home+"/B", "p.jpg")
		}, "current: B/thumbs/p.jpg"},
		{"the photo was edited", func(t *testing.T, home string) photo.Photo { return photoAt(t, home+"/A", "p.jpg", 99) }, "A/thumbs/p.jpg"},
		{"an older photo took its place", func(t *testing.T, home string) photo.Photo {
			old := time.Now().Add(-100 * hour)
			if err := os.Chtimes(home+"/A/p.jpg", old, old); err != nil {
				t.Fatal(err)
			}
			return known(t, home+"/A", "p.jpg")
		}, "A/thumbs/p.jpg"},
		{"another of the same size and time took its place", func(t *testing.T, home string) photo.Photo {
			p := known(t, home+"/A", "p.jpg")
			p.Head++
			return p
		}, "A/thumbs/p.jpg"},
		{"another that begins alike and is longer took its place", func(t *testing.T, home string) photo.Photo {
			p := known(t, home+"/A", "p.jpg")
			p.Size++
			return p
		}, "A/thumbs/p.jpg"},
		{"two photos were exchanged", func(t *testing.T, home string) photo.Photo {
			rename2(t, home+"/A/p.jpg", home+"/A/t.jpg")
			rename2(t, home+"/A/q.jpg", home+"/A/p.jpg")
			rename2(t, home+"/A/t.jpg", home+"/A/q.jpg")
			return known(t, home+"/A", "p.jpg")
		}, "A/thumbs/p.jpg"},
		{"the thumbnail was cut short", func(t *testing.T, home string) photo.Photo {
			if err := os.Truncate(home+"/A/thumbs/p.jpg", 300); err != nil {
				t.Fatal(err)
			}
			return known(t, home+"/A", "p.jpg")
		}, "A/thumbs/p (2).jpg"},
		{"the thumbnail was edited", func(t *testing.T, home string) photo.Photo {
			data, err := os.ReadFile(home + "/A/thumbs/p.jpg")
			if err != nil {
				t.Fatal(err)
			}
			put(t, home+"/A/thumbs/p.jpg", string(data)+"edited")
			return known(t, home+"/A", "p.jpg")
		}, "A/thumbs/p (2).jpg"},
		{"the thumbnails of two photos were exchanged", func(t *testing.T, home string) photo.Photo {
			rename2(t, home+"/A/thumbs/p.jpg", home+"/A/t.jpg")
			rename2(t, home+"/A/thumbs/q.jpg", home+"/A/thumbs/p.jpg")
			return known(t, home+"/A", "p.jpg")
		}, "A/thumbs/p (2).jpg"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			root := filepath.Join(home, "A")
			run(t, func(*Options) {}, photoAt(t, root, "p.jpg", 10), photoAt(t, root, "q.jpg", 120))
			p := tt.change(t, home)
			got := run(t, func(o *Options) { o.Existing = option.ExistingSkip }, p)
			if rel := strings.ReplaceAll(filepath.ToSlash(got[0]), filepath.ToSlash(home)+"/", ""); rel != tt.want {
				t.Errorf("got %s, want %s", rel, tt.want)
			}
		})
	}
}

func rename2(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func TestOtherSettingsAreNotUpToDate(t *testing.T) {
	p := photoAt(t, t.TempDir(), "p.jpg", 10)
	run(t, func(*Options) {}, p)
	o := outputs(t, func(o *Options) { o.Existing = option.ExistingSkip })
	if target, err := o.Plan(t.Context(), p, format.JPEG, settings+" blur=2"); err != nil || target.Current || !target.used {
		t.Errorf("%+v, %v", target, err)
	}
}

func TestKeepBothReplacesNothing(t *testing.T) {
	p := photoAt(t, t.TempDir(), "p.jpg", 10)
	for _, want := range []string{"p.jpg", "p (2).jpg", "p (3).jpg"} {
		if got := run(t, func(o *Options) { o.Existing = option.ExistingRename }, p); filepath.Base(got[0]) != want {
			t.Errorf("made %s, want %s", got[0], want)
		}
	}
}

func TestWhatIsForeignIsLeft(t *testing.T) {
	foreign := map[string]func(t *testing.T, path, original string){
		"a photo":            func(t *testing.T, path, _ string) { put(t, path, string(picture(t, 77))) },
		"a folder":           func(t *testing.T, path, _ string) { put(t, filepath.Join(path, "x"), "x") },
		"a link to a photo":  func(t *testing.T, path, original string) { symlink(t, original, path) },
		"a link to nowhere":  func(t *testing.T, path, _ string) { symlink(t, "nowhere", path) },
		"an empty file":      func(t *testing.T, path, _ string) { put(t, path, "") },
		"one that came late": nil,
	}
	for name, lay := range foreign {
		for _, existing := range []option.Existing{option.ExistingReplace, option.ExistingSkip, option.ExistingRename} {
			t.Run(name+"/"+string(existing), func(t *testing.T) {
				root := t.TempDir()
				p := photoAt(t, root, "p.jpg", 10)
				path := filepath.Join(root, "thumbs", "p.jpg")
				if lay != nil {
					put(t, filepath.Join(root, "thumbs", "other"), "")
					lay(t, path, p.Path)
				}
				before, _ := os.Lstat(path)
				o := outputs(t, func(o *Options) { o.Existing = existing })
				target := plan(t, o, p)
				if lay == nil {
					put(t, path, "somebody's")
					before, _ = os.Lstat(path)
				}
				if got := save(t, o, target, p, 200); filepath.Base(got) != "p (2).jpg" {
					t.Errorf("made %s, want p (2).jpg", got)
				}
				if !isSame(before, path) {
					t.Error("what was in the way is no longer there")
				}
				holds(t, p.Path, string(picture(t, 10)))
			})
		}
	}
}

// TestWhatCameOutGetsItsNameBack has another program remove what stands at a
// thumbnail's place, between the exchange that brought out a file of its own
// and the one that would put it back.
func TestWhatCameOutGetsItsNameBack(t *testing.T) {
	folder := t.TempDir()
	path, aside := filepath.Join(folder, "p.jpg"), asideName(folder, time.Now())
	temp, err := createTemp(folder, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(temp.path); err != nil {
		t.Skip(err) // an open file cannot be removed here
	}
	put(t, aside, "somebody's")
	if err := putBack(temp, aside, path); err == nil || errors.Is(err, ErrInTheWay) {
		t.Errorf("error %v, want that the thumbnail could not be kept", err)
	}
	temp.discard()
	lies(t, folder, "p.jpg")
	holds(t, path, "somebody's")
}

// TestWhatCameOutIsTakenAway has another program take away what was in a
// thumbnail's place before it could be looked at: the new one has the place.
func TestWhatCameOutIsTakenAway(t *testing.T) {
	for name, replace := range map[string]func(temp *temporary, path string) error{
		"exchange": func(temp *temporary, path string) error {
			if err := os.Rename(temp.path, path); err != nil { // half of an exchange
				return err
			}
			return putBack(temp, asideName(filepath.Dir(path), time.Now()), path)
		},
		"aside": func(temp *temporary, path string) error {
			put(t, path, "old")
			return replaceAside(temp, path, func(aside string) bool { _ = os.Remove(aside); return false })
		},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "exchange" && closeFirst {
				t.Skip("files cannot be exchanged here")
			}
			folder := t.TempDir()
			path := filepath.Join(folder, "p.jpg")
			temp, err := createTemp(folder, 0o600)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := temp.file.WriteString("new"); err != nil {
				t.Fatal(err)
			}
			if err := temp.finish(); err != nil {
				t.Fatal(err)
			}
			if err := replace(temp, path); err != nil {
				t.Error(err)
			}
			temp.placed()
			lies(t, folder, "p.jpg")
			holds(t, path, "new")
		})
	}
}

func TestAPhotoThatWasMovedIsKnown(t *testing.T) {
	home := t.TempDir()
	into := func(o *Options) { o.Out, o.Existing = filepath.Join(home, "out"), option.ExistingSkip }
	run(t, into, photoAt(t, filepath.Join(home, "A"), "p.jpg", 10))
	rename2(t, filepath.Join(home, "A"), filepath.Join(home, "B")) // and the thumbnails stay
	if got := run(t, into, known(t, filepath.Join(home, "B"), "p.jpg")); got[0] != "current: "+filepath.Join(home, "out", "p.jpg") {
		t.Errorf("got %s", got[0])
	}
}

// TestTwoScansOfOneSizeAreTwo: pictures without compression are of one size, and
// a copy may have set their times alike.
func TestTwoScansOfOneSizeAreTwo(t *testing.T) {
	home := t.TempDir()
	var scans []photo.Photo
	for i, folder := range []string{"A", "B"} {
		data := make([]byte, 64<<10)
		data[30<<10] = byte(i) // they differ in the middle
		path := filepath.Join(home, folder, "scan.jpg")
		put(t, path, string(data))
		at := time.Unix(1e9, 0)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		scans = append(scans, known(t, filepath.Join(home, folder), "scan.jpg"))
		scans[i].Head = 0 // as if the first bytes were all that is known
	}
	into := func(o *Options) { o.Out, o.Existing = filepath.Join(home, "out"), option.ExistingSkip }
	run(t, into, scans[0])
	if got := run(t, into, scans[1]); filepath.Base(got[0]) != "scan (2).jpg" || strings.HasPrefix(got[0], "current") {
		t.Errorf("the second scan got %s", got[0])
	}
}

// TestPiecesOfAFile holds that small files, which are read at once, are told by
// the same pieces as large ones: the marks of earlier runs are still known.
func TestPiecesOfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.jpg")
	for _, size := range []int{0, 1, pieceLen - 1, pieceLen, pieceLen + 1, 5000, oneRead - 1, oneRead, oneRead + 1, 100_000} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(i * i >> 3)
		}
		put(t, path, string(data))
		var read []byte
		for i := range pieces {
			off := max(size-pieceLen, 0) * i / (pieces - 1)
			read = append(read, data[off:min(off+pieceLen, size)]...)
		}
		if got, want := contentOf(path), hash(string(read)); got != want {
			t.Errorf("%d bytes are known as %s, want %s", size, got, want)
		}
	}
	if got := contentOf(filepath.Dir(path)); got != "" {
		t.Errorf("a folder is known as %s", got)
	}
}
