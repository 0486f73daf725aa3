package processor

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
)

// plans returns the places of the thumbnails of all photos below root,
// relative to it.
func plans(t *testing.T, root string, sources []string, o Options) []string {
	t.Helper()
	p := newPlanner(o)
	var got []string
	for ev := range Scan(t.Context(), sources, o) {
		if ev, ok := ev.(Found); ok {
			out, err := p.plan(ev.Photo)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(root, out.path)
			got = append(got, filepath.ToSlash(rel))
		}
	}
	return got
}

func TestNamesOfThumbnails(t *testing.T) {
	same := func(o *Options) {}
	jpeg := func(o *Options) { o.Format = FormatJPEG }
	png := func(o *Options) { o.Format = FormatPNG }
	long := strings.Repeat("ä", 124) // 248 bytes
	tests := []struct {
		name   string
		files  map[string]string
		change func(*Options)
		want   []string
	}{
		{"same name and format", map[string]string{"A.JPG": "picture", "b.jpeg": "picture.jpg", "c.png": "picture", "d.gif": "picture", "e.bmp": "picture", "f.tiff": "picture.tif"}, same, []string{"A.JPG", "b.jpeg", "c.png", "d.gif", "e.bmp", "f.tiff"}},
		{"a format without encoder", map[string]string{"a.webp": "RIFF\x1a\x00\x00\x00WEBPVP8 "}, same, []string{"a.jpg"}},
		{"a name that lies", map[string]string{"a.jpg": "picture.png"}, same, []string{"a.png"}},
		{"no extension", map[string]string{"a": "picture.jpg", "v1.0": "picture.png"}, same, []string{"a.jpg", "v1.png"}},
		{"all as JPEG", map[string]string{"a.png": "picture", "b.jpg": "picture"}, jpeg, []string{"a.jpg", "b.jpg"}},
		{"all as PNG", map[string]string{"a.jpg": "picture", "b.png": "picture"}, png, []string{"a.png", "b.png"}},
		{"two photos for one name", map[string]string{"a.jpg": "picture", "a.png": "picture"}, jpeg, []string{"a.jpg", "a.png.jpg"}},
		{"two photos, neither has the name", map[string]string{"a.bmp": "picture", "a.png": "picture"}, jpeg, []string{"a.bmp.jpg", "a.png.jpg"}},
		{"the long name is taken too", map[string]string{"a.jpg": "picture", "a.png": "picture", "a.png.jpg": "picture"}, jpeg, []string{"a.jpg", "a.png.jpg", "a.png (2).jpg"}},
		{"names that differ in case only", map[string]string{"a.jpg": "picture", "A.jpg": "picture"}, same, []string{"A.jpg", "a (2).jpg"}},
		{"a name too long for an extension", map[string]string{long: "picture.jpg", long + ".png": "picture"}, jpeg, []string{long + ".jpg", long + ".pn.jpg"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, test.files)
			o := DefaultOptions()
			test.change(&o)
			got := plans(t, filepath.Join(root, OutputFolder), []string{root}, o)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSeveralSourcesUnderOneOutput(t *testing.T) {
	root := tree(t, map[string]string{"x/trip/a.jpg": "picture", "y/trip/a.jpg": "picture", "y/trip/sub/a.jpg": "picture", "a.jpg": "picture", "z/a.jpg": "picture"})
	in := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	o := DefaultOptions()
	o.Out = filepath.Join(t.TempDir(), "out")
	o.Subfolders = true
	got := plans(t, o.Out, []string{in("x/trip"), in("y/trip"), in("a.jpg"), in("z/a.jpg")}, o)
	want := []string{"trip/a.jpg", "trip (2)/a.jpg", "trip (2)/sub/a.jpg", "a.jpg", "a (2).jpg"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	o.Out = ""
	got = plans(t, root, []string{in("y/trip"), in("a.jpg")}, o)
	want = []string{"y/trip/thumbs/a.jpg", "y/trip/thumbs/sub/a.jpg", "thumbs/a.jpg"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// thumbnail puts a thumbnail of ours, made as o says, at path.
func thumbnail(t *testing.T, path string, photo Photo, o Options, at time.Time) {
	t.Helper()
	r := recipe(o)
	r.Format = format.JPEG
	data, err := mark.Insert(format.JPEG, encoded(t, ".jpg", 20, 10), comment(photo, r))
	if err != nil {
		t.Fatal(err)
	}
	mkdir(t, filepath.Dir(path))
	write(t, path, data)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

func TestWhatStandsInTheWay(t *testing.T) {
	now := time.Now()
	photo := Photo{Path: "a.jpg"}
	ours := func(change func(*Options), at time.Time) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			o := DefaultOptions()
			change(&o)
			thumbnail(t, path, photo, o, at)
		}
	}
	alike := func(*Options) {}
	foreign := func(t *testing.T, path string) { write(t, path, encoded(t, ".jpg", 40, 30)) }
	tests := []struct {
		name     string
		existing Existing
		put      func(*testing.T, string)
		want     string
		current  bool
	}{
		{"a foreign file is left", ExistingReplace, foreign, "a (2).jpg", false},
		{"a foreign file is left by skip", ExistingSkip, foreign, "a (2).jpg", false},
		{"a folder is left", ExistingReplace, func(t *testing.T, path string) { mkdir(t, path) }, "a (2).jpg", false},
		{"a link is left", ExistingReplace, func(t *testing.T, path string) {
			symlink(t, filepath.Join(filepath.Dir(filepath.Dir(path)), "a.jpg"), path)
		}, "a (2).jpg", false},
		{"ours is replaced", ExistingReplace, ours(alike, now), "a.jpg", false},
		{"ours is kept by rename", ExistingRename, ours(alike, now), "a (2).jpg", false},
		{"ours is up to date", ExistingSkip, ours(alike, now.Add(time.Hour)), "a.jpg", true},
		{"ours is older than the photo", ExistingSkip, ours(alike, now.Add(-time.Hour)), "a.jpg", false},
		{"ours has another size", ExistingSkip, ours(func(o *Options) { o.Size = 99 }, now.Add(time.Hour)), "a.jpg", false},
		{"ours has another mode", ExistingSkip, ours(func(o *Options) { o.Mode = ModeFill }, now.Add(time.Hour)), "a.jpg", false},
		{"ours has another blur", ExistingSkip, ours(func(o *Options) { o.Blur = 3 }, now.Add(time.Hour)), "a.jpg", false},
		{"ours has another quality", ExistingSkip, ours(func(o *Options) { o.Quality = 50 }, now.Add(time.Hour)), "a.jpg", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, map[string]string{"a.jpg": "picture", OutputFolder + "/": ""})
			test.put(t, filepath.Join(root, OutputFolder, "a.jpg"))
			o := DefaultOptions()
			o.Existing = test.existing
			p := newPlanner(o)
			for ev := range Scan(t.Context(), []string{root}, o) {
				found, ok := ev.(Found)
				if !ok {
					continue
				}
				out, err := p.plan(found.Photo)
				if err != nil {
					t.Fatal(err)
				}
				if filepath.Base(out.path) != test.want || out.current != test.current {
					t.Errorf("planned %s, up to date %v; want %s, %v", filepath.Base(out.path), out.current, test.want, test.current)
				}
			}
		})
	}
}

func TestSaveNeverReplacesAForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jpg")
	write(t, path, []byte("an original"))
	if err := save(path, []byte("a thumbnail")); err == nil {
		t.Error("no error although a foreign file was in the way")
	}
	if data, _ := os.ReadFile(path); string(data) != "an original" {
		t.Errorf("the foreign file now holds %q", data)
	}
	if list := files(t, filepath.Dir(path)); len(list) != 1 {
		t.Errorf("left over: %q", list)
	}
}

func TestSaveIsReadableLikeAnyNewFile(t *testing.T) {
	folder := t.TempDir()
	if err := save(filepath.Join(folder, "a.jpg"), []byte("x")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "b.jpg"), []byte("x"))
	a, _ := os.Stat(filepath.Join(folder, "a.jpg"))
	b, _ := os.Stat(filepath.Join(folder, "b.jpg"))
	if a.Mode() != b.Mode() {
		t.Errorf("mode %v, want %v", a.Mode(), b.Mode())
	}
}

func TestStaleTemporariesAreRemoved(t *testing.T) {
	folder := t.TempDir()
	const nobody = "2147483646" // no process has this number
	keep := []string{
		tempPrefix() + "1" + tempSuffix,                 // ours, at work
		".thumbpool-0000-" + nobody + "-1" + tempSuffix, // another machine's, new
		".thumbpool-notes" + tempSuffix,                 // not a name that we give
		"a.tmp",
	}
	gone := []string{".thumbpool-" + machine() + "-" + nobody + "-1f" + tempSuffix, ".thumbpool-0001-7-1" + tempSuffix}
	for _, name := range append(gone, keep...) {
		write(t, filepath.Join(folder, name), nil)
	}
	old := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(filepath.Join(folder, gone[1]), old, old); err != nil {
		t.Fatal(err)
	}
	removeStale(folder)
	slices.Sort(keep)
	if got := files(t, folder); !slices.Equal(got, keep) {
		t.Errorf("left %q, want %q", got, keep)
	}
}
