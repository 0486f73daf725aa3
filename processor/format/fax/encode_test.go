package fax

import (
	"strings"
)

// encoder packs rows. Its lists of codes are the reader's: that those are right is
// held by what golang.org/x/image/ccitt and libtiff make of the same data.
type encoder struct{ out strings.Builder }

// put writes bits, given as digits; other characters are for the reader.
func (e *encoder) put(digits string) {
	for _, c := range digits {
		if c == '0' || c == '1' {
			e.out.WriteRune(c)
		}
	}
}

// bytes returns what was written.
func (e *encoder) bytes() []byte {
	s := e.out.String()
	s += strings.Repeat("0", (8-len(s)%8)%8)
	out := make([]byte, len(s)/8)
	for i := range s {
		out[i/8] |= (s[i] - '0') << (7 - i%8)
	}
	return out
}

func (e *encoder) align(unit, rest int) {
	for e.out.Len()%unit != rest {
		e.put("0")
	}
}

// run writes the length of a run; long ones in steps of 64 and 2560 only.
func (e *encoder) run(n int, isBlack bool) {
	for ; n >= 2560; n -= 2560 {
		e.put("000000011111")
	}
	list := strings.Fields(whiteCodes)
	if isBlack {
		list = strings.Fields(blackCodes)
	}
	const terminating = 64
	if n >= 1792 {
		e.put(strings.Fields(longCodes)[n/64-28])
		n %= 64
	} else if n >= terminating {
		e.put(list[terminating+n/64-1])
		n %= 64
	}
	e.put(list[n])
}

// changes returns where a row changes its colour from white on, then its width
// thrice.
func changes(row []bool) []int {
	var out []int
	last := false
	for x, b := range row {
		if b != last {
			out = append(out, x)
		}
		last = b
	}
	return append(out, len(row), len(row), len(row))
}

// row writes a row by itself.
func (e *encoder) row(row []bool) {
	at := 0
	for i, end := range changes(row) {
		e.run(end-at, i%2 == 1)
		if at = end; at == len(row) {
			return
		}
	}
}

// relatedRow writes a row in terms of the one above.
func (e *encoder) relatedRow(row, above []bool) {
	colour := func(r []bool, x int) bool { return x >= 0 && r[x] }
	next := func(r []bool, x int) int { // the change of colour behind x
		was := colour(r, x)
		for x++; x < len(r) && r[x] == was; {
			x++
		}
		return min(x, len(r))
	}
	for a0 := -1; a0 < len(row); {
		isBlack := colour(row, a0)
		a1 := next(row, a0)
		b1 := next(above, a0)
		if b1 < len(row) && above[b1] == isBlack {
			b1 = next(above, b1)
		}
		b2 := len(row)
		if b1 < len(row) {
			b2 = next(above, b1)
		}
		switch d := a1 - b1; {
		case b2 < a1:
			e.put("0001")
			a0 = b2
			if b2 < len(row) && row[b2] != isBlack {
				panic("a pass over a change")
			}
		case d >= -3 && d <= 3:
			e.put(map[int]string{0: "1", 1: "011", 2: "000011", 3: "0000011", -1: "010", -2: "000010", -3: "0000010"}[d])
			a0 = a1
		default:
			a2 := len(row)
			if a1 < len(row) {
				a2 = next(row, a1)
			}
			e.put("001")
			e.run(a1-max(a0, 0), isBlack)
			e.run(a2-a1, !isBlack)
			a0 = a2
		}
	}
}

func (e *encoder) plain(rows [][]bool) {
	for _, row := range rows {
		e.row(row)
	}
}

func (e *encoder) aligned(rows [][]bool, unit int) {
	for _, row := range rows {
		e.align(unit, 0)
		e.row(row)
	}
}

// group3 writes each second row in terms of the one above if there are to be
// two dimensions, and marks that end with a byte if they are to be filled.
func (e *encoder) group3(rows [][]bool, related, fill bool) {
	mark := "000000000001"
	for y, row := range rows {
		if fill {
			e.align(8, 4)
		}
		e.put(mark)
		switch {
		case related && y%2 == 1:
			e.put("0")
			e.relatedRow(row, rows[y-1])
		case related:
			e.put("1")
			e.row(row)
		default:
			e.row(row)
		}
	}
	for range 6 {
		e.put(mark)
		if related {
			e.put("1")
		}
	}
}

func (e *encoder) related(rows [][]bool) {
	above := make([]bool, len(rows[0]))
	for _, row := range rows {
		e.relatedRow(row, above)
		above = row
	}
}

func (e *encoder) group4(rows [][]bool) {
	e.related(rows)
	e.put("000000000001 000000000001")
}
