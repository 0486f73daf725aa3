package hevc

import (
	"bytes"
	"iter"
)

// Types of NAL units (Table 7-1).
const (
	nalLastTrailing = 9  // slices of pictures that may refer to others
	nalFirstIRAP    = 16 // pictures that refer to no other: BLA, IDR and CRA
	nalIDRWithRADL  = 19
	nalIDRWithout   = 20
	nalLastSlice    = 21
	nalLastIRAP     = 23
	nalSPS          = 33
	nalPPS          = 34
)

// unit is a NAL unit (7.3.1).
type unit struct {
	kind  int
	layer int
	// body is what follows the header of two bytes, emulation prevention
	// included. It is the caller's data.
	body []byte
	// at is where the body begins in the data, in bytes.
	at int
	// cut says that the data ended before the unit did.
	cut bool
}

// units gives the NAL units in data, each behind its length in that many bytes,
// 1 to 4 (ISO/IEC 14496-15, 4.3.2), or, for 0, behind a start code (annex B).
func units(data []byte, lengthSize int) iter.Seq[unit] {
	return func(yield func(unit) bool) {
		if lengthSize == 0 {
			startCodes(data, yield)
			return
		}
		for at := 0; len(data)-at > lengthSize; {
			n := 0
			for _, b := range data[at : at+lengthSize] {
				n = n<<8 | int(b)
			}
			at += lengthSize
			length := min(n, len(data)-at)
			if length >= 2 && !yield(newUnit(data, at, at+length, length < n)) {
				return
			}
			at += length
		}
	}
}

func startCodes(data []byte, yield func(unit) bool) {
	code := []byte{0, 0, 1}
	at := bytes.Index(data, code)
	for at >= 0 {
		begin := at + len(code)
		end, next := len(data), -1
		if i := bytes.Index(data[begin:], code); i >= 0 {
			next = begin + i
			end = next
		}
		for end > begin && data[end-1] == 0 { // trailing_zero_8bits, zero_byte
			end--
		}
		if end-begin >= 2 && !yield(newUnit(data, begin, end, false)) {
			return
		}
		at = next
	}
}

func newUnit(data []byte, begin, end int, cut bool) unit {
	return unit{
		kind:  int(data[begin] >> 1 & 63),
		layer: int(data[begin]&1)<<5 | int(data[begin+1]>>3),
		body:  data[begin+2 : end],
		at:    begin + 2,
		cut:   cut,
	}
}

// unescape appends to dst the bytes of a NAL unit's body without those that
// keep start codes from appearing (7.3.1.1, emulation_prevention_three_byte).
func unescape(dst, body []byte) []byte {
	for {
		i := bytes.Index(body, []byte{0, 0, 3})
		if i < 0 {
			return append(dst, body...)
		}
		dst = append(dst, body[:i+2]...)
		body = body[i+3:]
	}
}
