package memorytest_test

import (
	"testing"

	"thumbpool/processor/memorytest"
)

var kept []byte // what is allocated must not stay on the stack

func TestAllocated(t *testing.T) {
	for _, n := range []int{1 << 20, 16 << 20} {
		got := memorytest.Allocated(func() { kept = make([]byte, n) })
		if got < int64(n) || got > int64(n)+1<<16 {
			t.Errorf("%d bytes were taken, %d measured", n, got)
		}
	}
}

func TestHeld(t *testing.T) {
	const most = 1 << 20 // that the test itself, and the program around it, takes or lets go of
	kept = nil
	before := memorytest.Held()
	kept = make([]byte, 16<<20)
	if got := memorytest.Held() - before; got < 16<<20-most || got > 16<<20+most {
		t.Errorf("%d bytes are held, %d measured", len(kept), got)
	}
	kept = nil
	if got := memorytest.Held() - before; got > most {
		t.Errorf("%d bytes are measured after all were let go of", got)
	}
}
