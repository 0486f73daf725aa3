package scan

import (
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strconv"
	"strings"

	"thumbpool/processor/photo"
)

// Shard is one of several parts of the photos, such that several machines can
// make the thumbnails of one library: every photo belongs to exactly one. The
// zero value is all photos.
type Shard struct {
	Number int // from 1 to Of
	Of     int // how many parts there are
}

// MaxShards is the largest number of parts.
const MaxShards = 100_000

// ParseShard reads "K/N", such as "3/8".
func ParseShard(s string) (Shard, error) {
	k, n, ok := strings.Cut(s, "/")
	number, err1 := strconv.Atoi(k)
	of, err2 := strconv.Atoi(n)
	shard := Shard{number, of}
	if !ok || err1 != nil || err2 != nil || !shard.Valid() || shard == (Shard{}) {
		return Shard{}, fmt.Errorf("%q is no part such as 3/8, the third of eight", s)
	}
	return shard, nil
}

// Valid reports whether there is such a part.
func (s Shard) Valid() bool {
	return s == Shard{} || s.Of >= 1 && s.Of <= MaxShards && s.Number >= 1 && s.Number <= s.Of
}

// takes reports whether a photo belongs to the shard: by its path below its
// root, so that it does not matter where a machine has mounted the library, on
// which system, or in which order it finds the photos.
func (s Shard) takes(p photo.Photo) bool {
	if s.Of <= 1 || p.Unread != nil {
		return true
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(filepath.ToSlash(p.Rel)))
	// The low bits of FNV depend too much on the last letters for small
	// numbers of shards; the high half has seen them all.
	return int(h.Sum64()>>32%uint64(s.Of)) == s.Number-1
}
