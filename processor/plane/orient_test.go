package plane

import (
	"fmt"
	"testing"
)

func TestOrient(t *testing.T) {
	// abc
	// def
	src := Plane{Pix: []byte("abc_def"), Stride: 4, W: 3, H: 2}
	for orientation, want := range map[int][]string{
		0: {"abc", "def"},
		1: {"abc", "def"},
		2: {"cba", "fed"},
		3: {"fed", "cba"},
		4: {"def", "abc"},
		5: {"ad", "be", "cf"},
		6: {"da", "eb", "fc"},
		7: {"fc", "eb", "da"},
		8: {"cf", "be", "ad"},
		9: {"abc", "def"},
	} {
		t.Run(fmt.Sprint(orientation), func(t *testing.T) {
			var dst Plane
			Orient(&dst, src, orientation)
			if got := lines(dst); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got %v, want %v", got, want)
			}
			if SwapsSides(orientation) != (len(want) == 3) {
				t.Errorf("SwapsSides(%d) = %v", orientation, SwapsSides(orientation))
			}
		})
	}
}

// Every orientation is undone by another, also across the blocks of a large
// plane.
func TestOrientAndBack(t *testing.T) {
	src := Plane{Stride: 105, W: 101, H: 70, Pix: make([]byte, 105*70)}
	for i := range src.Pix {
		src.Pix[i] = byte(i * 31 >> 3)
	}
	back := map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
	for orientation, undo := range back {
		t.Run(fmt.Sprint(orientation), func(t *testing.T) {
			var there, home Plane
			Orient(&there, src, orientation)
			Orient(&home, there, undo)
			if fmt.Sprint(lines(home)) != fmt.Sprint(lines(src)) {
				t.Error("the plane did not come back as it was")
			}
		})
	}
}

func lines(p Plane) []string {
	var all []string
	for y := range p.H {
		all = append(all, string(p.Row(y)))
	}
	return all
}

func BenchmarkOrient(b *testing.B) {
	src := Plane{Stride: 1200, W: 1200, H: 800, Pix: make([]byte, 1200*800)}
	for orientation := 1; orientation <= 8; orientation++ {
		b.Run(fmt.Sprint(orientation), func(b *testing.B) {
			var dst Plane
			b.SetBytes(1200 * 800)
			b.ReportAllocs()
			for b.Loop() {
				Orient(&dst, src, orientation)
			}
		})
	}
}
