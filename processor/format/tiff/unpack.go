package tiff

import (
	"bufio"
	"compress/zlib"
	"io"
	"math/bits"

	"golang.org/x/image/ccitt"
	"golang.org/x/image/tiff/lzw"
)

// unpack returns the bytes that a segment of the given height is packed from.
// Those of plane p share their buffers: there may be millions of segments.
func (d *decoder) unpack(p int, section *io.SectionReader, height int) (io.Reader, error) {
	var packed io.Reader = section
	const lsbFirst = 2
	if d.fillOrder == lsbFirst && !d.isFax() {
		packed = reversed{packed}
	}
	if d.buffers[p] == nil {
		d.buffers[p] = bufio.NewReader(packed)
	} else {
		d.buffers[p].Reset(packed)
	}
	r := d.buffers[p]
	switch d.compression {
	case packLZW:
		return lzw.NewReader(r, lzw.MSB, 8), nil
	case packDeflate, packOldDeflate:
		return d.inflate(p, r)
	case packBits:
		return &runs{r: r}, nil
	case packHuffman, packG3, packG4:
		return d.fax(r, height), nil
	}
	return r, nil
}

// inflate returns the unpacked bytes of a segment of plane p.
func (d *decoder) inflate(p int, r io.Reader) (z io.Reader, err error) {
	if d.zlibs[p] == nil {
		d.zlibs[p], err = zlib.NewReader(r)
		return d.zlibs[p], err
	}
	again, ok := d.zlibs[p].(zlib.Resetter)
	if !ok {
		return zlib.NewReader(r)
	}
	return d.zlibs[p], again.Reset(r, nil)
}

// fax returns the rows that a CCITT coder packed (sections 10 and 11). White
// is zero to the coder; the photometric interpretation comes after it.
func (d *decoder) fax(r io.Reader, height int) io.Reader {
	order := ccitt.MSB
	if d.fillOrder == 2 {
		order = ccitt.LSB
	}
	scheme := ccitt.Group3
	if d.compression == packG4 {
		scheme = ccitt.Group4
	}
	return ccitt.NewReader(r, order, scheme, d.segWidth, height, &ccitt.Options{Invert: true, Align: d.compression == packHuffman})
}

// reversed reads bytes whose first bit is the lowest.
type reversed struct{ r io.Reader }

func (v reversed) Read(p []byte) (int, error) {
	n, err := v.r.Read(p)
	for i, b := range p[:n] {
		p[i] = bits.Reverse8(b)
	}
	return n, err
}

// runs undoes PackBits (section 9): runs of equal bytes, and others.
type runs struct {
	r     io.ByteReader
	left  int  // bytes of the present run
	equal bool // they are all value
	value byte
}

func (u *runs) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if u.left == 0 {
			if err := u.next(); err != nil {
				return n, err
			}
			continue
		}
		b := u.value
		if !u.equal {
			if b, err = u.r.ReadByte(); err != nil {
				return n, err
			}
		}
		p[n] = b
		n++
		u.left--
	}
	return n, nil
}

// next reads the head of a run.
func (u *runs) next() error {
	b, err := u.r.ReadByte()
	if err != nil {
		return err
	}
	switch n := int(int8(b)); {
	case n >= 0:
		u.left, u.equal = n+1, false
	case n > -128:
		u.left, u.equal = 1-n, true
		u.value, err = u.r.ReadByte()
	}
	return err
}
