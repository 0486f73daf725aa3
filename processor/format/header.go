package format

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"thumbpool/processor/format/container"
)

// Header is what a file says of its picture before the pixels.
type Header struct {
	Format        Format
	Width, Height int  // pixels as stored, before the orientation is applied
	Orientation   int  // 1 to 8 as in EXIF (JEITA CP-3451, tag 274); 1 is upright
	HasAlpha      bool // pixels may be transparent

	pixelCost float64 // bytes per pixel that Decode holds at its peak
}

// Upright returns width and height after the orientation has been applied.
func (h Header) Upright() (width, height int) {
	if h.Orientation >= 5 {
		return h.Height, h.Width
	}
	return h.Width, h.Height
}

// DecodeBytes estimates how many bytes Decode holds at its peak, the image it
// returns included.
func (h Header) DecodeBytes() int64 {
	cost := h.pixelCost
	if cost == 0 {
		cost = 8
	}
	return int64(min(float64(h.Width)*float64(h.Height)*cost, math.MaxInt64/2)) + 1<<20
}

// ReadHeader reads the header of a file of size bytes whose content is of
// format f. It reads a few kilobytes, never pixels, and believes no length
// that the file does not hold. A broken EXIF block means orientation 1. The
// dimensions are as the file claims them: Limits.Check judges them.
//
// The error wraps ErrUnsupported for formats that are not Readable and is a
// *DamageError for a damaged header.
func ReadHeader(r io.ReaderAt, size int64, f Format) (Header, error) {
	w := container.NewWindow(r)
	var h Header
	var err error
	switch f {
	case JPEG:
		h, err = jpegHeader(w, size)
	case PNG:
		h, err = pngHeader(w, size)
	case GIF:
		h, err = gifHeader(w)
	case BMP:
		h, err = bmpHeader(w, size)
	case TIFF:
		h, err = tiffHeader(w, size)
	case WebP:
		h, err = webpHeader(w, size)
	case None:
		return Header{}, ErrNotPicture
	default:
		return Header{}, fmt.Errorf("%v pictures are %w", f, ErrUnsupported)
	}
	h.Format = f
	h.Orientation = max(h.Orientation, 1)
	if err != nil {
		return h, explain(err, size, size)
	}
	return h, nil
}

// jpegHeader reads the frame header and the EXIF block that may precede it.
func jpegHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	for s, err := range container.JPEG(r, size) {
		switch {
		case err != nil:
			return h, err
		case s.Marker == container.APP1 && h.Orientation == 0:
			h.Orientation = exifOrientation(r, s.Off, min(s.Len, size-s.Off), true)
		case s.IsFrame():
			b, err := read(r, s.Off, min(s.Len, 6+3*4))
			if err != nil {
				return h, err
			}
			if len(b) < 6 || len(b) < 6+3*int(b[5]) {
				return h, errors.New("the frame header is too short")
			}
			h.Height, h.Width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
			h.pixelCost = jpegCost(s.Marker, b[6:6+3*int(b[5])])
			return h, nil
		}
	}
	return h, errors.New("there is no frame header before the picture")
}

// jpegCost is the cost of decoding per pixel, from the sampling factors of
// the components (ISO/IEC 10918-1, section B.2.2). image/jpeg keeps a
// progressive picture's coefficients, four bytes each, until it is complete;
// pictures of four components are packed after they are complete.
func jpegCost(sof byte, components []byte) float64 {
	var samples, most float64
	for ; len(components) >= 3; components = components[3:] {
		area := float64(components[1]>>4) * float64(components[1]&15)
		samples, most = samples+area, max(most, area)
	}
	if most == 0 {
		return 0
	}
	cost := samples / most
	packed := 0.0
	if cost > 3 {
		packed = 4
	}
	const sof2 = container.SOF0 + 2
	if sof == sof2 {
		cost *= 5
	}
	return cost + packed
}

// pngHeader reads the chunks of a PNG up to its pixels; and since eXIf may
// also follow them, those after it when none came before.
func pngHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	b, err := read(r, 8, 8+13)
	if err != nil {
		return h, err
	}
	if string(b[4:8]) != "IHDR" {
		return h, errors.New("the header chunk is missing")
	}
	width, height := binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint32(b[12:])
	depth, colour, interlaced := b[16], b[17], b[20] == 1
	if width > math.MaxInt32 || height > math.MaxInt32 {
		return h, fmt.Errorf("the header claims %d × %d pixels", width, height)
	}
	h.Width, h.Height = int(width), int(height)
	h.HasAlpha = colour == 4 || colour == 6
	for c, err := range container.PNG(r, size) {
		if err != nil || c.ID == "IEND" {
			break // the pixels will tell of a file that ends early
		}
		switch c.ID {
		case "tRNS":
			h.HasAlpha = true
		case "eXIf":
			h.Orientation = exifOrientation(r, c.Off, min(c.Len, size-c.Off), false)
		case "zTXt", "tEXt", "iTXt":
			if o := rawProfileOrientation(r, c, size); o != 0 {
				h.Orientation = o
			}
		}
		if h.Orientation != 0 {
			break
		}
	}
	h.pixelCost = pngCost(depth, colour, h.HasAlpha, interlaced)
	return h, nil
}

// pngCost is the cost per pixel of the image types that image/png returns. An
// interlaced picture is put together from passes that are images themselves.
func pngCost(depth, colour byte, alpha, interlaced bool) float64 {
	const palette, rgb = 1, 2 // bits of the colour type
	cost := 1.0
	if colour&palette == 0 && (colour&rgb != 0 || alpha) {
		cost = 4
	}
	if depth == 16 {
		cost *= 2
	}
	if interlaced {
		cost *= 2
	}
	return cost
}

// webpHeader reads the first chunks of a WebP and its EXIF chunk, which comes
// after the pixels.
func webpHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	for c, err := range container.RIFF(r, 12, size) {
		if err != nil {
			break
		}
		if h.Width == 0 {
			if err := webpSize(r, c, &h); err != nil {
				return h, err
			}
			continue
		}
		switch c.ID {
		case "ALPH":
			h.HasAlpha = true
		case "EXIF":
			h.Orientation = exifOrientation(r, c.Off, min(c.Len, size-c.Off), false)
			return h, nil
		}
	}
	if h.Width == 0 {
		return h, io.ErrUnexpectedEOF
	}
	return h, nil
}

// webpSize reads the dimensions from a WebP's first chunk: the extended
// header, or one of the two kinds of picture (RFC 9649, sections 2.5 to 2.7;
// RFC 6386, section 9.1).
func webpSize(r io.ReaderAt, c container.Chunk, h *Header) error {
	const lossy, rich = 2, 9
	b, err := read(r, c.Off, 10)
	if err != nil {
		if c.ID != "VP8L" || c.Len < 5 {
			return err
		}
		if b, err = read(r, c.Off, 5); err != nil {
			return err
		}
	}
	switch c.ID {
	case "VP8X":
		h.Width, h.Height = 1+int(uint24(b[4:])), 1+int(uint24(b[7:]))
		h.HasAlpha = b[0]&0x10 != 0
		h.pixelCost = rich
	case "VP8 ":
		if string(b[3:6]) != "\x9D\x01\x2A" {
			return errors.New("the picture does not start with a key frame")
		}
		h.Width, h.Height = int(binary.LittleEndian.Uint16(b[6:])&0x3FFF), int(binary.LittleEndian.Uint16(b[8:])&0x3FFF)
		h.pixelCost = lossy
	case "VP8L":
		v := binary.LittleEndian.Uint32(b[1:])
		h.Width, h.Height = 1+int(v&0x3FFF), 1+int(v>>14&0x3FFF)
		h.HasAlpha = v>>28&1 != 0
		h.pixelCost = rich
	default:
		return fmt.Errorf("the first chunk is %q", c.ID)
	}
	return nil
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// read reads n bytes at off, which the caller keeps small.
func read(r io.ReaderAt, off, n int64) ([]byte, error) {
	b := make([]byte, max(n, 0))
	if got, err := r.ReadAt(b, off); got < len(b) {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return b, nil
}
