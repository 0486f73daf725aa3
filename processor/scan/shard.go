package scan

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"thumbpool/processor/format"
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

// String writes the part as [ParseShard] reads it; "" is all photos.
func (s Shard) String() string {
	if s == (Shard{}) {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Number, s.Of)
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
	// The low bits of FNV depend too much on the last letters for small
	// numbers of shards; the high half has seen them all.
	return int(hash(filepath.ToSlash(p.Rel))>>32%uint64(s.Of)) == s.Number-1
}

// wanted leaves out of the entries of a folder the files of other parts, so that
// N machines do not open every photo N times: a listing says all that is needed of
// them. What is left are those that may want the same name as one of ours, without
// which the parts would not agree on the names; see [photo.Family]. None is left out
// where thumbnails of other folders may come to lie among those of this one.
func (s *scanner) wanted(in photo.Photo, entries []fs.DirEntry, mixed bool) []fs.DirEntry {
	if s.options.Shard.Of <= 1 || mixed {
		return entries
	}
	isTheirs := func(e fs.DirEntry) bool { // a link may lead to a folder
		return e.Type().IsRegular() && !s.options.Shard.takes(photo.Photo{Rel: filepath.Join(in.Rel, e.Name())})
	}
	ours := map[uint64]bool{}
	for _, e := range entries {
		if !isTheirs(e) {
			ours[hash(photo.Family(e.Name()))] = true
		}
	}
	wanted := entries[:0]
	for _, e := range entries {
		switch {
		case !isTheirs(e) || ours[hash(photo.Family(e.Name()))]:
			wanted = append(wanted, e)
		case format.Claims(e.Name()) && !passedOver(e.Name()):
			s.totals.Elsewhere++
		}
	}
	return wanted
}

// families counts folders, of which paths or names are given and which lie beside
// each other in the output, by their [photo.FolderFamily].
func families(folders []string) map[string]int {
	count := map[string]int{}
	for _, path := range folders {
		count[photo.FolderFamily(filepath.Base(path))]++
	}
	return count
}

func hash(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return h.Sum64()
}
