// Package container walks the outer structure of picture files: the marker
// segments of a JPEG, the chunks of a PNG, the chunks of a RIFF file (WebP).
// It reads the few bytes that say what a piece is and how long it is, never
// the pieces themselves, so that walking a file of any size costs little.
//
// In flows an io.ReaderAt and the size of the file, out flow the places of the
// pieces. Nothing is kept between calls; different files may be walked from
// different goroutines.
package container

import (
	"encoding/binary"
	"errors"
	"io"
	"iter"

	"thumbpool/processor/format/piece"
)

// maxPieces ends a walk through a file that is made of nothing but tiny
// pieces. A PNG of 512 MB in libpng's usual 8 KB chunks has 65,536.
const maxPieces = 1 << 18

// maxBetween is how many bytes may lie between two segments of a JPEG. Some
// writers leave a page or two of zeros there.
const maxBetween = 1 << 20

// ErrTooMany ends a walk after more pieces than any honest file has.
var ErrTooMany = errors.New("the file is cut into too many pieces")

// Segment is one marker segment of a JPEG file. Off and Len are those of its
// payload, in bytes, without the marker and without the two bytes of length.
// A segment that claims to reach past the end of the file has its true claim
// in Len.
type Segment struct {
	Marker   byte
	Off, Len int64
}

// The markers of ISO/IEC 10918-1, table B.1, that a walk meets or callers ask for.
const (
	SOF0  = 0xC0 // first of the frame headers, which run up to SOF15
	DHT   = 0xC4 // a table among the frame headers' numbers, as are JPG and DAC
	JPG   = 0xC8
	DAC   = 0xCC
	SOF15 = 0xCF
	rst0  = 0xD0
	soi   = 0xD8
	eoi   = 0xD9
	SOS   = 0xDA
	DNL   = 0xDC
	APP0  = 0xE0
	APP1  = 0xE1
	APP2  = 0xE2
	APP14 = 0xEE
	COM   = 0xFE
	tem   = 0x01
)

// IsFrame tells whether the segment is a frame header (SOF0 to SOF15).
func (s Segment) IsFrame() bool {
	return s.Marker >= SOF0 && s.Marker <= SOF15 && s.Marker != DHT && s.Marker != JPG && s.Marker != DAC
}

// JPEG yields the segments of a JPEG file up to and including the first start
// of scan. Bytes between segments that belong to none are stepped over, as
// all decoders do. The walk ends with an error where the file does; an end of
// image before the first scan ends it with io.ErrUnexpectedEOF.
func JPEG(r io.ReaderAt, size int64) iter.Seq2[Segment, error] {
	return func(yield func(Segment, error) bool) {
		off := int64(2)
		for range maxPieces {
			marker, next, err := nextMarker(r, off, size)
			if err != nil {
				yield(Segment{}, err)
				return
			}
			off = next
			if marker == tem || marker == soi || marker >= rst0 && marker < soi {
				continue // these stand alone
			}
			if marker == eoi {
				break
			}
			s, err := segment(r, marker, off)
			if err != nil {
				yield(Segment{}, err)
				return
			}
			if !yield(s, nil) || marker == SOS {
				return
			}
			off = s.Off + s.Len
		}
		yield(Segment{}, io.ErrUnexpectedEOF)
	}
}

// AfterScan returns the segment that follows on the data of a scan, which begins
// at off.
func AfterScan(r io.ReaderAt, off, size int64) (Segment, error) {
	buf := make([]byte, 64<<10)
	after := false // an FF
	for off < size {
		n, err := r.ReadAt(buf[:min(int64(len(buf)), size-off)], off)
		for i, b := range buf[:n] {
			switch {
			case b == 0xFF:
				after = true
			case !after || b == 0 || b >= rst0 && b < soi: // the scan's own
				after = false
			default:
				return segment(r, b, off+int64(i)+1)
			}
		}
		if off += int64(n); n == 0 && err != nil {
			return Segment{}, err
		}
	}
	return Segment{}, io.ErrUnexpectedEOF
}

// segment reads the length of the segment of a marker, which lies at off.
func segment(r io.ReaderAt, marker byte, off int64) (Segment, error) {
	var b [2]byte
	if err := piece.Fill(r, b[:], off); err != nil {
		return Segment{}, err
	}
	n := int64(binary.BigEndian.Uint16(b[:]))
	if n < 2 {
		return Segment{}, errors.New("a segment is shorter than its own length field")
	}
	return Segment{marker, off + 2, n - 2}, nil
}

var errNoSegment = errors.New("there is too much between two parts of it that belongs to none")

// nextMarker finds the next marker at or after off and returns it with the
// offset behind it.
func nextMarker(r io.ReaderAt, off, size int64) (marker byte, next int64, err error) {
	var b [1]byte
	end := off + maxBetween
	for ; off < size; off++ {
		if off > end {
			return 0, 0, errNoSegment
		}
		if err := piece.Fill(r, b[:], off); err != nil {
			return 0, 0, err
		}
		if b[0] != 0xFF {
			continue
		}
		for b[0] == 0xFF { // any number of fill bytes may precede a marker
			if off++; off > end {
				return 0, 0, errNoSegment
			}
			if err := piece.Fill(r, b[:], off); err != nil {
				return 0, 0, err
			}
		}
		if b[0] != 0 { // FF00 is data that has lost its scan
			return b[0], off + 1, nil
		}
	}
	return 0, 0, io.ErrUnexpectedEOF
}

// Chunk is one chunk of a PNG or RIFF file: its four-character name and the
// place of its payload in bytes.
type Chunk struct {
	ID       string
	Off, Len int64
}

// PNG yields the chunks of a PNG file, IEND included. Check sums are not read.
func PNG(r io.ReaderAt, size int64) iter.Seq2[Chunk, error] {
	const signature, crc = 8, 4
	return chunks(r, signature, size, func(b []byte) (Chunk, int64) {
		n := int64(binary.BigEndian.Uint32(b))
		return Chunk{ID: string(b[4:8]), Len: n}, n + crc
	})
}

// RIFF yields the chunks between start and end of a RIFF file, for example
// those within a WebP (which begin at 12) or within one of its ANMF frames.
func RIFF(r io.ReaderAt, start, end int64) iter.Seq2[Chunk, error] {
	return chunks(r, start, end, func(b []byte) (Chunk, int64) {
		n := int64(binary.LittleEndian.Uint32(b[4:]))
		return Chunk{ID: string(b[:4]), Len: n}, n + n&1 // padded to even length
	})
}

// chunks yields chunks whose heads are eight bytes long until end. parse
// reads a head and says how many bytes lie between it and the next.
func chunks(r io.ReaderAt, start, end int64, parse func(head []byte) (Chunk, int64)) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		var head [8]byte
		off := start
		for range maxPieces {
			if end-off < int64(len(head)) {
				return
			}
			if err := piece.Fill(r, head[:], off); err != nil {
				yield(Chunk{}, err)
				return
			}
			c, n := parse(head[:])
			c.Off = off + int64(len(head))
			if !yield(c, nil) {
				return
			}
			off = c.Off + n
		}
		yield(Chunk{}, ErrTooMany)
	}
}
