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
		play(t, n, round)
		if *long > 0 && time.Since(began) > *long {
			t.Logf("%d rounds", n-first+1)
			return
		}
	}
}

// play plays one round, and says how to play it again if it fails or panics.
func play(t *testing.T, n uint64, round func(t *testing.T, r *rand.Rand)) {
	t.Helper()
	whole := false
	defer func() {
		if !whole || t.Failed() {
			t.Logf("again with: go test -run '^%s$' -seed %d", t.Name(), n)
		}
	}()
	round(t, rand.New(rand.NewPCG(n, 0)))
	whole = true
}
