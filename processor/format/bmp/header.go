// Package bmp reads Windows and OS/2 bitmaps of all versions: with palettes of
// 1 to 8 bits, run-length coded, with 16, 24 and 32 bits a pixel in any bit
// fields, bottom-up and top-down, with alpha where a mask names it.
//
// In flows an io.ReaderAt and the size of the file in bytes, out flows an
// image. Different files may be read from different goroutines.
package bmp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"

	"thumbpool/processor/format/piece"
)

// UnsupportedError names a lawful feature that this package does not read.
type UnsupportedError string

func (e UnsupportedError) Error() string { return "bmp: " + string(e) + " is not supported" }

// The compression methods of BITMAPINFOHEADER.
const (
	methodRGB            = 0
	methodRLE8           = 1
	methodRLE4           = 2
	methodBitFields      = 3
	methodAlphaBitFields = 6
)

// Header is what a bitmap says before its pixels.
type Header struct {
	Width, Height int
	HasAlpha      bool
	Depth         int // bits per pixel; up to 8 with a palette

	method     uint32
	topDown    bool
	masks      [4]uint32 // red, green, blue, alpha
	palette    span
	entryLen   int64 // bytes of a palette entry
	pixelsFrom int64
}

// span is a place in the file, in bytes.
type span struct{ off, n int64 }

// The lengths of the headers: the file header, and of the second header OS/2's
// first version and the Windows versions that added the masks.
const (
	fileHeaderLen = 14
	coreLen       = 12
	infoLen       = 40
	rgbMasksLen   = 52
	alphaMaskLen  = 56
	os2Len        = 64
	v4Len         = 108
	v5Len         = 124
)

// knownLen tells whether a second header may have length n. OS/2's second
// version may be cut off after any field.
func knownLen(n int64) bool {
	return n == coreLen || n >= 16 && n <= os2Len || n == v4Len || n == v5Len
}

// ReadHeader reads the headers of a bitmap.
func ReadHeader(r io.ReaderAt, size int64) (Header, error) {
	r = io.NewSectionReader(r, 0, size) // whatever lengths the file claims
	var h Header
	file, err := piece.Read(r, 0, fileHeaderLen+4)
	if err != nil {
		return h, err
	}
	headerLen := int64(binary.LittleEndian.Uint32(file[fileHeaderLen:]))
	if !knownLen(headerLen) {
		return h, errors.New("its header has an impossible length")
	}
	info := make([]byte, v5Len) // fields beyond a short header are zero
	if _, err := r.ReadAt(info[:headerLen], fileHeaderLen); err != nil && err != io.EOF {
		return h, err
	}
	if size < fileHeaderLen+headerLen {
		return h, io.ErrUnexpectedEOF
	}
	if err := h.readInfo(info, headerLen); err != nil {
		return h, err
	}
	if err := h.check(); err != nil {
		return h, err
	}
	after := fileHeaderLen + headerLen
	if headerLen < rgbMasksLen || headerLen == os2Len {
		n, err := h.readMasks(r, after)
		if err != nil {
			return h, err
		}
		after += n
	}
	h.setMasks()
	h.locate(after, int64(binary.LittleEndian.Uint32(file[10:])), int64(binary.LittleEndian.Uint32(info[32:])), size)
	return h, nil
}

// readInfo reads the fields of the second header, which is of length n.
func (h *Header) readInfo(b []byte, n int64) error {
	h.entryLen = 4
	if n == coreLen {
		h.entryLen = 3
		h.Width, h.Height = int(binary.LittleEndian.Uint16(b[4:])), int(binary.LittleEndian.Uint16(b[6:]))
		h.Depth = int(binary.LittleEndian.Uint16(b[10:]))
		return nil
	}
	width, height := int32(binary.LittleEndian.Uint32(b[4:])), int32(binary.LittleEndian.Uint32(b[8:]))
	h.Width, h.Height = int(width), int(height)
	if h.topDown = height < 0; h.topDown {
		h.Height = -h.Height
	}
	if height == math.MinInt32 {
		return errors.New("its height is impossible")
	}
	h.Depth = int(binary.LittleEndian.Uint16(b[14:]))
	h.method = binary.LittleEndian.Uint32(b[16:])
	if n == os2Len && h.method >= methodBitFields {
		return UnsupportedError("the compression of this OS/2 bitmap")
	}
	if n >= rgbMasksLen && n != os2Len {
		for i := range 3 {
			h.masks[i] = binary.LittleEndian.Uint32(b[infoLen+4*i:])
		}
		if n >= alphaMaskLen {
			h.masks[3] = binary.LittleEndian.Uint32(b[infoLen+12:])
		}
	}
	return nil
}

// check refuses what no bitmap has, and what this package does not read.
func (h *Header) check() error {
	if h.Width <= 0 || h.Height <= 0 {
		return fmt.Errorf("the header claims %d × %d pixels", h.Width, h.Height)
	}
	ok := false
	switch h.method {
	case methodRGB:
		ok = true
	case methodRLE8:
		ok = h.Depth == 8
	case methodRLE4:
		ok = h.Depth == 4
	case methodBitFields, methodAlphaBitFields:
		ok = h.Depth == 16 || h.Depth == 32
	case 4, 5:
		return UnsupportedError("a JPEG or PNG within a bitmap")
	}
	switch h.Depth {
	case 1, 2, 4, 8, 16, 24, 32:
		if ok {
			return nil
		}
		return fmt.Errorf("its compression %d does not go with %d bits a pixel", h.method, h.Depth)
	}
	return fmt.Errorf("%d bits a pixel are impossible", h.Depth)
}

// readMasks reads the bit fields that follow a header too short to hold them,
// and returns their length.
func (h *Header) readMasks(r io.ReaderAt, off int64) (int64, error) {
	n := int64(0)
	switch h.method {
	case methodBitFields:
		n = 3
	case methodAlphaBitFields:
		n = 4
	}
	b, err := piece.Read(r, off, 4*n)
	for i := 0; i+4 <= len(b); i += 4 {
		h.masks[i/4] = binary.LittleEndian.Uint32(b[i:])
	}
	return 4 * n, err
}

// setMasks gives pixels without bit fields their usual ones. Those have no
// alpha, whatever a mask in the header says.
func (h *Header) setMasks() {
	if h.method != methodBitFields && h.method != methodAlphaBitFields {
		h.masks = [4]uint32{0xFF0000, 0xFF00, 0xFF, 0}
		if h.Depth == 16 {
			h.masks = [4]uint32{0x7C00, 0x3E0, 0x1F, 0}
		}
	}
	h.HasAlpha = h.Depth > 8 && h.masks[3] != 0
}

// locate finds palette and pixels. after is the offset behind the headers,
// claimed that of the pixels if the file header is right, used the number of
// colours the header claims.
func (h *Header) locate(after, claimed, used, size int64) {
	h.palette.off = after
	if h.Depth <= 8 {
		colours := int64(1) << h.Depth
		if used > 0 && used < colours {
			colours = used
		}
		if claimed >= after+h.entryLen {
			colours = min(colours, (claimed-after)/h.entryLen)
		}
		h.palette.n = min(colours*h.entryLen, max(size-after, 0))
	}
	if h.pixelsFrom = claimed; claimed < after {
		h.pixelsFrom = after + h.palette.n
	}
}

// readPalette reads the palette. Colours that it does not name are black.
func (h *Header) readPalette(r io.ReaderAt) (color.Palette, error) {
	b, err := piece.Read(r, h.palette.off, h.palette.n)
	if err != nil {
		return nil, err
	}
	p := make(color.Palette, 1<<h.Depth)
	for i := range p {
		c := color.RGBA{A: 0xFF}
		if int64(len(b)) >= h.entryLen {
			c.B, c.G, c.R = b[0], b[1], b[2]
			b = b[h.entryLen:]
		}
		p[i] = c
	}
	return p, nil
}
