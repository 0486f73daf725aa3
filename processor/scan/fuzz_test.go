package scan

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"thumbpool/processor/photo"
)

func FuzzParseShard(f *testing.F) {
	for _, s := range []string{"1/1", "3/8", "", "3", "0/8", "9/8", "a/b", "1/0", "1/100000", "1/1000000", "-1/2", "0/0", "1/2/3", "+3/08", "１/２"} {
		f.Add(s, "a/b.jpg")
	}
	f.Fuzz(func(t *testing.T, text, rel string) {
		shard, err := ParseShard(text)
		if err != nil {
			if shard != (Shard{}) || !strings.Contains(err.Error(), strconv.Quote(text)) {
				t.Errorf("%q: %v, %v", text, shard, err)
			}
			return
		}
		if shard.Number < 1 || shard.Number > shard.Of || shard.Of > MaxShards {
			t.Errorf("%q is %v", text, shard)
		}
		if again, err := ParseShard(fmt.Sprintf("%d/%d", shard.Number, shard.Of)); again != shard || err != nil {
			t.Errorf("%v is read as %v, %v", shard, again, err)
		}
		takers := 0
		for k := 1; k <= min(shard.Of, 1000); k++ {
			if (Shard{k, min(shard.Of, 1000)}).takes(photo.Photo{Rel: rel}) {
				takers++
			}
		}
		if takers != 1 {
			t.Errorf("%q belongs to %d of %d parts", rel, takers, shard.Of)
		}
	})
}
