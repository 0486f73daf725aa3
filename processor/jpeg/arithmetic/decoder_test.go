package arithmetic

import (
	"encoding/hex"
	"testing"
)

// source gives what it holds, and then zeros.
type source []byte

func (s *source) NextByte() byte {
	if len(*s) == 0 {
		return 0
	}
	b := (*s)[0]
	*s = (*s)[1:]
	return b
}

// TestStandardSequence decodes the test sequence of T.81 section K.4.1, without
// its stuffed zeros and up to its marker.
func TestStandardSequence(t *testing.T) {
	const want = "00020051000000c00352872aaaaaaaaa82c02000fcd79ef674eaabf7697ee74c"
	coded, err := hex.DecodeString("655b5144f7969d517855bffffc5184c7cef93900287d46708ecbc0f6")
	if err != nil {
		t.Fatal(err)
	}
	var d Decoder
	d.Start((*source)(&coded))
	got := make([]byte, len(want)/2)
	var s State
	for i := range 8 * len(got) {
		got[i/8] |= byte(d.Bit(&s) << (7 - i%8))
	}
	if hex.EncodeToString(got) != want {
		t.Errorf("got  %x\nwant %s", got, want)
	}
}

// FuzzDecoder holds that no bytes lead out of the tables, and that what comes out
// is what there can be.
func FuzzDecoder(f *testing.F) {
	f.Add([]byte("\x65\x5b\x51\x44\xf7\x96\x9d\x51"), byte(0x10), byte(5))
	f.Add([]byte{0xFF, 0xFF, 0xFF}, byte(0xFF), byte(63))
	f.Add([]byte{}, byte(0), byte(1))
	f.Fuzz(func(t *testing.T, data []byte, dcConditioning, acConditioning byte) {
		var d Decoder
		var dc DC
		var ac AC
		dc.Reset(dcConditioning)
		ac.Reset(acConditioning)
		src := source(data)
		d.Start(&src)
		var context byte
		for range len(data) + 10 {
			if v, ok := d.Difference(&dc, &context); v < -1<<15 || v > 1<<15 || !ok && v != 0 || context > 16 {
				t.Fatalf("a difference of %d, %v, context %d", v, ok, context)
			}
			for k := 1; k < 64; k++ {
				at, v, ok := d.Coefficient(&ac, k, 63)
				if at < k || at > 64 || (at < 64) != (v != 0) || v < -1<<15 || v > 1<<15 || !ok && at != 64 {
					t.Fatalf("after %d coefficient %d is %d, %v", k, at, v, ok)
				}
				k = at
			}
		}
	})
}
