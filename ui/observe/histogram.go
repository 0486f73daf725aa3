package observe

import (
	"fmt"
	"strings"
	"time"
)

// bounds are the upper ends of a histogram's classes, in milliseconds. What
// takes longer than the last is in a class of its own.
var bounds = [...]int{1, 2, 4, 8, 16, 32, 64}

// histogram counts times by classes. The zero value is empty.
type histogram struct {
	counts [len(bounds) + 1]int
	total  int
}

// Add counts a time.
func (h *histogram) Add(d time.Duration) {
	i := 0
	for i < len(bounds) && d > time.Duration(bounds[i])*time.Millisecond {
		i++
	}
	h.counts[i]++
	h.total++
}

// String names each class and how many times are in it:
// "212 in all, ≤1 ms 200, ≤2 ms 12, … >64 ms 0".
func (h *histogram) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d in all", h.total)
	for i, bound := range bounds {
		fmt.Fprintf(&b, ", ≤%d ms %d", bound, h.counts[i])
	}
	fmt.Fprintf(&b, ", >%d ms %d", bounds[len(bounds)-1], h.counts[len(bounds)])
	return b.String()
}
