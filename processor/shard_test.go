package processor

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
	"thumbpool/processor/scan"
)

func TestEveryPhotoIsMadeOnceByTheShards(t *testing.T) {
	contents := phototest.Many(60)
	for i := range 40 {
		contents[fmt.Sprintf("sub/q%d.png", i)] = "picture"
		contents[fmt.Sprintf("sub/q%d.bmp", i)] = "picture"
	}
	root := phototest.Tree(t, contents)
	o := DefaultOptions()
	o.Subfolders, o.Format, o.Size = true, option.FormatJPEG, 16
	whole := phototest.Tree(t, nil)
	o.Out = whole
	run(t, []string{root}, o, nil)

	for _, n := range []int{1, 2, 3, 7} {
		o.Out = t.TempDir()
		made := map[string]int{}
		for k := 1; k <= n; k++ {
			o.Shard = scan.Shard{Number: k, Of: n}
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
		if got, want := phototest.Files(t, o.Out), phototest.Files(t, whole); !slices.Equal(got, want) {
			t.Errorf("%d shards left %q, want %q", n, got, want)
		}
	}
}

// Of the shards of a library, one counts a thumbnail that lies among the photos.
func TestShardsPassOverAThumbnailOnce(t *testing.T) {
	root, out := phototest.Tree(t, phototest.Many(9)), t.TempDir()
	o := DefaultOptions()
	o.Out = out
	run(t, []string{root}, o, nil) // what it made are the thumbnails
	phototest.Write(t, filepath.Join(out, "photo.jpg"), phototest.Encoded(t, ".jpg", 40, 30))
	o.Out = t.TempDir()
	sum := 0
	for k := 1; k <= 3; k++ {
		o.Shard = scan.Shard{Number: k, Of: 3}
		_, summary := run(t, []string{out}, o, nil)
		sum += summary.PassedOver
	}
	if sum != 9 {
		t.Errorf("three shards passed over %d thumbnails, want 9", sum)
	}
}
