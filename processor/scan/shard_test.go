package scan

import (
	"fmt"
	"path/filepath"
	"testing"

	"thumbpool/processor/photo"
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
