package tiff

import (
	"bytes"
	"errors"
	"io"
	"math/bits"

	"github.com/klauspost/compress/zstd"
	"github.com/mikelolasagasti/xz"

	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/webp"
	"thumbpool/processor/jpeg"
)

// codecCost is what the compression of a segment takes, which its first one says.
type codecCost struct {
	bytes  int64       // held while a segment of a plane is unpacked
	window int64       // how far back Zstandard looks, at most
	header jpeg.Header // of a JPEG; zero if it cannot be read
	jpeg   int64       // bytes that decoding it takes
	packed int64       // bytes of the longest
}

// readCodec finds out what the compression takes. Its only error is an
// UnsupportedError.
func (l *layout) readCodec(d *Directory) (codecCost, error) {
	switch l.compression {
	case packJPEG, packOldJPEG:
		return l.jpegCodec(d)
	case packWebP:
		return codecCost{bytes: int64(l.segWidth) * int64(l.segHeight) * webp.LosslessCost}, nil
	case packLZMA:
		return codecCost{bytes: xz.DefaultDictMax}, nil
	case packZstd:
		c := codecCost{window: l.zstdWindow(l.head(d, zstdHead))}
		c.bytes = c.window + 1<<19 // and a block of 128 kB, packed and unpacked, with its tables
		return c, nil
	}
	return codecCost{}, nil
}

// head returns up to n bytes of the first segment, none if it cannot be read.
func (l *layout) head(d *Directory, n int64) []byte {
	tag := uint16(tagStripOffsets)
	if l.tiled {
		tag = tagTileOffsets
	}
	off := d.uint(tag, uint64(d.size))
	if off >= uint64(d.size) {
		return nil
	}
	b, err := piece.Read(d.r, int64(off), min(n, d.size-int64(off)))
	if err != nil {
		return nil
	}
	return b
}

// zstdHead is how many bytes of a frame there are up to its window (RFC 8878,
// section 3.1.1.1).
const zstdHead = 6

// zstdWindow returns how far back the first segment looks. Nothing is to be found
// farther back than a segment is long.
func (l *layout) zstdWindow(head []byte) int64 {
	const least = 1 << 20
	raw := (int64(l.segWidth)*int64(l.samples/l.planes)*int64(l.bits)+7)/8*int64(l.segHeight) + 1
	whole := max(least, int64(1)<<min(bits.Len64(uint64(raw)), 29))
	if len(head) < zstdHead || head[4]&singleSegment != 0 {
		return whole
	}
	return min(whole, max(least, windowSize(head[5])))
}

// singleSegment is the bit of a frame's header that says that there is no window:
// it is as large as the whole.
const singleSegment = 0x20

// windowSize is the size that the byte of that name stands for.
func windowSize(b byte) int64 {
	base := int64(1) << (10 + b>>3)
	return base + base/8*int64(b&7)
}

// unzstd returns the unpacked bytes of a segment. Its window is made no larger
// than the given one: high levels have one of 128 MB for pictures however small.
func (u *unpacker) unzstd(window int64) (io.Reader, error) {
	if u.zstd == nil {
		var err error
		u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(uint64(window)))
		if err != nil {
			return nil, err
		}
	}
	head := make([]byte, zstdHead)
	n, err := io.ReadFull(u.packed, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if n == zstdHead && head[4]&singleSegment == 0 && windowSize(head[5]) > window {
		head[5] = byte(bits.Len64(uint64(window-1))-10) << 3
	}
	return u.zstd, u.zstd.Reset(io.MultiReader(bytes.NewReader(head[:n]), u.packed))
}

// unxz returns the unpacked bytes of a segment.
func (u *unpacker) unxz() (io.Reader, error) {
	if u.xz != nil {
		return u.xz, u.xz.Reset(u.packed)
	}
	var err error
	u.xz, err = xz.NewReader(u.packed, xz.DefaultDictMax)
	return u.xz, err
}
