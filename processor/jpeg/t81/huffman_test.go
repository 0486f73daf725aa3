package t81_test

import (
	"testing"

	"thumbpool/processor/jpeg/t81"
)

func TestOptimal(t *testing.T) {
	fibonacci := [256]uint32{}
	for i, a, b := 0, uint32(1), uint32(1); i < 40; i++ {
		fibonacci[i*3], a, b = a, b, a+b // an unlimited code would have 40 bits
	}
	all, two := [256]uint32{}, [256]uint32{3: 1, 200: 4_000_000_000}
	for i := range all {
		all[i] = 1
	}
	for name, counts := range map[string][256]uint32{
		"nothing": {}, "one symbol": {7: 5}, "two symbols": two, "all symbols": all, "very uneven": fibonacci,
	} {
		t.Run(name, func(t *testing.T) {
			s := t81.Optimal(&counts)
			codes := s.Codes()
			room := 0
			for l := 1; l <= 16; l++ {
				room += int(s.Counts[l]) << (16 - l)
			}
			if room >= 1<<16 {
				t.Error("the code of all ones is used")
			}
			for v, n := range counts {
				if n > 0 && codes[v].Length() == 0 {
					t.Errorf("symbol %d has no code", v)
				}
			}
			for v, n := range counts {
				for w, m := range counts {
					if n > m && m > 0 && codes[v].Length() > codes[w].Length() {
						t.Fatalf("symbol %d is more frequent than %d, but its code is longer", v, w)
					}
				}
			}
		})
	}
}
