package jpeg

import (
	"encoding/binary"
	"fmt"

	"thumbpool/processor/jpeg/t81"
)

// takeTables reads a file of nothing but tables.
func (d *Decoder) takeTables(data []byte) error {
	r := markerReader{data: data}
	for {
		m, payload, ok := r.next()
		if !ok || m == markerEOI {
			return nil
		}
		if err := d.tables(m, payload); err != nil {
			return err
		}
	}
}

// tables takes the segments that may stand before the frame header and
// between scans: tables of quantisation, Huffman codes and arithmetic coding, and
// the restart interval.
func (d *Decoder) tables(m byte, p []byte) error {
	switch m {
	case markerDQT:
		return d.quantTables(p)
	case markerDHT:
		return d.huffTables(p)
	case markerDAC:
		return d.arithmeticTables(p)
	case markerDRI:
		if len(p) < 2 {
			return malformed("its restart interval is too short")
		}
		d.restartInterval = int(binary.BigEndian.Uint16(p))
	}
	return nil
}

// quantTables reads a DQT segment, T.81 section B.2.4.1.
func (d *Decoder) quantTables(p []byte) error {
	for len(p) > 0 {
		id, wide := p[0]&15, int(p[0]>>4)
		if id > 3 || wide > 1 || len(p) < 1+64*(1+wide) {
			return malformed("it has a broken quantisation table")
		}
		p = p[1:]
		for k := range d.quant[id] {
			if wide == 1 {
				d.quant[id][k] = binary.BigEndian.Uint16(p[2*k:])
			} else {
				d.quant[id][k] = uint16(p[k])
			}
		}
		d.quantOK[id] = true
		p = p[64*(1+wide):]
	}
	return nil
}

// huffTables reads a DHT segment, T.81 section B.2.4.2.
func (d *Decoder) huffTables(p []byte) error {
	for len(p) > 0 {
		if len(p) < 17 {
			return malformed("it has a broken Huffman table")
		}
		class, id := p[0]>>4, p[0]&15
		n := 0
		for _, c := range p[1:17] {
			n += int(c)
		}
		if class > 1 || id > 3 || n > 256 || len(p) < 17+n {
			return malformed("it has a broken Huffman table")
		}
		t := &d.dc[id]
		if class == 1 {
			t = &d.ac[id].huffTable
		}
		if err := t.define(p[1:17], p[17:17+n]); err != nil {
			return fmt.Errorf("table %d: %w", id, err)
		}
		p = p[17+n:]
	}
	return nil
}

// arithmeticTables reads a DAC segment, T.81 section B.2.4.3.
func (d *Decoder) arithmeticTables(p []byte) error {
	for ; len(p) >= 2; p = p[2:] {
		class, id, v := p[0]>>4, p[0]&15, p[1]
		if class > 1 || id > 3 || class == 0 && v&15 > v>>4 || class == 1 && (v < 1 || v > 63) {
			return malformed("it has a broken table for arithmetic coding")
		}
		d.conditioning[class][id] = v
	}
	return nil
}

// assumeTables defines those Huffman tables of a sequential scan that the file
// has not: as frames of Motion JPEG do, it means the typical ones of T.81 annex
// K.3, of which the first is for luminance and the second for chrominance.
func (d *Decoder) assumeTables(s *scan) error {
	typical := t81.Typical()
	for i := range s.n {
		dc, ac := &d.dc[s.dc[i]], &d.ac[s.ac[i]].huffTable
		if !dc.defined && s.dc[i] < 2 {
			t := &typical[int(s.dc[i])*t81.Chroma+t81.DC]
			if err := dc.define(t.Counts[1:], t.Values[:t.N]); err != nil {
				return err
			}
		}
		if !ac.defined && s.ac[i] < 2 {
			t := &typical[int(s.ac[i])*t81.Chroma+t81.AC]
			if err := ac.define(t.Counts[1:], t.Values[:t.N]); err != nil {
				return err
			}
		}
		if !dc.defined || !ac.defined {
			return malformed("a Huffman table is missing")
		}
	}
	return nil
}
