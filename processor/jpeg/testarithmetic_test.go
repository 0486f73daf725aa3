package jpeg

import (
	"bytes"
	"fmt"
	"strings"
)

// tableD3 is table D.3 of T.81: for each index Qe, the next index after the less
// and after the more probable symbol, and whether the two change places.
const tableD3 = `
5a1d 1 1 1, 2586 14 2 0, 1114 16 3 0, 080b 18 4 0, 03d8 20 5 0, 01da 23 6 0, 00e5 25 7 0,
006f 28 8 0, 0036 30 9 0, 001a 33 10 0, 000d 35 11 0, 0006 9 12 0, 0003 10 13 0, 0001 12 13 0,
5a7f 15 15 1, 3f25 36 16 0, 2cf2 38 17 0, 207c 39 18 0, 17b9 40 19 0, 1182 42 20 0, 0cef 43 21 0,
09a1 45 22 0, 072f 46 23 0, 055c 48 24 0, 0406 49 25 0, 0303 51 26 0, 0240 52 27 0, 01b1 54 28 0,
0144 56 29 0, 00f5 57 30 0, 00b7 59 31 0, 008a 60 32 0, 0068 62 33 0, 004e 63 34 0, 003b 32 35 0,
002c 33 9 0, 5ae1 37 37 1, 484c 64 38 0, 3a0d 65 39 0, 2ef1 67 40 0, 261f 68 41 0, 1f33 69 42 0,
19a8 70 43 0, 1518 72 44 0, 1177 73 45 0, 0e74 74 46 0, 0bfb 75 47 0, 09f8 77 48 0, 0861 78 49 0,
0706 79 50 0, 05cd 48 51 0, 04de 50 52 0, 040f 50 53 0, 0363 51 54 0, 02d4 52 55 0, 025c 53 56 0,
01f8 54 57 0, 01a4 55 58 0, 0160 56 59 0, 0125 57 60 0, 00f6 58 61 0, 00cb 59 62 0, 00ab 61 63 0,
008f 61 32 0, 5b12 65 65 1, 4d04 80 66 0, 412c 81 67 0, 37d8 82 68 0, 2fe8 83 69 0, 293c 84 70 0,
2379 86 71 0, 1edf 87 72 0, 1aa9 87 73 0, 174e 72 74 0, 1424 72 75 0, 119c 74 76 0, 0f6b 74 77 0,
0d51 75 78 0, 0bb6 77 79 0, 0a40 77 48 0, 5832 80 81 1, 4d1c 88 82 0, 438e 89 83 0, 3bdd 90 84 0,
34ee 91 85 0, 2eae 92 86 0, 299a 93 87 0, 2516 86 71 0, 5570 88 89 1, 4ca9 95 90 0, 44d9 96 91 0,
3e22 97 92 0, 3824 99 93 0, 32b4 99 94 0, 2e17 93 86 0, 56a8 95 96 1, 4f46 101 97 0, 47e5 102 98 0,
41cf 103 99 0, 3c3d 104 100 0, 375e 99 93 0, 5231 105 102 0, 4c0f 106 103 0, 4639 107 104 0,
415e 103 99 0, 5627 105 106 1, 50e7 108 107 0, 4b85 109 103 0, 5597 110 109 0, 504f 111 107 0,
5a10 110 111 1, 5522 112 109 0, 59eb 112 111 1`

type estimateD3 struct{ qe, lps, mps, swap int }

var estimatesD3 = func() (all [113]estimateD3) {
	for i, row := range strings.Split(strings.ReplaceAll(tableD3, "\n", " "), ", ") {
		e := &all[i]
		if _, err := fmt.Sscanf(row, "%x %d %d %d", &e.qe, &e.lps, &e.mps, &e.swap); err != nil {
			panic(err)
		}
	}
	return all
}()

// bin is a statistics bin: an index of the table, and the more probable symbol.
type bin struct{ index, mps int }

// arithmeticWriter is the encoder of annex D.1. It keeps what it wrote until it
// ends, so that it can carry into any of it.
type arithmeticWriter struct {
	c, a uint32
	ct   int
	out  []byte

	dc      [2][49]bin
	ac      [2][245]bin
	pred    [4]int
	context [4]int
	// conditioning
	lower, upper, low [2]int
}

func (w *arithmeticWriter) reset() {
	*w = arithmeticWriter{a: 0x10000, ct: 11, lower: w.lower, upper: w.upper, low: w.low}
}

// fixed codes a bit with a probability of a half.
func (w *arithmeticWriter) fixed(v int) {
	w.code(&bin{}, v) // with 5A1D, which is not learnt from
}

func (w *arithmeticWriter) bit(b *bin, v bool) {
	if v {
		w.code(b, 1)
	} else {
		w.code(b, 0)
	}
}

// code is Code_0 and Code_1 of figures D.1 and D.2.
func (w *arithmeticWriter) code(b *bin, v int) {
	e := estimatesD3[b.index]
	qe := uint32(e.qe)
	w.a -= qe
	if v == b.mps {
		if w.a >= 0x8000 {
			return
		}
		if w.a < qe {
			w.c += w.a
			w.a = qe
		}
		b.index = e.mps
	} else {
		if w.a >= qe {
			w.c += w.a
			w.a = qe
		}
		b.mps ^= e.swap
		b.index = e.lps
	}
	for w.a < 0x8000 {
		w.a <<= 1
		w.c <<= 1
		if w.ct--; w.ct == 0 {
			w.byteOut()
			w.ct = 8
		}
	}
}

func (w *arithmeticWriter) byteOut() {
	t := w.c >> 19
	if t > 0xFF {
		for i := len(w.out) - 1; ; i-- {
			if w.out[i]++; w.out[i] != 0 {
				break
			}
		}
	}
	w.out = append(w.out, byte(t))
	w.c &= 1<<19 - 1
}

// end is Flush of figure D.12: it returns the segment, without zeros at its end.
func (w *arithmeticWriter) end() []byte {
	t := (w.c + w.a - 1) &^ 0xFFFF
	if t < w.c {
		t += 0x8000
	}
	w.c = t << w.ct
	w.byteOut()
	w.c <<= 8
	w.byteOut()
	return bytes.ReplaceAll(bytes.TrimRight(w.out, "\x00"), []byte{0xFF}, []byte{0xFF, 0})
}

// difference is figure F.4.
func (w *arithmeticWriter) difference(t, ci, v int) {
	diff := v - w.pred[ci]
	w.pred[ci] = v
	bins, s0 := &w.dc[t], w.context[ci]
	w.bit(&bins[s0], diff != 0)
	if diff == 0 {
		w.context[ci] = 0
		return
	}
	sign := 0
	if diff < 0 {
		sign = 1
	}
	w.code(&bins[s0+1], sign)
	m := w.magnitude(bins[:], s0+2+sign, 20, -1, max(diff, -diff))
	switch {
	case m < 1<<w.lower[t]>>1:
		w.context[ci] = 0
	case m > 1<<w.upper[t]>>1:
		w.context[ci] = 12 + 4*sign
	default:
		w.context[ci] = 4 + 4*sign
	}
}

// magnitude is figures F.8 and F.9: that of v, first in bin at, then from next
// on. Where second is not negative, two decisions go to at. It returns the
// bound of the category.
func (w *arithmeticWriter) magnitude(bins []bin, at, next, second, v int) int {
	m, st := 0, at
	if v--; v > 0 {
		w.code(&bins[st], 1)
		m = 1
		rest := v
		if second >= 0 {
			if rest >>= 1; rest > 0 {
				w.code(&bins[st], 1)
				m, st = 2, next
			}
		} else {
			st = next
		}
		for rest >>= 1; rest > 0; rest >>= 1 {
			w.code(&bins[st], 1)
			m <<= 1
			st++
		}
	}
	w.code(&bins[st], 0)
	for bit := m >> 1; bit > 0; bit >>= 1 {
		w.bit(&bins[st+14], v&bit != 0)
	}
	return m
}

// coefficients is figure F.5 for a band.
func (w *arithmeticWriter) coefficients(t int, b *[64]int16, ss, se, al int) {
	value := func(k int) int { // G.1.2.2: towards zero
		if b[k] < 0 {
			return -(-int(b[k]) >> al)
		}
		return int(b[k]) >> al
	}
	last := se
	for last >= ss && value(last) == 0 {
		last--
	}
	bins := &w.ac[t]
	k := ss
	for ; k <= last; k++ {
		w.code(&bins[3*k-3], 0)
		for ; value(k) == 0; k++ {
			w.code(&bins[3*k-2], 0)
		}
		w.code(&bins[3*k-2], 1)
		v, next := value(k), 217
		if v < 0 {
			w.fixed(1)
		} else {
			w.fixed(0)
		}
		if k <= w.low[t] {
			next = 189
		}
		w.magnitude(bins[:], 3*k-1, next, 1, max(v, -v))
	}
	if k <= se {
		w.code(&bins[3*k-3], 1)
	}
}

// refine is figure G.10.
func (w *arithmeticWriter) refine(t int, b *[64]int16, ss, se, al int) {
	abs := func(k, al int) int { return int(max(b[k], -b[k])) >> al }
	last, before := se, se
	for last >= ss && abs(last, al) == 0 {
		last--
	}
	for before >= ss && abs(before, al+1) == 0 {
		before--
	}
	bins := &w.ac[t]
	k := ss
	for ; k <= last; k++ {
		if k > before {
			w.code(&bins[3*k-3], 0)
		}
		for ; abs(k, al) == 0; k++ {
			w.code(&bins[3*k-2], 0)
		}
		if abs(k, al+1) != 0 {
			w.code(&bins[3*k-1], abs(k, al)&1)
			continue
		}
		w.code(&bins[3*k-2], 1)
		if b[k] < 0 {
			w.fixed(1)
		} else {
			w.fixed(0)
		}
	}
	if k <= se {
		w.code(&bins[3*k-3], 1)
	}
}

// writeArithmetic writes the data of a scan.
func (f testFile) writeArithmetic(out *bytes.Buffer, comps []testComp, s testScan) {
	w := &arithmeticWriter{upper: [2]int{1, 1}, low: [2]int{5, 5}}
	for d := f.dac; len(d) >= 2; d = d[2:] {
		if t := d[0] & 15; d[0]>>4 == 0 {
			w.lower[t], w.upper[t] = int(d[1]&15), int(d[1]>>4)
		} else {
			w.low[t] = int(d[1])
		}
	}
	w.reset()
	mcus := 0
	next := func() {
		if f.restart > 0 && mcus > 0 && mcus%f.restart == 0 {
			out.Write(w.end())
			out.Write([]byte{0xFF, byte(markerRST0 + (mcus/f.restart-1)&7)})
			w.reset()
		}
		mcus++
	}
	s.each(comps, next, func(ci, x, y int) {
		b := &comps[ci].blocks[y*comps[ci].stride+x]
		t := min(ci, 1)
		switch {
		case !f.progressive:
			w.difference(t, ci, int(b[0]))
			w.coefficients(t, b, 1, 63, 0)
		case s.ss == 0 && s.ah == 0:
			w.difference(t, ci, int(b[0])>>s.al)
		case s.ss == 0:
			w.fixed(int(b[0]) >> s.al & 1)
		case s.ah == 0:
			w.coefficients(t, b, s.ss, s.se, s.al)
		default:
			w.refine(t, b, s.ss, s.se, s.al)
		}
	})
	out.Write(w.end())
}
