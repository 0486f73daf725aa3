package uitest

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	long = flag.Duration("monkey", 0, "how long a user who does anything uses the window; 0 means a few rounds")
	seed = flag.Uint64("seed", 0, "the one round of that user to play again")
)

// Monkey has rounds of a user who does anything played: rounds of them, as
// -monkey says for longer, or the one of -seed. Each gets its own chance, which
// -seed repeats.
func Monkey(t *testing.T, rounds uint64, round func(t *testing.T, r *rand.Rand)) {
	t.Helper()
	first, last := uint64(1), rounds
	switch {
	case *seed != 0:
		first, last = *seed, *seed
	case *long > 0:
		first, last = uint64(time.Now().UnixNano()), 1<<63
		t.Logf("for %v, from -seed %d", *long, first)
	}
	began := time.Now()
	for n := first; n <= last && !t.Failed(); n++ {
		func() {
			defer func() {
				if t.Failed() {
					t.Logf("again with: go test -run '^%s$' -seed %d", t.Name(), n)
				}
			}()
			defer func() {
				if v := recover(); v != nil {
					t.Logf("again with: go test -run '^%s$' -seed %d", t.Name(), n)
					panic(v)
				}
			}()
			round(t, rand.New(rand.NewPCG(n, 0)))
		}()
		if *long > 0 && time.Since(began) > *long {
			t.Logf("%d rounds", n-first+1)
			return
		}
	}
}
