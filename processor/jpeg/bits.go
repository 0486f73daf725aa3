package jpeg

import (
	"bytes"
	"encoding/binary"
)

const (
	// windowSize is how much entropy-coded data is unstuffed at a time: small
	// enough to stay in the processor's cache until it is used.
	windowSize = 1 << 15
	// blockBytes bounds what a block can use: 64 coefficients of at most 16
	// bits of code and 15 bits of value each.
	blockBytes = 64 * 32 / 8
)

// bitSource gives the decoding loops the entropy-coded data of one scan, bit
// by bit, without the stuffed zero bytes (T.81 section F.1.2.3).
//
// A loop copies buf and the state into local variables and works on these:
//
//	acc  the next bits, left-aligned
//	nb   how many bits of acc are valid
//	pos  the byte of buf that comes after them
//
// To refill, it loads 8 bytes at once, whether they are needed or not:
//
//	acc |= be64(buf, pos) >> nb
//	pos += (63 - nb) >> 3
//	nb |= 56
//
// Then at least 56 bits are valid. Bits past them in acc are either zero or
// already right, so that the next refill may OR over them. Before every MCU
// the loop compares pos with limit, and calls more if it is past it; in
// between it needs no test, because an MCU has a largest size.
//
// The data ends at the next marker. What is read past the end are zeros.
type bitSource struct {
	bitState
	data  []byte // the whole file
	next  int    // offset of the first byte not yet in buf
	limit int
	mcu   int  // most bytes that an MCU of the scan can use
	end   int  // bytes of buf that are data
	last  bool // buf holds all there is up to the next marker
	buf   *window
}

// window holds unstuffed data, and slack to load 8 bytes at its end.
type window [windowSize + 8]byte

type bitState struct {
	acc uint64
	nb  uint
	pos int
}

// be64 loads 8 bytes; the mask spares the bounds check.
func be64(buf *window, pos int) uint64 {
	p := pos & (windowSize - 1)
	return binary.BigEndian.Uint64(buf[p : p+8])
}

// start begins to read at offset next of the data.
func (s *bitSource) start(next int) {
	if s.buf == nil {
		s.buf = new(window)
	}
	s.next, s.end, s.last = next, 0, false
	s.bitState = bitState{}
	s.fill()
}

// used returns how many bits of buf are used up.
func (s *bitSource) used() int { return s.pos*8 - int(s.nb) }

// more is to be called when pos is past limit. It reports whether there is
// data left; if so, at least enough of it, or of zeros after it, for one MCU.
func (s *bitSource) more() bool {
	if s.last {
		return s.used() < s.end*8
	}
	used := s.used()
	keep := used >> 3
	s.end = copy(s.buf[:], s.buf[keep:s.end])
	s.bitState = bitState{}
	s.fill()
	s.acc = be64(s.buf, 0) << (used & 7)
	s.nb = uint(56 - used&7)
	s.pos = 7
	return s.used() < s.end*8
}

// overrun reports whether more bits were used than there are.
func (s *bitSource) overrun() bool { return s.last && s.used() > s.end*8 }

// offset returns about where in the file the next bits come from.
func (s *bitSource) offset() int { return max(0, s.next-max(0, s.end-s.used()/8)) }

// NextByte returns the next byte, and zeros at the end. Arithmetic decoding, which
// knows no bits of its own, reads nothing but bytes.
func (s *bitSource) NextByte() byte {
	if s.pos == s.end && !s.last {
		s.pos, s.end = 0, 0
		s.fill()
	}
	s.pos++
	if s.pos > s.end {
		return 0
	}
	return s.buf[s.pos-1]
}

// missing returns how many bytes were read that the file should have and does
// not. At a marker an arithmetic encoder leaves zeros out (T.81 section D.1.8), so
// that they are missing only where there is no marker.
func (s *bitSource) missing() int {
	if s.last && s.next >= len(s.data)-1 {
		return max(s.pos-s.end, 0)
	}
	return 0
}

// fill unstuffs data to the end of buf until buf is full or a marker comes.
func (s *bitSource) fill() {
	src, n := s.next, s.end
	for n < windowSize && !s.last {
		chunk := s.data[src:min(len(s.data), src+windowSize-n)]
		if len(chunk) == 0 {
			s.last = true
			break
		}
		i := bytes.IndexByte(chunk, 0xFF)
		if i < 0 {
			n += copy(s.buf[n:], chunk)
			src += len(chunk)
			continue
		}
		n += copy(s.buf[n:], chunk[:i])
		src += i
		// Any number of FF bytes, then 00 for an FF of the data; anything
		// else makes it a marker.
		j := src + 1
		for j < len(s.data) && s.data[j] == 0xFF {
			j++
		}
		if j < len(s.data) && s.data[j] == 0 {
			s.buf[n] = 0xFF
			n++
			src = j + 1
		} else {
			src, s.last = j-1, true
		}
	}
	s.next, s.end = src, n
	if s.last {
		clear(s.buf[n:])
		s.limit = n
	} else {
		s.limit = windowSize - s.mcu - 16
	}
	// Past limit there is room for an MCU of zeros, or reading wraps around
	// in buf: harmless, as more reports the end before the next MCU.
}
