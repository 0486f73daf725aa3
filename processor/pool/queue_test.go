package pool

import (
	"math/rand/v2"
	"testing"
)

// The queue is compared with a slice over seeded random pushes and pops, in
// waves that are longer and shorter than a block.
func TestQueue(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var q queue[*int]
	var want []*int
	for range 200 {
		for range random.IntN(2 * blockSize) {
			n := random.Int()
			q.push(&n)
			want = append(want, &n)
		}
		for range min(len(want), random.IntN(2*blockSize)) {
			if got := q.pop(); got != want[0] {
				t.Fatalf("popped another task than the first of %d", len(want))
			}
			want = want[1:]
		}
		if q.empty() != (len(want) == 0) {
			t.Fatalf("empty is %v with %d tasks", q.empty(), len(want))
		}
		if blocks := len(q.blocks); blocks > len(want)/blockSize+2 {
			t.Fatalf("%d blocks are held for %d tasks", blocks, len(want))
		}
	}
}
