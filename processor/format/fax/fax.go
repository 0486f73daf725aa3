// Package fax reads pictures of two colours as fax machines pack them: ITU-T T.4
// (group 3, with one or two dimensions), T.6 (group 4), and the row by row form
// of TIFF 6.0, section 10.
//
// In flow the packed bytes, the first pixel in the highest bit; out flow rows of
// pixels packed alike, each filled up to whole bytes, with 1 for black. It
// takes a few rows of memory and starts no goroutines.
package fax

import (
	"errors"
	"io"
)

// Scheme is one of the forms in which rows are packed.
type Scheme uint8

// The schemes.
const (
	Bytes         Scheme = iota // each row by itself from a whole byte on, without marks between (TIFF's CCITT RLE)
	Words                       // so, from a word of 16 bits on (RLEW)
	Group3                      // T.4, each row by itself behind an end-of-line mark
	Group3Related               // T.4 with two dimensions: some rows in terms of the one above
	Group4                      // T.6: all rows so, without marks
)

// Errors of data that no such row is packed in.
var (
	errCode = errors.New("a code in it means nothing")
	errLong = errors.New("a row in it is too long")
)

// ErrExtension says that pixels are coded without compression, in the extension
// of T.4 and T.6 that hardly anything writes.
var ErrExtension = errors.New("uncompressed mode")

// Reader reads rows. Its zero value reads nothing; see Reset.
type Reader struct {
	bits     bits
	scheme   Scheme
	width    int
	above    []int  // where the row above changes its colour, from white on, then three times width
	changes  []int  // so in this row, without the end
	row      []byte // as it flows out
	left     []byte // of it
	fault    error  // the first of a row that was read in spite of it
	related  bool   // this row is in terms of the one above
	finished error
}

// Reset makes r read rows of width pixels from packed bytes.
func (r *Reader) Reset(packed io.ByteReader, scheme Scheme, width int) {
	*r = Reader{
		bits: bits{r: packed}, scheme: scheme, width: width, above: r.above[:0], changes: r.changes[:0],
		row: append(r.row[:0], make([]byte, (width+7)/8)...),
	}
	r.above = append(r.above, width, width, width) // a white row
}

// Fault returns the first error of a row that was read in spite of it, as far as
// its codes made sense: after an end-of-line mark the next may be whole again.
func (r *Reader) Fault() error { return r.fault }

// Read reads rows. The error is io.EOF where the data ends, be it by the mark
// for that or not.
func (r *Reader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(r.left) == 0 {
			if r.finished == nil {
				r.finished = r.next()
			}
			if r.finished != nil {
				return n, r.finished
			}
			r.left = r.row
		}
		k := copy(p[n:], r.left)
		n, r.left = n+k, r.left[k:]
	}
	return n, nil
}

// next reads a row.
func (r *Reader) next() error {
	if err := r.begin(); err != nil {
		return err
	}
	r.changes = r.changes[:0]
	err := r.codes()
	switch {
	case r.bits.err != nil:
		return r.bits.err
	case err == nil && r.bits.past():
		return io.EOF
	case err != nil && (r.scheme != Group3 && r.scheme != Group3Related || errors.Is(err, ErrExtension)):
		return err
	case err != nil && r.fault == nil:
		r.fault = err
	}
	r.paint()
	r.changes = append(r.changes, r.width, r.width, r.width)
	r.above, r.changes = r.changes, r.above
	if err != nil {
		return r.findMark()
	}
	return nil
}

// begin goes to where a row begins.
func (r *Reader) begin() error {
	r.related = r.scheme == Group4
	switch r.scheme {
	case Bytes:
		r.bits.align(8)
	case Words:
		r.bits.align(16)
	case Group4:
		if r.bits.peek(markZeros) == 0 {
			return r.bits.end() // end of block, or bits that fill the last byte
		}
	default:
		return r.marks()
	}
	if r.bits.empty() {
		return r.bits.end()
	}
	return nil
}

// markZeros is how many zeros there are at least before the one that ends an
// end-of-line mark (T.4, section 4.1.2); in no row are there so many.
const markZeros = 11

// marks skips the end-of-line marks before a row, of which there may be none
// where rows are by themselves. Six of them end the page.
func (r *Reader) marks() error {
	const last = 6
	if r.scheme == Group3Related && r.bits.peek(markZeros) != 0 {
		if err := r.findMark(); err != nil { // for what kind of row there is stands behind it
			return err
		}
	}
	for marks := 0; r.bits.peek(markZeros) == 0; {
		for r.bits.peek(1) == 0 { // any number of them
			if r.bits.skip(1); r.bits.past() {
				return r.bits.end()
			}
		}
		r.bits.skip(1)
		if r.scheme == Group3Related {
			r.related = r.bits.peek(1) == 0
			r.bits.skip(1)
		}
		if marks++; marks == last {
			return io.EOF
		}
	}
	if r.bits.past() {
		return r.bits.end()
	}
	return nil
}

// findMark goes to the next end-of-line mark.
func (r *Reader) findMark() error {
	for r.bits.peek(markZeros) != 0 {
		if r.bits.skip(1); r.bits.past() {
			return r.bits.end()
		}
	}
	return nil
}

// codes reads the codes of a row into changes.
func (r *Reader) codes() error {
	if r.related {
		return r.relatedRow()
	}
	t := runTables()
	for at, black := 0, false; at < r.width; black = !black {
		n, err := r.run(t, black)
		if err != nil {
			return err
		}
		if at += n; at > r.width {
			return errLong
		}
		r.change(at)
	}
	return nil
}

// run reads the length of a run (T.4, section 4.1.1).
func (r *Reader) run(t *tables, black bool) (int, error) {
	table := &t.white
	if black {
		table = &t.black
	}
	for n := 0; n <= r.width; {
		c := table[r.bits.peek(codeBits)]
		if c.bits == 0 {
			return 0, errCode
		}
		r.bits.skip(int(c.bits))
		if n += int(c.run); c.run < 64 {
			return n, nil
		}
	}
	return 0, errLong
}

// change notes a change of colour. Two in one place are none.
func (r *Reader) change(at int) {
	switch last := len(r.changes) - 1; {
	case at == r.width:
	case last >= 0 && r.changes[last] == at:
		r.changes = r.changes[:last]
	default:
		r.changes = append(r.changes, at)
	}
}

// relatedRow reads a row in terms of the one above (T.4, section 4.2.1; T.6,
// section 2.2), whose names of places are a0, a1, b1 and b2.
func (r *Reader) relatedRow() error {
	t := runTables()
	above, b1 := r.above, 0 // b1 is a place in above: even where that becomes black
	black := false
	for a0 := -1; a0 < r.width; {
		for above[b1] <= a0 && above[b1] < r.width {
			b1 += 2
		}
		m, bits, right := nextMode(r.bits.peek(modeBits))
		r.bits.skip(bits)
		switch m {
		case pass:
			a0 = above[b1+1]
		case horizontal:
			a0 = max(a0, 0)
			for _, colour := range [2]bool{black, !black} {
				n, err := r.run(t, colour)
				if err != nil {
					return err
				}
				if a0 += n; a0 > r.width {
					return errLong
				}
				r.change(a0)
			}
		case vertical:
			a1 := above[b1] + right
			if a1 < max(a0, 0) {
				return errCode
			}
			if a1 > r.width {
				return errLong
			}
			r.change(a1)
			a0, black = a1, !black
			if b1 > 0 { // the change of the other kind may be to the right, too
				b1--
			} else {
				b1++
			}
		case extension:
			return ErrExtension
		default:
			return errCode
		}
	}
	return nil
}

// paint makes pixels of the changes of colour.
func (r *Reader) paint() {
	clear(r.row)
	for i := 0; i < len(r.changes); i += 2 {
		from, to := r.changes[i], r.width
		if i+1 < len(r.changes) {
			to = r.changes[i+1]
		}
		blacken(r.row, from, to)
	}
}

// blacken sets the bits from one place up to another, which is to its right.
func blacken(row []byte, from, to int) {
	first, last := from/8, to/8
	head, tail := byte(0xFF)>>(from%8), ^(byte(0xFF) >> (to % 8))
	if first == last {
		row[first] |= head & tail
		return
	}
	row[first] |= head
	for i := first + 1; i < last; i++ {
		row[i] = 0xFF
	}
	if tail != 0 {
		row[last] |= tail
	}
}
