package jpeg

import (
	"math"
	"math/rand/v2"
	"testing"
)

// basis returns the patterns of a transform of n points: sample x of pattern u is
// at x, u.
func basis(n int) (t [8][8]float64) {
	for x := range n {
		t[x][0] = 1
		for u := 1; u < n; u++ {
			t[x][u] = math.Sqrt2 * math.Cos(float64(2*x+1)*float64(u)*math.Pi/float64(2*n))
		}
	}
	return t
}

// slowInverse is the N×N inverse transform of the N×N lowest coefficients,
// straight from T.81 section A.3.3, as samples around 0 scaled as those of
// size 8.
func slowInverse(c *[128]int32, n int) []float64 {
	out := make([]float64, n*n)
	t := basis(n)
	for y := range n {
		for x := range n {
			for v := range n {
				for u := range n {
					out[y*n+x] += float64(c[8*v+u]) / 8 * t[x][u] * t[y][v]
				}
			}
		}
	}
	return out
}

// randomBlock returns coefficients with zeros after zigzag index last.
func randomBlock(rng *rand.Rand, last int) *[128]int32 {
	var c [128]int32
	for k := range last + 1 {
		c[unzig[k]] = int32(rng.NormFloat64() * 300 / float64(1+k))
	}
	return &c
}

func TestTransforms(t *testing.T) {
	for name, f := range map[string]struct {
		size, last int
		transform  func(out []byte, stride int, c *[128]int32)
	}{
		"2×2":             {2, 63, func(out []byte, stride int, c *[128]int32) { transform2(out, stride, c[0], c) }},
		"4×4":             {4, 63, transform4},
		"8×8":             {8, 63, transform8},
		"8×8 of 4×4":      {8, lowCorner, transform8low},
		"8×8 of few":      {8, 5, transform8},
		"8×8 of 4×4, few": {8, 3, transform8low},
	} {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(5, 6))
			const stride = 11
			out := make([]byte, 8*stride)
			for range 2000 {
				c := randomBlock(rng, f.last)
				f.transform(out, stride, c)
				for i, w := range slowInverse(c, f.size) {
					want := min(max(w+128, 0), 255)
					got := float64(out[i/f.size*stride+i%f.size])
					if math.Abs(got-want) > 1 {
						t.Fatalf("sample %d is %v, want %.2f", i, got, want)
					}
				}
			}
		})
	}
}

// The forward transform, quantised with steps of 1, is that of A.3.3.
func TestForward(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var e Encoder
	e.setQuality(100)
	t8 := basis(8)
	for range 2000 {
		var pix [64]byte
		swing := rng.IntN(256)
		for i := range pix {
			pix[i] = byte(rng.IntN(swing + 1))
		}
		var c coefficients
		forward(pix[:], 8, &e.divide[0], &c)
		for k := range 64 {
			v, u := int(unzig[k])/8, int(unzig[k])%8
			want := 0.0
			for i, p := range pix {
				want += (float64(p) - 128) / 8 * t8[i%8][u] * t8[i/8][v]
			}
			if got := float64(c.at(k)); math.Abs(got-want) > 1 {
				t.Fatalf("coefficient %d is %v, want %.2f", k, got, want)
			}
			if nonzero := c.nonzero()>>k&1 == 1; nonzero != (c.at(k) != 0) {
				t.Fatalf("coefficient %d is %d, not zero is %v", k, c.at(k), nonzero)
			}
		}
	}
}
