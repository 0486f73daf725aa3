package tiff

import (
	"bufio"
	"compress/zlib"
	"io"
	"math/bits"

	"github.com/klauspost/compress/zstd"
	"github.com/mikelolasagasti/xz"
	"golang.org/x/image/tiff/lzw"

	"thumbpool/processor/format/fax"
	"thumbpool/processor/jpeg"
)

// unpacker unpacks the segments of one plane, one after the other in the same
// buffers: there may be millions of segments.
type unpacker struct {
	packed *bufio.Reader
	zlib   io.ReadCloser
	zstd   *zstd.Decoder
	xz     *xz.Reader
	fax    fax.Reader
	jpeg   *jpeg.Decoder
}

// unpack returns the bytes that a segment is packed from.
func (d *decoder) unpack(u *unpacker, section *io.SectionReader) (io.Reader, error) {
	var packed io.Reader = section
	const lowestFirst = 2
	if d.fillOrder == lowestFirst {
		packed = reversed{packed}
	}
	if u.packed == nil {
		u.packed = bufio.NewReader(packed)
	} else {
		u.packed.Reset(packed)
	}
	switch d.compression {
	case packLZW:
		return lzw.NewReader(u.packed, lzw.MSB, 8), nil
	case packDeflate, packOldDeflate:
		return u.inflate()
	case packBits:
		return &runs{r: u.packed}, nil
	case packHuffman, packHuffWords, packG3, packG4:
		u.fax.Reset(u.packed, d.faxScheme(), d.segWidth)
		return unsupportedFax{&u.fax}, nil
	case packZstd:
		return u.unzstd(d.codec.window)
	case packLZMA:
		return u.unxz()
	}
	return u.packed, nil
}

// inflate returns the unpacked bytes of a segment.
func (u *unpacker) inflate() (z io.Reader, err error) {
	if again, ok := u.zlib.(zlib.Resetter); ok {
		return u.zlib, again.Reset(u.packed, nil)
	}
	u.zlib, err = zlib.NewReader(u.packed)
	return u.zlib, err
}

// faxScheme says how rows of two colours are packed (sections 10 and 11). White
// is zero; the photometric interpretation comes after it.
func (l *layout) faxScheme() fax.Scheme {
	const twoDimensions = 1 // a bit of T4Options
	switch {
	case l.compression == packHuffman:
		return fax.Bytes
	case l.compression == packHuffWords:
		return fax.Words
	case l.compression == packG4:
		return fax.Group4
	case l.faxOptions&twoDimensions != 0:
		return fax.Group3Related
	}
	return fax.Group3
}

// unsupportedFax says of what package fax does not read that this is not read.
type unsupportedFax struct{ r io.Reader }

func (u unsupportedFax) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err == fax.ErrExtension { //nolint:errorlint // as it comes
		err = UnsupportedError("fax compression in TIFF in its uncompressed mode")
	}
	return n, err
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
