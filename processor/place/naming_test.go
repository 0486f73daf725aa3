package place

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/option"
	"thumbpool/processor/photo"
)

// windowsNames are those of Windows, FAT and exFAT.
func windowsNames() naming { return naming{portable: true, folds: true, most: maxName} }

func TestNaming(t *testing.T) {
	long := strings.Repeat("n", 200)
	for _, test := range []struct {
		of               naming
		name, path       string // of a photo, and of folders
		wantName, wantAt string
	}{
		{anyName(), "12:30\xe9.jpg", "aux/" + long, "12:30\xe9.jpg", "aux/" + long},
		{naming{unicode: true, most: maxName}, "12:30\xe9.jpg", "caf\xe9/aux", "12:30_.jpg", "caf_/aux"},
		{naming{most: maxPortable}, "con.jpg", long + "/x", "con.jpg", long[:maxPortable] + "/x"},
		{windowsNames(), "con.jpg", "aux/end./space /.", "_con.jpg", "_aux/end/space/."},
		{windowsNames(), "12:30:45.jpg", ".", "12_30_45.jpg", "."},
		{naming{portable: true, most: 5}, "x", "four five", "x", "four"},
	} {
		if got := test.of.name(test.name); got != test.wantName {
			t.Errorf("%+v: %q becomes %q, want %q", test.of, test.name, got, test.wantName)
		}
		if got := filepath.ToSlash(test.of.path(filepath.FromSlash(test.path))); got != test.wantAt {
			t.Errorf("%+v: %q becomes %q, want %q", test.of, test.path, got, test.wantAt)
		}
	}
}

func TestWhatIsOneWhereCapitalsDoNotCount(t *testing.T) {
	folds, tells := windowsNames(), anyName()
	for _, two := range [][2]string{{"A.jpg", "a.JPG"}, {"ß.jpg", "SS.jpg"}, {"\u00e9.jpg", "e\u0301.jpg"}, {"ﬁ.jpg", "FI.jpg"}, {"\u212a.jpg", "k.jpg"}} {
		if folds.key(two[0]) != folds.key(two[1]) {
			t.Errorf("%q and %q are two", two[0], two[1])
		}
	}
	if tells.key("ß.jpg") == tells.key("ss.jpg") || tells.key("A.jpg") != tells.key("a.jpg") {
		t.Error("where capitals tell names apart, ß and ss are one, or A and a are two")
	}
}

// TestTwoThatBecomeOne makes thumbnails for a file system of fewer names: those
// that become one get numbers, the same in every run and in every part of a
// library, and none is taken for that of another photo.
func TestTwoThatBecomeOne(t *testing.T) {
	for _, names := range []naming{windowsNames(), {unicode: true, folds: true, most: maxName}} {
		dir := t.TempDir()
		root, out := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
		rels := []string{"12_30.jpg", "12_31.jpg", "A.jpg", "_aux/_con.jpg", "sub/x.jpg"}
		if !namingOf(dir).portable { // else there are no such photos
			rels = append(rels, "a.JPG", "_aux/con.jpg", "12:30.jpg", "12?30.jpg", "aux/con.jpg", "aux/CON.jpg", "aux/con .jpg", "sub /x.jpg", "caf\xe9.jpg", "caf\xe8.jpg", "trail.jpg.")
		}
		var photos []photo.Photo
		for i, rel := range rels {
			photos = append(photos, photoAt(t, root, rel, uint8(10*i)))
		}
		put(t, filepath.Join(out, "12_31.jpg"), "somebody's")
		first := runInto(t, out, names, option.ExistingReplace, photos)
		holds(t, filepath.Join(out, "12_31.jpg"), "somebody's")
		sorted := slices.Clone(first)
		slices.Sort(sorted)
		if len(slices.CompactFunc(sorted, func(a, b string) bool { return names.key(a) == names.key(b) })) != len(rels) {
			t.Errorf("%+v: the thumbnails are %q", names, first)
		}
		for i, path := range first {
			made, _, ok := readMark(path)
			if o := New(Options{}); !ok || !made.isOf(o.mark(&folder{base: &base{real: photo.RealPath(out)}}, photos[i]), photos[i].Path) {
				t.Errorf("%s is not the thumbnail of %s", path, rels[i])
			}
		}
		for _, existing := range []option.Existing{option.ExistingReplace, option.ExistingSkip} {
			if again := runInto(t, out, names, existing, photos); !slices.Equal(again, first) {
				t.Errorf("%+v: the thumbnails are %q, and in another run %q", names, first, again)
			}
		}
	}
}

// runInto makes the thumbnails of photos in a folder of a file system that takes
// such names, as one run does, and returns their paths.
func runInto(t *testing.T, out string, names naming, existing option.Existing, photos []photo.Photo) []string {
	t.Helper()
	o := outputs(t, func(o *Options) { o.Out, o.Existing = out, existing })
	o.bases[out] = baseWith(t, out, names)
	var paths []string
	for i, p := range photos {
		target := plan(t, o, p)
		if target.Current != (existing == option.ExistingSkip) {
			t.Errorf("%s is up to date: %v", p.Rel, target.Current)
		}
		if target.Current {
			paths = append(paths, target.Path())
			continue
		}
		paths = append(paths, save(t, o, target, p, uint8(10*i)))
	}
	return paths
}
