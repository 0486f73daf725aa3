package heiftest

import (
	"bytes"
	"slices"
)

// HEVC takes a byte stream of H.265 apart (annex B), of pictures that share their
// parameter sets: into the configuration of them all, and the data of each. Chroma
// is 400, 420, 422 or 444, depth bits a sample.
func HEVC(stream []byte, chroma, depth int) (config Property, pictures [][]byte) {
	var arrays []byte
	var profile []byte
	number := byte(0)
	for _, unit := range units(stream) {
		switch kind := unit[0] >> 1 & 63; {
		case kind < 32: // a slice, of the next picture or not
			if unit[2]&0x80 != 0 {
				pictures = append(pictures, nil)
			}
			last := &pictures[len(pictures)-1]
			*last = slices.Concat(*last, U32(uint32(len(unit))), unit)
		case kind < 35: // VPS, SPS, PPS
			if kind == 33 {
				profile = bytes.ReplaceAll(unit, []byte{0, 0, 3}, []byte{0, 0})[3:15]
			}
			arrays = slices.Concat(arrays, []byte{0x80 | kind, 0, 1}, U16(uint16(len(unit))), unit)
			number++
		}
	}
	format := map[int]byte{400: 0, 420: 1, 422: 2, 444: 3}[chroma]
	// ISO/IEC 14496-15, section 8.3.3.1: lengths have four bytes.
	record := slices.Concat([]byte{1}, profile, []byte{0xF0, 0, 0xFC, 0xFC | format, 0xF8 | byte(depth-8), 0xF8 | byte(depth-8), 0, 0, 0x0F, number}, arrays)
	return Property{Kind: "hvcC", Payload: record, Essential: true}, pictures
}

// units are the NAL units of a byte stream.
func units(stream []byte) (all [][]byte) {
	for _, unit := range bytes.Split(stream, []byte{0, 0, 1})[1:] {
		all = append(all, bytes.TrimRight(unit, "\x00"))
	}
	return all
}
