package scan

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/photo"
	"thumbpool/processor/phototest"
)

func TestShardsDoNotDependOnWhereTheLibraryIs(t *testing.T) {
	for i := range 50 {
		rel := filepath.Join("a", fmt.Sprint(i))
		shard := Shard{2, 5}
		if shard.takes(photo.Photo{Root: "/x", Rel: rel}) != shard.takes(photo.Photo{Root: "/y", Rel: rel, ID: 7}) {
			t.Errorf("%s", rel)
		}
	}
}

func TestParseShard(t *testing.T) {
	for text, want := range map[string]Shard{"1/1": {1, 1}, "3/8": {3, 8}} {
		if got, err := ParseShard(text); got != want || err != nil {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "3", "0/8", "9/8", "a/b", "1/0", "1/1000000", "-1/2", "0/0", "1/2/3"} {
		if _, err := ParseShard(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

// A machine lists the photos of the other parts, and opens only those that may
// want the same name as one of its own.
func TestAPartLeavesTheFilesOfOthersAlone(t *testing.T) {
	contents := phototest.Many(300)
	contents["twin.png"], contents["twin.bmp"], contents["twin (2).png"], contents["notes.txt"] = "picture.png", "picture", "picture.png", "no photo"
	root := phototest.Tree(t, contents)
	const of = 6
	parts := 0 // that have one of the twins
	for k := 1; k <= of; k++ {
		var theirs []string
		o := usual(func(o *Options) {
			o.Shard = Shard{k, of}
			o.Elsewhere = func(p photo.Photo) { theirs = append(theirs, p.Rel) }
		})
		found, _, totals := collect(t, root, []string{root}, o)
		if len(found)+totals.Elsewhere != 303 {
			t.Errorf("part %d has %d photos, and others %d: not 303", k, len(found), totals.Elsewhere)
		}
		isTwin := func(rel string) bool { return strings.HasPrefix(rel, "twin") }
		if i := slices.IndexFunc(theirs, func(rel string) bool { return !isTwin(rel) }); i >= 0 {
			t.Errorf("part %d looked at %s, which wants no name of its own", k, theirs[i])
		}
		has := slices.ContainsFunc(found, isTwin)
		if known := len(slices.DeleteFunc(append(slices.Clone(found), theirs...), func(rel string) bool { return !isTwin(rel) })); has && known != 3 || !has && known > 0 {
			t.Errorf("part %d has twins: %t, and knows %d of them", k, has, known)
		}
		if has {
			parts++
		}
	}
	if parts < 2 {
		t.Errorf("the twins are all in one part: choose other names")
	}
}

// Of folders whose thumbnails may come to lie in one, each part knows all photos,
// wherever these are: below one source or in sources of their own.
func TestAPartKnowsAllOfFoldersThatMayBecomeOne(t *testing.T) {
	for _, folders := range [][]string{{"ß", "SS"}, {"1/aux", "2/_aux"}} {
		contents := map[string]string{}
		for i := range 20 {
			contents[fmt.Sprintf("%s/%d.jpg", folders[0], i)] = "picture"
			contents[fmt.Sprintf("%s/below/%d.jpg", folders[1], i)] = "picture"
		}
		root := phototest.Tree(t, contents)
		sources := []string{root}
		if strings.Contains(folders[0], "/") {
			sources = []string{filepath.Join(root, folders[0]), filepath.Join(root, folders[1])}
		}
		for k := 1; k <= 3; k++ {
			known := 0
			o := usual(func(o *Options) {
				o.Shard = Shard{k, 3}
				o.Elsewhere = func(photo.Photo) { known++ }
			})
			found, _, _ := collect(t, root, sources, o)
			if known += len(found); known != 40 {
				t.Errorf("%q: part %d knows %d of 40 photos", folders, k, known)
			}
		}
	}
}

// The URLs of a list are parted as paths are, and those of others have no name
// yet that one could take.
func TestURLsHaveParts(t *testing.T) {
	var urls []string
	for i := range 100 {
		urls = append(urls, fmt.Sprintf("https://example.org/%d/photo.jpg", i%50))
	}
	seen := map[string]int{}
	for k := 1; k <= 7; k++ {
		o := Options{Shard: Shard{k, 7}, Elsewhere: func(p photo.Photo) { t.Errorf("%s is said to want a name", p.URL) }}
		totals, _ := Photos(t.Context(), urls, o, func(p photo.Photo) bool {
			seen[p.URL]++
			return true
		})
		if totals.Photos+totals.Elsewhere != len(urls) {
			t.Errorf("%+v", totals)
		}
	}
	for url, n := range seen {
		if n != 2 { // it is in the list twice
			t.Errorf("%s came %d times", url, n)
		}
	}
	if len(seen) != 50 {
		t.Errorf("%d of 50 URLs came", len(seen))
	}
}
