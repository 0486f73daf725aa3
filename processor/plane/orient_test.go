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

// A plane of many squares and a rest goes the way of its samples.
func TestOrientSampleBySample(t *testing.T) {
	const w, h = 101, 70
	src := Plane{Stride: 105, W: w, H: h, Pix: make([]byte, 105*h)}
	for i := range src.Pix {
		src.Pix[i] = byte(i * 31 >> 3)
	}
	for orientation, from := range map[int]func(x, y int) (u, v int){
		1: func(x, y int) (u, v int) { return x, y },
		2: func(x, y int) (u, v int) { return w - 1 - x, y },
		3: func(x, y int) (u, v int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (u, v int) { return x, h - 1 - y },
		5: func(x, y int) (u, v int) { return y, x },
		6: func(x, y int) (u, v int) { return y, h - 1 - x },
		7: func(x, y int) (u, v int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (u, v int) { return w - 1 - y, x },
	} {
		t.Run(fmt.Sprint(orientation), func(t *testing.T) {
			var dst Plane
			Orient(&dst, src, orientation)
			for y := range dst.H {
				for x, got := range dst.Row(y) {
					u, v := from(x, y)
					if want := src.Row(v)[u]; got != want {
						t.Fatalf("sample %d,%d is %d, want %d", x, y, got, want)
					}
				}
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
