package jpeg

import (
	"encoding/binary"

	"thumbpool/processor/plane"
)

// appendSegment appends a marker with the length of its payload of n bytes.
func appendSegment(dst []byte, marker byte, n int) []byte {
	return binary.BigEndian.AppendUint16(append(dst, 0xFF, marker), uint16(n+2))
}

// appendHeader appends everything up to the scan's data.
func (e *Encoder) appendHeader(dst []byte, p *plane.Picture, o *EncodeOptions) []byte {
	dst = append(dst, 0xFF, markerSOI)
	dst = appendSegment(dst, markerAPP0, 14)
	dst = append(dst, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...) // version 1.1, square pixels
	if o.Comment != "" {
		dst = appendSegment(dst, markerCOM, len(o.Comment))
		dst = append(dst, o.Comment...)
	}
	dst = appendICC(dst, o.ICC)

	kinds, comps := 2, 3
	if p.Kind == plane.Gray {
		kinds, comps = 1, 1
	}
	for i := range kinds {
		dst = appendSegment(dst, markerDQT, 65)
		dst = append(dst, byte(i))
		dst = append(dst, e.steps[i][:]...)
	}
	w, h := p.Size()
	dst = appendSegment(dst, markerSOF0, 6+3*comps)
	dst = append(dst, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), byte(comps))
	if comps == 1 {
		dst = append(dst, 1, 0x11, 0)
	} else {
		dst = append(dst, 1, byte(p.ChromaX<<4|p.ChromaY), 0, 2, 0x11, 1, 3, 0x11, 1)
	}
	for i := range 2 * kinds {
		t := &e.tables[i]
		dst = appendSegment(dst, markerDHT, 17+t.N)
		dst = t.Append(append(dst, byte(i&1<<4|i>>1))) // class and number first
	}
	dst = appendSegment(dst, markerSOS, 4+2*comps)
	dst = append(dst, byte(comps), 1, 0x00)
	if comps == 3 {
		dst = append(dst, 2, 0x11, 3, 0x11)
	}
	return append(dst, 0, 63, 0)
}

// appendICC appends a colour profile in as many APP2 segments as it takes
// (ICC.1 annex B.4).
func appendICC(dst, icc []byte) []byte {
	chunks := ceilDiv(len(icc), maxICCChunk)
	for i := range chunks {
		part := icc[i*maxICCChunk : min(len(icc), (i+1)*maxICCChunk)]
		dst = appendSegment(dst, markerAPP2, 14+len(part))
		dst = append(dst, "ICC_PROFILE\x00"...)
		dst = append(dst, byte(i+1), byte(chunks))
		dst = append(dst, part...)
	}
	return dst
}
