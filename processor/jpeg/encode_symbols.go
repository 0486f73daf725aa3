package jpeg

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"thumbpool/processor/jpeg/t81"
)

// symbol is one Huffman symbol with the value bits that follow it: the value
// in the low 16 bits, then the symbol (run and size, or size), then its table.
type symbol uint32

// addSymbols codes a block, F.1.2, after one with the DC coefficient pred.
func (e *Encoder) addSymbols(c *coefficients, kind int, pred int32) {
	if cap(e.symbols)-len(e.symbols) < 65 {
		e.symbols = append(make([]symbol, 0, 2*cap(e.symbols)+1<<12), e.symbols...)
	}
	n := len(e.symbols)
	out := e.symbols[n : n+65]
	dc := uint32(t81.DC + kind*t81.Chroma)
	size, value := t81.Magnitude(c.at(0) - pred)
	out[0] = symbol(dc<<24 | size<<16 | value)
	e.counts[dc&3][size&255]++
	at := 1

	ac := dc + t81.AC
	counts := &e.counts[ac&3]
	ac <<= 24
	last := 0
	for m := c.nonzero() &^ 1; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		run := uint32(k - last - 1)
		last = k
		for ; run >= 16; run -= 16 {
			out[at] = symbol(ac | 0xF0<<16)
			counts[0xF0]++
			at++
		}
		size, value := t81.Magnitude(c.at(k))
		rs := run<<4 | size
		out[at] = symbol(ac | rs<<16 | value)
		counts[rs&255]++
		at++
	}
	if last < 63 {
		out[at] = symbol(ac)
		counts[0]++
		at++
	}
	e.symbols = e.symbols[:n+at]
}

// prefix is what is written for a symbol up to its value: the code, shifted
// left by the size of the value, and in the low 5 bits the length of both.
type prefix uint32

// setPrefixes prepares the prefixes and returns how many bits the scan takes.
func (e *Encoder) setPrefixes() (total uint64) {
	for i := range e.tables {
		codes := e.tables[i].Codes()
		for v, n := range e.counts[i] {
			size := uint(v & 15)
			length := codes[v].Length() + size
			e.prefixes[i*256+v] = prefix(codes[v].Bits()<<size<<5 | uint32(length))
			total += uint64(n) * uint64(length)
		}
	}
	return total
}

// appendScan appends the entropy-coded data for the symbols.
func (e *Encoder) appendScan(dst []byte) []byte {
	// Room for the data and some stuffing; append makes more if need be.
	bytes := int(e.setPrefixes() / 8)
	dst = slices.Grow(dst, bytes+bytes/64+64)
	prefixes := &e.prefixes
	acc, n := uint64(0), uint(0)
	for _, s := range e.symbols {
		p := prefixes[s>>16&1023]
		acc = acc<<(p&31) | uint64(uint32(p>>5)|uint32(s&0xFFFF))
		if n += uint(p & 31); n >= 32 {
			n -= 32
			dst = appendStuffed(dst, uint32(acc>>(n&31)))
		}
	}
	acc = acc<<7 | 0x7F // pad the last byte with ones, F.1.2.3
	for n += 7; n >= 8; {
		n -= 8
		dst = append(dst, byte(acc>>n))
		if byte(acc>>n) == 0xFF {
			dst = append(dst, 0)
		}
	}
	return dst
}

// appendStuffed appends four bytes, each FF followed by 00.
func appendStuffed(dst []byte, w uint32) []byte {
	if (^w-0x01010101)&w&0x80808080 == 0 { // no byte is FF
		return binary.BigEndian.AppendUint32(dst, w)
	}
	for shift := 24; shift >= 0; shift -= 8 {
		b := byte(w >> shift)
		dst = append(dst, b)
		if b == 0xFF {
			dst = append(dst, 0)
		}
	}
	return dst
}
