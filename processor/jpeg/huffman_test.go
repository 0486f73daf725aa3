package jpeg

import (
	"math/rand/v2"
	"testing"

	"thumbpool/processor/jpeg/t81"
)

func TestImpossibleTable(t *testing.T) {
	var h huffTable
	if h.define([]uint8{3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, []uint8{1, 2, 3}) == nil {
		t.Error("three codes of one bit were accepted")
	}
}

// randomTable returns a table with codes of all lengths for random symbols.
func randomTable(rng *rand.Rand) *acTable {
	var counts [256]uint32
	for range 20 + rng.IntN(200) {
		counts[rng.IntN(256)] = 1 << rng.IntN(24)
	}
	counts[0] = 1 << 20 // an end of block
	s := t81.Optimal(&counts)
	t := new(acTable)
	if err := t.define(s.Counts[1:], s.Values[:s.N]); err != nil {
		panic(err)
	}
	t.build(codingSequential)
	t.buildSkip()
	return t
}

// Skipping coefficients in bulk comes to the same place as decoding them.
func TestSkipLikeDecode(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var quant [128]int32
	for range 200 {
		table := randomTable(rng)
		buf := new(window)
		for i := range buf {
			buf[i] = byte(rng.Uint32())
		}
		decoded, skipped := bitState{}, bitState{}
		for block := 0; decoded.pos < windowSize-400; block++ {
			var k int
			var blk [128]int32
			decoded.acc, decoded.nb, decoded.pos, k, _, _ = table.decodeAC(buf, decoded.acc, decoded.nb, decoded.pos, 63, &quant, &blk)
			if k < 63 {
				t.Fatal("decoding stopped at", k)
			}
			skipped.acc, skipped.nb, skipped.pos = table.skipAC(buf, skipped.acc, skipped.nb, skipped.pos, 1)
			if a, b := decoded.pos*8-int(decoded.nb), skipped.pos*8-int(skipped.nb); a != b {
				t.Fatalf("block %d: decoding came to bit %d, skipping to bit %d", block, a, b)
			}
		}
	}
}

// The look-up table agrees with decoding bit by bit.
func TestLookLikeSlow(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		table := randomTable(rng)
		for range 1000 {
			acc := rng.Uint64()
			e := table.look[acc>>(64-lookBits)]
			if slow := table.slow(acc); e != 0 && e != slow || e == 0 && slow.code() <= lookBits {
				t.Fatalf("code %016b: looked up %#x, slowly %#x", acc>>48, e, slow)
			}
		}
	}
}

func TestExtend(t *testing.T) {
	for v := -2047; v <= 2047; v++ {
		size, value := t81.Magnitude(int32(v))
		const code = 5
		acc := uint64(0x15)<<(64-code) | uint64(value)<<(64-code-size) | 0x1234
		var h huffTable
		if got := extend(acc, h.entry(uint8(size), code, codingSequential)); v != 0 && got != int32(v) {
			t.Fatalf("%d came back as %d", v, got)
		}
	}
}
