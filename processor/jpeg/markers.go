package jpeg

import (
	"bytes"
	"encoding/binary"
)

// Marker codes, T.81 table B.1.
const (
	markerTEM   = 0x01
	markerSOF0  = 0xC0 // baseline sequential
	markerSOF1  = 0xC1 // extended sequential
	markerSOF2  = 0xC2 // progressive
	markerSOF3  = 0xC3 // lossless
	markerDHT   = 0xC4
	markerSOF5  = 0xC5 // the same three, of a hierarchy
	markerSOF6  = 0xC6
	markerSOF7  = 0xC7
	markerJPG   = 0xC8
	markerSOF9  = 0xC9 // as SOF1 to SOF7, with arithmetic coding
	markerSOF10 = 0xCA
	markerSOF11 = 0xCB
	markerDAC   = 0xCC
	markerSOF13 = 0xCD
	markerSOF14 = 0xCE
	markerSOF15 = 0xCF
	markerRST0  = 0xD0
	markerRST7  = 0xD7
	markerSOI   = 0xD8
	markerEOI   = 0xD9
	markerSOS   = 0xDA
	markerDQT   = 0xDB
	markerDNL   = 0xDC
	markerDRI   = 0xDD
	markerDHP   = 0xDE
	markerAPP0  = 0xE0
	markerAPP2  = 0xE2
	markerAPP14 = 0xEE
	markerSOF55 = 0xF7 // of JPEG-LS (ITU-T T.87)
	markerCOM   = 0xFE
)

func isRestart(m byte) bool { return m >= markerRST0 && m <= markerRST7 }

// markerReader walks the marker segments of a file (T.81 section B.1.1). It
// is forgiving in the way of libjpeg: bytes that belong to no segment are
// passed over.
type markerReader struct {
	data []byte
	pos  int // of the next byte to look at
}

// next returns the next marker and the payload of its segment. The payload is
// nil for markers that stand alone. ok is false at the end of the data, which
// is also reached when a segment claims to be longer than what is left.
func (r *markerReader) next() (marker byte, payload []byte, ok bool) {
	p := findMarker(r.data, r.pos)
	if p == len(r.data) {
		r.pos = p
		return 0, nil, false
	}
	marker = r.data[p+1]
	r.pos = p + 2
	if isRestart(marker) || marker == markerSOI || marker == markerEOI || marker == markerTEM {
		return marker, nil, true
	}
	rest := r.data[r.pos:]
	if len(rest) < 2 {
		r.pos = len(r.data)
		return 0, nil, false
	}
	n := int(binary.BigEndian.Uint16(rest))
	if n < 2 { // an impossible length; go on with whatever follows
		r.pos += 2
		return marker, nil, true
	}
	if n > len(rest) {
		r.pos = len(r.data)
		return 0, nil, false
	}
	r.pos += n
	return marker, rest[2:n:n], true
}

// findMarker returns where the next marker at or after pos starts: the last of
// its FF bytes, which a byte follows that is neither 00 (a stuffed FF of
// entropy-coded data) nor FF (fill). It returns len(data) when there is none.
func findMarker(data []byte, pos int) int {
	for pos < len(data)-1 {
		i := bytes.IndexByte(data[pos:len(data)-1], 0xFF)
		if i < 0 {
			break
		}
		pos += i
		for data[pos+1] == 0xFF && pos < len(data)-2 { // fill, of which there may be much
			pos++
		}
		if c := data[pos+1]; c != 0x00 && c != 0xFF {
			return pos
		}
		pos++
	}
	return len(data)
}

// findScanEnd is findMarker for the end of a scan: restart markers belong to
// the scan and are passed over.
func findScanEnd(data []byte, pos int) int {
	for {
		pos = findMarker(data, pos)
		if pos == len(data) || !isRestart(data[pos+1]) {
			return pos
		}
		pos += 2
	}
}
