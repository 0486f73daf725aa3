package arithmetic

import (
	"encoding/hex"
	"testing"
)

// bytes gives what it holds, and then zeros.
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
