package fax

import (
	"errors"
	"io"
)

// bits reads bits, the highest of a byte first. Behind the last there are zeros
// without end; past tells whether any of those were taken.
type bits struct {
	r    io.ByteReader
	held uint64 // the next bits are its lowest
	n    int    // how many are held
	zero int    // how many of them stand behind the data
	took int64  // bytes
	err  error  // of r, if it is not the end
	done bool
}

// peek returns the next n bits, at most 32.
func (b *bits) peek(n int) uint32 {
	for b.n < n {
		b.fill()
	}
	return uint32(b.held>>(b.n-n)) & (1<<n - 1)
}

// skip passes over bits that were seen.
func (b *bits) skip(n int) { b.n -= n }

// fill takes a byte more.
func (b *bits) fill() {
	var v byte
	if !b.done {
		var err error
		if v, err = b.r.ReadByte(); err != nil {
			v, b.done = 0, true
			if !errors.Is(err, io.EOF) {
				b.err = err
			}
		}
	}
	if b.done {
		b.zero += 8
	} else {
		b.took++
	}
	b.held, b.n = b.held<<8|uint64(v), b.n+8
}

// past tells whether bits were taken that are not there.
func (b *bits) past() bool { return b.n < b.zero }

// empty tells whether there are no more bits.
func (b *bits) empty() bool {
	b.peek(1)
	return b.n <= b.zero
}

// end is the error of data that has come to its end.
func (b *bits) end() error {
	if b.err != nil {
		return b.err
	}
	return io.EOF
}

// align goes to the next multiple of so many bits, counted from the start.
func (b *bits) align(unit int64) {
	at := 8*b.took + int64(b.zero) - int64(b.n)
	if odd := at % unit; odd != 0 {
		n := int(unit - odd)
		b.peek(n)
		b.skip(n)
	}
}
