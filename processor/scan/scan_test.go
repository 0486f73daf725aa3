package scan

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
	"thumbpool/processor/photo"
	"thumbpool/processor/phototest"
)

// usual are the options of most tests: all folders, and thumbs in each.
func usual(change func(*Options)) Options {
	o := Options{Subfolders: true, Inside: "thumbs"}
	if change != nil {
		change(&o)
	}
	return o
}

// collect gathers what a scan finds, as paths relative to root, and the photos
// that could not be read.
func collect(t *testing.T, root string, sources []string, o Options) (found []string, failed []photo.Photo, totals Totals) {
	t.Helper()
	totals, complete := Photos(t.Context(), sources, o, func(p photo.Photo) bool {
		if p.ID != len(found) {
			t.Errorf("%s has number %d, want %d", p.Path, p.ID, len(found))
		}
		rel, err := filepath.Rel(root, p.Path)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, filepath.ToSlash(rel))
		if p.Unread != nil {
			failed = append(failed, p)
		}
		return true
	})
	if !complete {
		t.Error("the scan is not complete")
	}
	return found, failed, totals
}

func TestScanFindsPhotosInNaturalOrder(t *testing.T) {
	tests := []struct {
		name       string
		files      map[string]string
		subfolders bool
		want       []string
	}{
		{"numbers by their value", map[string]string{"IMG_10.jpg": "picture", "IMG_2.jpg": "picture", "img_3.jpg": "picture"}, false, []string{"IMG_2.jpg", "img_3.jpg", "IMG_10.jpg"}},
		{"by content, not by name", map[string]string{"a.txt": "picture.png", "b": "picture.jpg", "c.pdf": "picture.gif"}, false, []string{"a.txt", "b", "c.pdf"}},
		{"what is no picture is passed over", map[string]string{"notes.txt": "hello", "empty.txt": "", "a.jpg": "picture"}, false, []string{"a.jpg"}},
		{"what claims to be one is found", map[string]string{"text.jpg": "hello", "empty.png": "", "x.heic": "?"}, false, []string{"empty.png", "text.jpg", "x.heic"}},
		{"hidden and system files", map[string]string{".hidden.jpg": "picture", "._a.jpg": "picture", "Thumbs.db": "picture.jpg", "desktop.ini": "x", ".DS_Store": "x", "a.jpg": "picture"}, false, []string{"a.jpg"}},
		{"a name of dots, with an ending", map[string]string{"..jpg": "picture", "...PNG": "picture.png", ".jpg": "picture", "..a.jpg": "picture", "..txt": "picture.png", "a.jpg": "picture"}, false, []string{"...PNG", "..jpg", "a.jpg"}},
		{"no subfolders", map[string]string{"a.jpg": "picture", "sub/b.jpg": "picture"}, false, []string{"a.jpg"}},
		{"subfolders after files", map[string]string{"z.jpg": "picture", "sub 10/b.jpg": "picture", "sub 9/a.jpg": "picture", "sub 9/deep/c.jpg": "picture"}, true, []string{"z.jpg", "sub 9/a.jpg", "sub 9/deep/c.jpg", "sub 10/b.jpg"}},
		{"hidden and system folders", map[string]string{".git/a.jpg": "picture", "@eaDir/b.jpg": "picture", "__MACOSX/c.jpg": "picture", "d/e.jpg": "picture"}, true, []string{"d/e.jpg"}},
		{"the output folder", map[string]string{"a.jpg": "picture", "thumbs/a.jpg": "picture", "sub/thumbs/own.jpg": "picture"}, true, []string{"a.jpg", "sub/thumbs/own.jpg"}},
		{"nothing", map[string]string{"sub/": ""}, true, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := phototest.Tree(t, test.files)
			o := usual(func(o *Options) { o.Subfolders = test.subfolders })
			found, failed, totals := collect(t, root, []string{root}, o)
			if !slices.Equal(found, test.want) {
				t.Errorf("found %q, want %q", found, test.want)
			}
			if len(failed) > 0 || totals.Photos != len(test.want) {
				t.Errorf("failed %v, totals %+v", failed, totals)
			}
		})
	}
}

func TestScanPassesOverItsOwnThumbnails(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"sub/a.jpg": "picture", "sub/small/": ""})
	out, err := mark.Insert(format.JPEG, phototest.Encoded(t, ".jpg", 40, 30), "of=a/b size=256")
	if err != nil {
		t.Fatal(err)
	}
	thumb := filepath.Join(root, "sub", "small", "a.jpg")
	phototest.Write(t, thumb, out)
	o := usual(nil)
	found, _, totals := collect(t, root, []string{root}, o)
	if want := []string{"sub/a.jpg"}; !slices.Equal(found, want) || totals.Ours != 1 {
		t.Errorf("found %q and %d thumbnails, want %q and 1", found, totals.Ours, want)
	}
	if found, _, _ = collect(t, root, []string{thumb}, o); len(found) != 1 {
		t.Errorf("a thumbnail that was chosen itself: found %q", found)
	}
	// One that somebody has worked on is a photo like any other, whatever its
	// comment says.
	phototest.Write(t, thumb, append(out, "edited"...))
	found, _, totals = collect(t, root, []string{root}, o)
	if want := []string{"sub/a.jpg", "sub/small/a.jpg"}; !slices.Equal(found, want) || totals.Ours != 0 {
		t.Errorf("found %q and %d thumbnails, want %q and none", found, totals.Ours, want)
	}
}

// TestScanCountsWhatCannotBeRead goes by content: what only claims to be of a kind
// that is not read is no picture, and what is of one need not claim it.
func TestScanCountsWhatCannotBeRead(t *testing.T) {
	root := phototest.Tree(t, map[string]string{
		"a.jpg": "picture", "b.psd": "8BPS\x00\x01", "c": "\xFF\x4F\xFF\x51", "d.jp2": "hello", "e.psd": "picture.png", "f.txt": "hello",
	})
	var never []string
	totals, _ := Photos(t.Context(), []string{root}, usual(nil), func(p photo.Photo) bool {
		if p.Unsupported() {
			never = append(never, p.Rel)
		}
		return true
	})
	if want := []string{"b.psd", "c"}; !slices.Equal(never, want) || totals.Unsupported != len(want) || totals.Photos != 5 {
		t.Errorf("%q cannot be read, %+v", never, totals)
	}
}

func TestScanNeverEntersAnOutputFolderInsideTheSource(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "small/foreign.jpg": "picture"})
	o := usual(func(o *Options) { o.Out = filepath.Join(root, "small") })
	if found, _, _ := collect(t, root, []string{root}, o); !slices.Equal(found, []string{"a.jpg"}) {
		t.Errorf("found %q", found)
	}
}

func TestScanFollowsLinksAndSurvivesLoops(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"b/x.jpg": "picture", "b/y.jpg": "picture"})
	other := phototest.Tree(t, map[string]string{"far.jpg": "picture"})
	phototest.Symlink(t, root, filepath.Join(root, "b", "up"))
	phototest.Symlink(t, ".", filepath.Join(root, "self"))
	phototest.Symlink(t, filepath.Join(root, "b"), filepath.Join(root, "c"))
	phototest.Symlink(t, other, filepath.Join(root, "far"))
	phototest.Symlink(t, "loop.jpg", filepath.Join(root, "loop.jpg"))
	phototest.Symlink(t, "nowhere", filepath.Join(root, "dangling"))
	o := usual(nil)
	found, _, _ := collect(t, root, []string{root}, o)
	if want := []string{"loop.jpg", "b/x.jpg", "b/y.jpg", "far/far.jpg"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}

func TestScanTakesSeveralSources(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"one/a.jpg": "picture", "two/b.jpg": "picture", "two/c.jpg": "picture", "notes.txt": "hello"})
	in := func(name string) string { return filepath.Join(root, name) }
	sources := []string{in("one"), in("two/c.jpg"), in("two"), in("two/c.jpg"), in("notes.txt"), in("gone")}
	found, failed, _ := collect(t, root, sources, usual(nil))
	if want := []string{"one/a.jpg", "two/c.jpg", "two/b.jpg", "notes.txt", "gone"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	if len(failed) != 1 || !errors.Is(failed[0].Unread, fs.ErrNotExist) || failed[0].Path != in("gone") {
		t.Errorf("failed: %v", failed)
	}
}

func TestScanReportsFoldersThatCannotBeRead(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("root may read everything, and Windows does not keep in the mode who may")
	}
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "locked/b.jpg": "picture"})
	if err := os.Chmod(filepath.Join(root, "locked"), 0); err != nil {
		t.Fatal(err)
	}
	o := usual(nil)
	_, failed, _ := collect(t, root, []string{root}, o)
	if len(failed) != 1 || !errors.Is(failed[0].Unread, fs.ErrPermission) {
		t.Errorf("failed: %v", failed)
	}
}

func TestScanEndsWithItsContextAndItsReceiver(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.jpg": "picture", "c.jpg": "picture"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	_, complete := Photos(ctx, []string{root}, usual(nil), func(photo.Photo) bool {
		n++
		cancel()
		return true
	})
	if n != 1 || complete {
		t.Errorf("%d photos after the context was cancelled at the first, complete: %t", n, complete)
	}
	n = 0
	_, complete = Photos(t.Context(), []string{root}, usual(nil), func(photo.Photo) bool {
		n++
		return n < 2
	})
	if n != 2 || complete {
		t.Errorf("%d photos for a receiver that wants no third, complete: %t", n, complete)
	}
}

func TestSourcesGetFoldersOfTheirOwn(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"x/trip/": "", "y/Trip/": "", "z.jpg": "picture"})
	var groups []string
	for _, s := range resolve([]string{filepath.Join(root, "x/trip"), filepath.Join(root, "y/Trip"), filepath.Join(root, "z.jpg")}) {
		groups = append(groups, s.group)
	}
	if want := []string{"trip", "Trip (2)", ""}; !slices.Equal(groups, want) {
		t.Errorf("groups %q, want %q", groups, want)
	}
}
