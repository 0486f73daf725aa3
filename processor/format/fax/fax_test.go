package fax

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// page returns rows with runs of all lengths, some of them like the row above.
func page(width, height int) [][]bool {
	r := rand.New(rand.NewPCG(uint64(width), uint64(height)))
	rows := make([][]bool, height)
	for y := range rows {
		rows[y] = make([]bool, width)
		if y > 0 && y%3 != 0 {
			copy(rows[y], rows[y-1])
			for range r.IntN(6) {
				x := r.IntN(width)
				rows[y][x] = !rows[y][x]
			}
			continue
		}
		black := r.IntN(2) == 1
		for x := 0; x < width; black = !black {
			longest := []int{3, 20, 200, 6000}[r.IntN(4)]
			for n := 1 + r.IntN(longest); n > 0 && x < width; n-- {
				rows[y][x] = black
				x++
			}
		}
	}
	return rows
}

// packed returns rows as they flow out of a reader.
func packed(rows [][]bool) []byte {
	var out []byte
	for _, row := range rows {
		b := make([]byte, (len(row)+7)/8)
		for x, black := range row {
			if black {
				b[x/8] |= 0x80 >> (x % 8)
			}
		}
		out = append(out, b...)
	}
	return out
}

func read(data []byte, scheme Scheme, width int) (rows []byte, fault, err error) {
	var r Reader
	r.Reset(bytes.NewReader(data), scheme, width)
	rows, err = io.ReadAll(&r)
	return rows, r.Fault(), err
}

var schemes = map[string]struct {
	scheme Scheme
	write  func(*encoder, [][]bool)
}{
	"bytes":                                 {Bytes, func(e *encoder, rows [][]bool) { e.aligned(rows, 8) }},
	"words":                                 {Words, func(e *encoder, rows [][]bool) { e.aligned(rows, 16) }},
	"group 3":                               {Group3, func(e *encoder, rows [][]bool) { e.group3(rows, false, false) }},
	"group 3, marks at the end of bytes":    {Group3, func(e *encoder, rows [][]bool) { e.group3(rows, false, true) }},
	"group 3, no marks":                     {Group3, func(e *encoder, rows [][]bool) { e.plain(rows) }},
	"group 3, two dimensions":               {Group3Related, func(e *encoder, rows [][]bool) { e.group3(rows, true, false) }},
	"group 3, two dimensions, marks so":     {Group3Related, func(e *encoder, rows [][]bool) { e.group3(rows, true, true) }},
	"group 4":                               {Group4, func(e *encoder, rows [][]bool) { e.group4(rows) }},
	"group 4, no mark at the end of a page": {Group4, func(e *encoder, rows [][]bool) { e.related(rows) }},
}

func TestEveryScheme(t *testing.T) {
	for name, s := range schemes {
		t.Run(name, func(t *testing.T) {
			for _, width := range []int{1, 7, 8, 9, 61, 64, 65, 1728, 6001} {
				rows := page(width, 40)
				if s.scheme == Group4 && width == 1 {
					rows = rows[:8] // of the zeros that fill the last byte a few would do for a row
				}
				var e encoder
				s.write(&e, rows)
				got, fault, err := read(e.bytes(), s.scheme, width)
				if want := packed(rows); err != nil || fault != nil || !bytes.HasPrefix(got, want) || len(got) > len(want)+(width+7)/8 {
					t.Fatalf("width %d: error %v, fault %v, %d bytes, want %d", width, err, fault, len(got), len(want))
				}
			}
		})
	}
}

// TestRowsAreReadInPieces holds that it makes no difference how much is asked for.
func TestRowsAreReadInPieces(t *testing.T) {
	rows := page(100, 20)
	var e encoder
	e.group4(rows)
	var r Reader
	r.Reset(bytes.NewReader(e.bytes()), Group4, 100)
	if got, err := io.ReadAll(iotest.OneByteReader(&r)); err != nil || !bytes.Equal(got, packed(rows)) {
		t.Errorf("error %v, %d bytes", err, len(got))
	}
}

// TestReset holds that nothing of the picture before is left.
func TestReset(t *testing.T) {
	var r Reader
	for _, width := range []int{500, 30, 2000} {
		rows := page(width, 10)
		var e encoder
		e.group4(rows)
		r.Reset(bytes.NewReader(e.bytes()), Group4, width)
		if got, err := io.ReadAll(&r); err != nil || !bytes.Equal(got, packed(rows)) {
			t.Errorf("width %d: error %v, %d bytes", width, err, len(got))
		}
	}
}

// TestFaultsCostARow breaks a row of group 3, which costs that row; the others
// are whole, and the fault is told.
func TestFaultsCostARow(t *testing.T) {
	const width = 200
	rows := page(width, 10)
	var e encoder
	for y, row := range rows {
		e.put("000000000001")
		if y == 4 {
			e.put("0000000011") // which begins no code of a white run
			continue
		}
		e.row(row)
	}
	got, fault, err := read(e.bytes(), Group3, width)
	want := packed(rows)
	n := (width + 7) / 8
	if err != nil || fault == nil || len(got) != len(want) {
		t.Fatalf("error %v, fault %v, %d bytes, want %d", err, fault, len(got), len(want))
	}
	for y := range rows {
		if same := bytes.Equal(got[y*n:(y+1)*n], want[y*n:(y+1)*n]); same != (y != 4) {
			t.Errorf("row %d is the same: %v", y, same)
		}
	}
}

// TestRunsOfNothing holds that a run of no pixels is no change of colour to the row
// below.
func TestRunsOfNothing(t *testing.T) {
	var e encoder
	e.put("001 1000 0000110111 001 1000 011") // white 3, black 0, white 3, black 4
	e.put("1 1")                              // as above
	got, fault, err := read(e.bytes(), Group4, 10)
	if want := []byte{0x03, 0xC0, 0x03, 0xC0}; err != nil || fault != nil || !bytes.HasPrefix(got, want) {
		t.Errorf("%x, want %x; error %v, fault %v", got, want, err, fault)
	}
}

func TestDamaged(t *testing.T) {
	tests := []struct {
		name   string
		scheme Scheme
		bits   string
		rows   int // of 10 pixels
		err    string
	}{
		{"no code", Group4, "1 0000000 1", 1, "means nothing"},
		{"no code of a run", Bytes, "00000000 11", 0, "means nothing"},
		{"too long a run", Bytes, "11011 00110101", 0, "too long"},
		{"a run that goes on for ever", Bytes, strings.Repeat("000000011111", 50), 0, "too long"},
		{"change to the left of the last", Group4, "001 1000 11 010 010 010", 0, "means nothing"},
		{"uncompressed", Group4, "1 0000001111", 1, "uncompressed mode"},
		{"uncompressed, group 3", Group3Related, "0000000000010 0000001111", 0, "uncompressed mode"},
		{"nothing", Group4, "", 0, ""},
		{"nothing of group 3", Group3, "", 0, ""},
		{"six marks", Group3, strings.Repeat("000000000001", 6) + "00111", 0, ""},
		{"end of block", Group4, "1 000000000001000000000001 1", 1, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var e encoder
			e.put(test.bits)
			got, _, err := read(e.bytes(), test.scheme, 10)
			if len(got) != 2*test.rows || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("%d bytes, error %v", len(got), err)
			}
			if is := errors.Is(err, ErrExtension); is != (test.err == "uncompressed mode") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// TestReadingFails holds that an error of the file is told as it is.
func TestReadingFails(t *testing.T) {
	failed := errors.New("the drive is gone")
	for name, s := range schemes {
		var r Reader
		r.Reset(failing{failed}, s.scheme, 100)
		if _, err := io.ReadAll(&r); !errors.Is(err, failed) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) ReadByte() (byte, error) { return 0, f.err }
