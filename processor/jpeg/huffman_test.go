package jpeg

import (
	"math/rand/v2"
	"testing"
)

func TestOptimalTable(t *testing.T) {
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
			s := optimalTable(&counts)
			var codes [256]huffCode
			s.assign(codes[:])
			room := 0
			for l := 1; l <= 16; l++ {
				room += int(s.counts[l]) << (16 - l)
			}
			if room >= 1<<16 {
				t.Error("the code of all ones is used")
			}
			for v, n := range counts {
				if n > 0 && codes[v].length() == 0 {
					t.Errorf("symbol %d has no code", v)
				}
			}
			for v, n := range counts {
				for w, m := range counts {
					if n > m && m > 0 && codes[v].length() > codes[w].length() {
						t.Fatalf("symbol %d is more frequent than %d, but its code is longer", v, w)
					}
				}
			}
			var h huffTable
			if err := h.define(s.counts[1:], s.values[:s.n]); err != nil {
				t.Error("the decoder refuses it:", err)
			}
		})
	}
}

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
	s := optimalTable(&counts)
	t := new(acTable)
	if err := t.define(s.counts[1:], s.values[:s.n]); err != nil {
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
		size, value := magnitude(int32(v))
		const code = 5
		acc := uint64(0x15)<<(64-code) | uint64(value)<<(64-code-size) | 0x1234
		var h huffTable
		if got := extend(acc, h.entry(uint8(size), code, codingSequential)); v != 0 && got != int32(v) {
			t.Fatalf("%d came back as %d", v, got)
		}
	}
}
