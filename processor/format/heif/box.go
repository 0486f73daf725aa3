package heif

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"thumbpool/processor/format/piece"
)

// What a file may hold at most; honest ones are far from it.
const (
	maxBoxes        = 1 << 16  // beside one another
	maxTable        = 4 << 20  // bytes of a box that is a table
	maxItems        = 1 << 16  // entries of a table, and extents of all items
	maxConfig       = 64 << 10 // bytes of a decoder's configuration
	maxProperty     = 1 << 10  // bytes of another property that is no colour profile
	maxProperties   = 4 << 20  // bytes of all of those
	maxAssociations = 64       // properties of an item
	maxDerived      = 16       // pictures that are made of others, in the tree of one
	maxRepeat       = 8        // coded pixels for each of a picture, alpha and what is cut or covered among them
	spare           = 1 << 22  // coded pixels of any picture beside those
	maxTiles        = 1 << 14  // coded pictures in the tree of one
)

var errTooMany = errors.New("the file is cut into too many pieces")

// box is a box (BMFF 4.2): its type and where its payload lies in the file.
type box struct {
	kind     string
	off, len int64
}

// boxes yields the boxes between start and end. One that claims to reach past
// the end of what it is in ends there.
func boxes(r io.ReaderAt, start, end int64) iter.Seq2[box, error] {
	return func(yield func(box, error) bool) {
		var head [16]byte
		for range maxBoxes {
			if end-start < 8 {
				return
			}
			if err := piece.Fill(r, head[:8], start); err != nil {
				yield(box{}, err)
				return
			}
			b := box{kind: string(head[4:8]), off: start + 8}
			size := int64(binary.BigEndian.Uint32(head[:]))
			switch size {
			case 0: // to the end of the file
				size = end - start
			case 1:
				if err := piece.Fill(r, head[8:], start+8); err != nil {
					yield(box{}, err)
					return
				}
				size = int64(min(binary.BigEndian.Uint64(head[8:]), 1<<62))
				b.off += 8
			}
			if size < b.off-start {
				yield(box{}, errors.New("a box is shorter than its own head"))
				return
			}
			next := start + min(size, end-start)
			b.len = max(next-b.off, 0)
			if !yield(b, nil) {
				return
			}
			start = next
		}
		yield(box{}, errTooMany)
	}
}

// table reads the payload of a box that is a table.
func (b box) table(r io.ReaderAt) (*fields, error) {
	if b.len > maxTable {
		return nil, fmt.Errorf("the table %q has %d bytes", b.kind, b.len)
	}
	p, err := piece.Read(r, b.off, b.len)
	return &fields{b: p}, err
}

// full takes the head of a full box (BMFF 4.2.2) off and returns what is in it.
func (f *fields) full() (version byte, flags uint32) {
	v := f.uint(4)
	return byte(v >> 24), uint32(v & 0xFFFFFF)
}

// fields are numbers in a row, the high bytes first. Where they end too early, it
// is remembered, and all that follow are 0.
type fields struct {
	b     []byte
	short bool
}

// uint reads a number of n bytes, 0 to 8.
func (f *fields) uint(n int) uint64 {
	var v uint64
	for _, c := range f.take(n) {
		v = v<<8 | uint64(c)
	}
	return v
}

// take takes n bytes off.
func (f *fields) take(n int) []byte {
	if n < 0 || n > len(f.b) {
		f.short = true
		f.b = nil
		return nil
	}
	b := f.b[:n]
	f.b = f.b[n:]
	return b
}

// text takes a string off, which a zero ends, or the payload.
func (f *fields) text() string {
	for i, c := range f.b {
		if c == 0 {
			s := string(f.b[:i])
			f.b = f.b[i+1:]
			return s
		}
	}
	s := string(f.b)
	f.b = nil
	return s
}

// err is why the fields were not all there, or nil.
func (f *fields) err() error {
	if f.short {
		return errors.New("a table ends early")
	}
	return nil
}
