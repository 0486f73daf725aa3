package processor

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"thumbpool/processor/option"
)

func TestEveryPhotoIsMadeOnceByTheShards(t *testing.T) {
	contents := many(60)
	for i := range 40 {
		contents[fmt.Sprintf("sub/q%d.png", i)] = "picture"
		contents[fmt.Sprintf("sub/q%d.bmp", i)] = "picture"
	}
	root := tree(t, contents)
	o := DefaultOptions()
	o.Subfolders, o.Format, o.Size = true, option.FormatJPEG, 16
	whole := tree(t, nil)
	o.Out = whole
	run(t, []string{root}, o, nil)

	for _, n := range []int{1, 2, 3, 7} {
		o.Out = t.TempDir()
		made := map[string]int{}
		for k := 1; k <= n; k++ {
			o.Shard = Shard{k, n}
			events, sum := run(t, []string{root}, o, nil)
			for _, f := range only[Finished](events) {
				made[f.Photo.Rel]++
			}
			if sum.Failed > 0 || sum.Stopped || len(made) == 0 {
				t.Errorf("shard %d/%d: %+v", k, n, sum)
			}
			if fair := 140 / n; sum.Made < fair/2 || sum.Made > fair*2 {
				t.Errorf("shard %d/%d made %d of 140", k, n, sum.Made)
			}
		}
		if len(made) != 140 {
			t.Errorf("%d shards made %d of 140 photos", n, len(made))
		}
		for rel, times := range made {
			if times != 1 {
				t.Errorf("%s was made %d times", rel, times)
			}
		}
		if got, want := files(t, o.Out), files(t, whole); !slices.Equal(got, want) {
			t.Errorf("%d shards left %q, want %q", n, got, want)
		}
	}
}

func TestShardsDoNotDependOnWhereTheLibraryIs(t *testing.T) {
	for i := range 50 {
		rel := filepath.Join("a", fmt.Sprint(i))
		shard := Shard{2, 5}
		if shard.takes(Photo{Root: "/x", Rel: rel}) != shard.takes(Photo{Root: "/y", Rel: rel, ID: 7}) {
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
