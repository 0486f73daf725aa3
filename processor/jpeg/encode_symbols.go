package jpeg

import (
	"encoding/binary"
	"math/bits"
)

// symbol is one Huffman symbol with the value bits that follow it: the value
// in the low 16 bits, then the symbol (run and size, or size), then its table.
type symbol uint32

// The tables, as numbers in symbols; the chroma tables follow the luma ones.
const (
	tableDC     = 0
	tableAC     = 1
	tableChroma = 2
)

// magnitude returns the size of a value and its value bits, F.1.2.1.
func magnitude(v int16) (size, value uint32) {
	sign := int32(v) >> 31
	abs := (int32(v) ^ sign) - sign
	size = uint32(bits.Len32(uint32(abs)))
	return size, uint32(int32(v)+sign) & (1<<size - 1)
}

// addSymbols codes the block in e.coef, F.1.2.
func (e *Encoder) addSymbols(kind int, pred int16) {
	if cap(e.symbols)-len(e.symbols) < 65 {
		e.symbols = append(make([]symbol, 0, 2*cap(e.symbols)+1<<12), e.symbols...)
	}
	n := len(e.symbols)
	out := e.symbols[n : n+65]
	dc := uint32(tableDC + kind*tableChroma)
	size, value := magnitude(e.coef[0] - pred)
	out[0] = symbol(dc<<24 | size<<16 | value)
	e.counts[dc][size]++
	at := 1

	ac := dc + tableAC
	counts := &e.counts[ac]
	ac <<= 24
	last := 0
	for m := nonzero(&e.coef) &^ 1; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		run := uint32(k - last - 1)
		last = k
		for ; run >= 16; run -= 16 {
			out[at] = symbol(ac | 0xF0<<16)
			counts[0xF0]++
			at++
		}
		size, value := magnitude(e.coef[k])
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

// nonzero returns which of the coefficients are not zero.
func nonzero(c *[64]int16) uint64 {
	m := uint64(0)
	for k := 0; k < 64; k += 4 {
		w := uint64(uint16(c[k])) | uint64(uint16(c[k+1]))<<16 | uint64(uint16(c[k+2]))<<32 | uint64(uint16(c[k+3]))<<48
		if w == 0 {
			continue
		}
		const low = 0x7FFF7FFF7FFF7FFF
		top := (w&low + low | w) &^ low >> 15 // 1 in every lane that is not 0
		m |= top * 0x1000200040008 >> 48 & 15 << k
	}
	return m
}

// appendScan appends the entropy-coded data for the symbols.
func (e *Encoder) appendScan(dst []byte) []byte {
	total := uint64(0)
	for i := range e.tables {
		e.tables[i].assign(e.codes[i*256:][:256])
		for v, n := range e.counts[i] {
			total += uint64(n) * uint64(e.codes[i*256+v].length()+uint(v&15))
		}
	}
	// Room for the data and some stuffing; append grows it if there is more.
	if need := int(total/8) + int(total/8/64) + 64; cap(dst)-len(dst) < need {
		dst = append(make([]byte, 0, len(dst)+need), dst...)
	}
	codes := &e.codes
	acc, n := uint64(0), uint(0)
	for _, s := range e.symbols {
		c := codes[s>>16&1023]
		size := uint(s >> 16 & 15)
		acc = (acc<<(c.length()&31)|uint64(c.code()))<<size | uint64(s&0xFFFF)
		n += c.length() + size
		if n >= 32 {
			n -= 32
			dst = appendStuffed(dst, uint32(acc>>(n&63)))
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
