package processor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
)

// collect gathers what a scan finds, as paths relative to root.
func collect(t *testing.T, root string, sources []string, o Options) (found []string, failed []*PhotoError, totals Scanned) {
	t.Helper()
	for ev := range Scan(t.Context(), sources, o) {
		switch ev := ev.(type) {
		case Found:
			if ev.Photo.ID != len(found) {
				t.Errorf("%s has number %d, want %d", ev.Photo.Path, ev.Photo.ID, len(found))
			}
			rel, err := filepath.Rel(root, ev.Photo.Path)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, filepath.ToSlash(rel))
		case Failed:
			failed = append(failed, ev.PhotoError)
		case Scanned:
			totals = ev
		}
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
			root := tree(t, test.files)
			o := DefaultOptions()
			o.Subfolders = test.subfolders
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
	root := tree(t, map[string]string{"sub/a.jpg": "picture", "sub/small/": ""})
	out, err := mark.Insert(format.JPEG, encoded(t, ".jpg", 40, 30), "of=a/b size=256")
	if err != nil {
		t.Fatal(err)
	}
	thumb := filepath.Join(root, "sub", "small", "a.jpg")
	write(t, thumb, out)
	o := DefaultOptions()
	o.Subfolders = true
	found, _, totals := collect(t, root, []string{root}, o)
	if want := []string{"sub/a.jpg"}; !slices.Equal(found, want) || totals.Ours != 1 {
		t.Errorf("found %q and %d thumbnails, want %q and 1", found, totals.Ours, want)
	}
	if found, _, _ = collect(t, root, []string{thumb}, o); len(found) != 1 {
		t.Errorf("a thumbnail that was chosen itself: found %q", found)
	}
	// One that somebody has worked on is a photo like any other, whatever its
	// comment says.
	write(t, thumb, append(out, "edited"...))
	found, _, totals = collect(t, root, []string{root}, o)
	if want := []string{"sub/a.jpg", "sub/small/a.jpg"}; !slices.Equal(found, want) || totals.Ours != 0 {
		t.Errorf("found %q and %d thumbnails, want %q and none", found, totals.Ours, want)
	}
}

// Of the shards of a library, one counts a thumbnail that lies among the photos.
func TestShardsPassOverAThumbnailOnce(t *testing.T) {
	root, out := tree(t, many(9)), t.TempDir()
	o := DefaultOptions()
	o.Out = out
	run(t, []string{root}, o, nil) // what it made are the thumbnails
	write(t, filepath.Join(out, "photo.jpg"), encoded(t, ".jpg", 40, 30))
	o.Out = t.TempDir()
	sum := 0
	for k := 1; k <= 3; k++ {
		o.Shard = Shard{k, 3}
		_, summary := run(t, []string{out}, o, nil)
		sum += summary.PassedOver
	}
	if sum != 9 {
		t.Errorf("three shards passed over %d thumbnails, want 9", sum)
	}
}

func TestScanNeverEntersAnOutputFolderInsideTheSource(t *testing.T) {
	root := tree(t, map[string]string{"a.jpg": "picture", "small/foreign.jpg": "picture"})
	o := DefaultOptions()
	o.Subfolders = true
	o.Out = filepath.Join(root, "small")
	if found, _, _ := collect(t, root, []string{root}, o); !slices.Equal(found, []string{"a.jpg"}) {
		t.Errorf("found %q", found)
	}
}

func TestScanFollowsLinksAndSurvivesLoops(t *testing.T) {
	root := tree(t, map[string]string{"b/x.jpg": "picture", "b/y.jpg": "picture"})
	other := tree(t, map[string]string{"far.jpg": "picture"})
	symlink(t, root, filepath.Join(root, "b", "up"))
	symlink(t, ".", filepath.Join(root, "self"))
	symlink(t, filepath.Join(root, "b"), filepath.Join(root, "c"))
	symlink(t, other, filepath.Join(root, "far"))
	symlink(t, "loop.jpg", filepath.Join(root, "loop.jpg"))
	symlink(t, "nowhere", filepath.Join(root, "dangling"))
	o := DefaultOptions()
	o.Subfolders = true
	found, _, _ := collect(t, root, []string{root}, o)
	if want := []string{"loop.jpg", "b/x.jpg", "b/y.jpg", "far/far.jpg"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}

func TestScanTakesSeveralSources(t *testing.T) {
	root := tree(t, map[string]string{"one/a.jpg": "picture", "two/b.jpg": "picture", "two/c.jpg": "picture", "notes.txt": "hello"})
	in := func(name string) string { return filepath.Join(root, name) }
	sources := []string{in("one"), in("two/c.jpg"), in("two"), in("two/c.jpg"), in("notes.txt"), in("gone")}
	found, failed, _ := collect(t, root, sources, DefaultOptions())
	if want := []string{"one/a.jpg", "two/c.jpg", "two/b.jpg", "notes.txt", "gone"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	if len(failed) != 1 || failed[0].Kind != KindMissing || failed[0].Photo.Path != in("gone") {
		t.Errorf("failed: %v", failed)
	}
}

func TestScanReportsFoldersThatCannotBeRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	root := tree(t, map[string]string{"a.jpg": "picture", "locked/b.jpg": "picture"})
	if err := os.Chmod(filepath.Join(root, "locked"), 0); err != nil {
		t.Fatal(err)
	}
	o := DefaultOptions()
	o.Subfolders = true
	_, failed, _ := collect(t, root, []string{root}, o)
	if len(failed) != 1 || failed[0].Kind != KindPermission {
		t.Errorf("failed: %v", failed)
	}
}

func TestScanEndsWithItsContextAndItsLoop(t *testing.T) {
	root := tree(t, map[string]string{"a.jpg": "picture", "b.jpg": "picture", "c.jpg": "picture"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range Scan(ctx, []string{root}, DefaultOptions()) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d events after the context was cancelled at the first", n)
	}
	n = 0
	for range Scan(t.Context(), []string{root}, DefaultOptions()) {
		if n++; n == 2 {
			break
		}
	}
}

func TestSourcesGetFoldersOfTheirOwn(t *testing.T) {
	root := tree(t, map[string]string{"x/trip/": "", "y/Trip/": "", "z.jpg": "picture"})
	var groups []string
	for _, s := range resolve([]string{filepath.Join(root, "x/trip"), filepath.Join(root, "y/Trip"), filepath.Join(root, "z.jpg")}) {
		groups = append(groups, s.group)
	}
	if want := []string{"trip", "Trip (2)", ""}; !slices.Equal(groups, want) {
		t.Errorf("groups %q, want %q", groups, want)
	}
}

func TestPlainReasons(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "secret-name"))
	got := plain(err)
	if strings.Contains(got.Error(), "secret-name") || !errors.Is(got, fs.ErrNotExist) {
		t.Errorf("reason %q hides its cause or repeats the path", got)
	}
}
