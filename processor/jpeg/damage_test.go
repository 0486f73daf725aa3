package jpeg

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
)

// Cut off anywhere, a file gives a part of the picture that only grows with
// what is there, or a clear error.
func TestTruncation(t *testing.T) {
	for name, data := range smallFiles() {
		for s := Full; s <= Eighth; s += 3 {
			t.Run(fmt.Sprintf("%s/%d", name, s.Denominator()), func(t *testing.T) {
				var d Decoder
				last := 0.0
				for n := range len(data) {
					p, err := d.Decode(t.Context(), data[:n], scaled(s, s))
					var damage *DamageError
					switch {
					case errors.As(err, &damage):
						if damage.Complete >= MinComplete || !damage.Truncated {
							t.Fatalf("%d bytes: refused: %+v", n, damage)
						}
					case errors.Is(err, ErrFormat):
						if last > 0 {
							t.Fatalf("%d bytes: %v", n, err)
						}
					case err != nil:
						t.Fatalf("%d bytes: %v", n, err)
					case p.Damaged == nil && p.Complete != 1:
						t.Fatalf("%d bytes: %v complete, but not damaged", n, p.Complete)
					case p.Complete < last || p.Complete < MinComplete:
						t.Fatalf("%d bytes: only %v complete after %v", n, p.Complete, last)
					default:
						last = p.Complete
					}
				}
			})
		}
	}
}

// Without its last bytes a file is damaged, whatever the coding.
func TestTruncatedIsDamaged(t *testing.T) {
	for name, data := range smallFiles() {
		if name == "height at the end" {
			continue // it has no height, and that is an error
		}
		p := mustDecode(t, data[:len(data)-8], Full, Full)
		if p.Damaged == nil || !p.Damaged.Truncated {
			t.Errorf("%s: damage %v", name, p.Damaged)
		}
	}
}

// What comes before the place where a file is cut off is as it should be, and
// what comes after is gray.
func TestTruncatedPicture(t *testing.T) {
	data := testFile{pic: photo(1, 160, 160, 2, 2), quality: 80}.encode()
	whole := mustDecode(t, data, Full, Full)
	p := mustDecode(t, data[:len(data)*6/10], Full, Full)
	if p.Damaged == nil || p.Complete < 0.4 || p.Complete > 0.7 {
		t.Fatalf("%v complete, damage %v", p.Complete, p.Damaged)
	}
	if maxDifference(cut(p.Planes[0], 0, 0), cut(whole.Planes[0], 0, 0)) != 0 {
		t.Error("the beginning differs")
	}
	for y := range 8 {
		for _, v := range cut(p.Planes[0], 152, 152).Row(y) {
			if v != 128 {
				t.Fatal("the end is not gray but", v)
			}
		}
	}
}

// intervals returns where the restart markers of a file are.
func intervals(data []byte) (at []int) {
	for i := range len(data) - 1 {
		if data[i] == 0xFF && isRestart(data[i+1]) {
			at = append(at, i)
		}
	}
	return at
}

// Damage in one restart interval leaves the others alone.
func TestResync(t *testing.T) {
	// 8×8 MCUs of 8×8 samples, an interval of 8 MCUs: a row.
	f := testFile{pic: grayPhoto(1, 64, 64), quality: 85, restart: 8}
	data := f.encode()
	whole := mustDecode(t, data, Full, Full)
	at := intervals(data)
	if len(at) != 7 {
		t.Fatal("restart markers at", at)
	}
	splice := func(from, to int, with ...byte) []byte {
		return bytes.Join([][]byte{data[:from], with, data[to:]}, nil)
	}
	for _, c := range []struct {
		name string
		data []byte
		rows []int // that are lost
	}{
		{"an interval cut short", splice(at[2]+2+5, at[3]), []int{3}},
		{"an interval empty", splice(at[2]+2, at[3]), []int{3}},
		{"an interval missing", splice(at[2], at[3]), []int{3}},
		{"two intervals missing", splice(at[2], at[4]), []int{3, 4}},
		{"an interval twice", splice(at[3], at[3], data[at[2]:at[3]]...), nil},
		{"rubbish before a marker", splice(at[3], at[3], 1, 2, 3, 4, 5, 6, 7), nil},
		{"a marker of no kind", splice(at[3], at[3], 0xFF, 0x05), nil},
		{"fill bytes before a marker", splice(at[3], at[3], 0xFF, 0xFF), nil},
		{"a marker with a wrong number", splice(at[3]+1, at[3]+2, markerRST0+7), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustDecode(t, c.data, Full, Full)
			lost := map[int]bool{}
			for _, row := range c.rows {
				lost[row] = true
			}
			for row := range 8 {
				same := true
				for x := 0; x < 64; x += 8 {
					same = same && maxDifference(cut(p.Planes[0], x, 8*row), cut(whole.Planes[0], x, 8*row)) == 0
				}
				if same == lost[row] {
					t.Errorf("row %d: as in the whole file is %v", row, same)
				}
			}
			if (p.Damaged == nil) != (len(c.rows) == 0) && c.name != "an interval twice" && c.name != "a marker with a wrong number" {
				t.Error("damage:", p.Damaged)
			}
			if want := 1 - float64(len(c.rows))/8; p.Complete < want-0.13 || p.Complete > want+0.13 {
				t.Errorf("%v complete, want about %v", p.Complete, want)
			}
		})
	}
}

// A code that its table does not have is damage.
func TestInvalidCode(t *testing.T) {
	data := testFile{pic: grayPhoto(1, 64, 64), quality: 85}.encode()
	i := len(data) / 2
	copy(data[i:], []byte{0xFF, 0x00, 0xFF, 0x00, 0xFF, 0x00, 0xFF, 0x00})
	p := mustDecode(t, data, Eighth, Eighth)
	if p.Damaged == nil || p.Damaged.Truncated {
		t.Error("damage:", p.Damaged)
	}
}

// scanBomb returns a progressive file of 8000×8000 that promises n passes over
// all of its blocks in a few bytes each.
func scanBomb(n int) []byte {
	b := frameHeader(markerSOF2, 8, 8000, 8000, [3]byte{1, 0x11, 0})
	b = append(appendSegment(b, markerDQT, 65), 0)
	b = append(b, bytes.Repeat([]byte{255}, 64)...)
	table := func(class byte, symbol byte) {
		b = append(appendSegment(b, markerDHT, 18), class<<4, 1)
		b = append(b, make([]byte, 15)...)
		b = append(b, symbol)
	}
	table(0, 0)
	scan := func(ss, se, ahal byte, data ...byte) {
		b = append(appendSegment(b, markerSOS, 6), 1, 1, 0, ss, se, ahal)
		b = append(b, data...)
	}
	scan(0, 0, 0x00, make([]byte, 125000)...) // a bit for each block
	table(1, 0xE0)                            // EOB14: 2^14 blocks and more at once
	for range n {
		scan(1, 63, 0x21, make([]byte, 120)...) // a bit is missing to the end
	}
	return append(b, 0xFF, markerEOI)
}

func TestManyScans(t *testing.T) {
	var d Decoder
	data := scanBomb(1500)
	if len(data) > 400_000 {
		t.Fatal("the file has", len(data), "bytes")
	}
	if _, err := d.Decode(t.Context(), data, scaled(Full, Full)); !errors.Is(err, ErrFormat) {
		t.Error("1500 passes:", err)
	}
	if _, err := d.Decode(t.Context(), data, scaled(Eighth, Eighth)); err != nil {
		t.Error("one pass of 1500 needed:", err)
	}
	if _, err := d.Decode(t.Context(), scanBomb(40), scaled(Quarter, Quarter)); err != nil {
		t.Error("40 passes:", err)
	}
}

// A file that promises far more than it can hold is refused before memory is
// taken.
func TestPromise(t *testing.T) {
	for _, marker := range []byte{markerSOF0, markerSOF2} {
		data := append(frameHeader(marker, 8, 65500, 65500, [3]byte{1, 0x11, 0}), make([]byte, 4000)...)
		var d Decoder
		var damage *DamageError
		if _, err := d.Decode(t.Context(), data, scaled(Full, Full)); !errors.As(err, &damage) || !damage.Truncated {
			t.Error(err)
		}
		if d.pix[0] != nil || d.coef[0] != nil {
			t.Error("memory was taken")
		}
	}
}

func TestDamageMessage(t *testing.T) {
	for want, e := range map[string]DamageError{
		"the file is cut short: it ends after 1.2 MB, with 43 % of the picture":         {Truncated: true, Offset: 1234567, Complete: 0.432},
		"the picture data is damaged after 12.3 kB: 100 % of the picture could be read": {Offset: 12345, Complete: 1},
		"the file is cut short: it ends after 300 bytes, with 0 % of the picture":       {Truncated: true, Offset: 300},
	} {
		if got := e.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
