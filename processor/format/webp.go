package format

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/webp"
)

// webpHeader reads the first chunks of a WebP and its EXIF and XMP chunks, which
// come after the pixels.
func webpHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	var t turned
	for c, err := range container.RIFF(r, 12, webpEnd(r, size)) {
		if err != nil {
			break
		}
		if h.Width == 0 {
			if err := webpSize(r, c, &h); err != nil {
				return h, err
			}
		}
		switch c.ID {
		case "VP8 ":
			h.pixelCost = max(h.pixelCost, webp.LossyCost)
		case "VP8L", "ANMF":
			h.pixelCost = webp.LosslessCost
			h.extraCost = max(h.extraCost, prefixCodes(h, c.Len))
		case "ALPH":
			h.HasAlpha = true
			h.pixelCost = webp.LosslessCost
			h.extraCost = max(h.extraCost, prefixCodes(h, c.Len))
		case "EXIF":
			t.readEXIF(r, c.Off, min(c.Len, size-c.Off))
		case "XMP ":
			t.foundXMP(c.Off, min(c.Len, size-c.Off))
		}
	}
	h.Orientation = t.result(r)
	if h.Width == 0 {
		return h, io.ErrUnexpectedEOF
	}
	return h, nil
}

// prefixCodes bounds what the tables of the prefix codes of a lossless picture
// take, packed in n bytes. There may be a group of five of them for every block
// of 4 × 4 pixels (RFC 9649, section 6.2.2), each of which takes four bits at
// least of the file and half a kilobyte of memory.
func prefixCodes(h Header, n int64) int64 {
	const most, groupBytes, groupBits = 1 << 16, 2800, 20
	blocks := float64(h.Width) * float64(h.Height) / 16
	return groupBytes * int64(min(most, blocks, float64(n)*8/groupBits))
}

// webpSize reads the dimensions from a WebP's first chunk: the extended
// header, or one of the two kinds of picture (RFC 9649, sections 2.5 to 2.7;
// RFC 6386, section 9.1).
func webpSize(r io.ReaderAt, c container.Chunk, h *Header) error {
	b, err := piece.Read(r, c.Off, 10)
	if err != nil {
		if c.ID != "VP8L" || c.Len < 5 {
			return err
		}
		if b, err = piece.Read(r, c.Off, 5); err != nil {
			return err
		}
	}
	switch c.ID {
	case "VP8X":
		h.Width, h.Height = 1+int(uint24(b[4:])), 1+int(uint24(b[7:]))
		h.HasAlpha = b[0]&0x10 != 0
	case "VP8 ":
		if string(b[3:6]) != "\x9D\x01\x2A" {
			return errors.New("the picture does not start with a key frame")
		}
		h.Width, h.Height = int(binary.LittleEndian.Uint16(b[6:])&0x3FFF), int(binary.LittleEndian.Uint16(b[8:])&0x3FFF)
	case "VP8L":
		v := binary.LittleEndian.Uint32(b[1:])
		h.Width, h.Height = 1+int(v&0x3FFF), 1+int(v>>14&0x3FFF)
		h.HasAlpha = v>>28&1 != 0
	default:
		return fmt.Errorf("the first chunk is %q", c.ID)
	}
	return nil
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// webpEnd returns where the chunks of a WebP end: where its head says, or where
// the file ends if that is earlier.
func webpEnd(r io.ReaderAt, size int64) int64 {
	b, err := piece.Read(r, 4, 4)
	if err != nil {
		return size
	}
	return min(size, 8+int64(binary.LittleEndian.Uint32(b)))
}

// decodeWebP decodes a still picture, or the first frame of an animation.
func decodeWebP(s *source, h Header) (image.Image, error) {
	for c, err := range container.RIFF(s, 12, webpEnd(s, s.size)) {
		if err != nil || c.ID != "ANMF" {
			if c.ID == "VP8 " || c.ID == "VP8L" {
				break
			}
			continue
		}
		return decodeFrame(s, c, h)
	}
	img, err := webp.Decode(s)
	if err != nil {
		return nil, webpDamage(s, err)
	}
	return img, nil
}

// webpDamage gives err the better reason that the file is shorter than its
// head says, where it is.
func webpDamage(s *source, err error) error {
	b, headErr := piece.Read(s, 4, 4)
	if headErr != nil {
		return err
	}
	want := 8 + int64(binary.LittleEndian.Uint32(b))
	if want <= s.size {
		return err
	}
	return &DamageError{Text: "the file ends early (after " + share(s.size, want) + ")", Ends: s.size, Err: err}
}

// decodeFrame decodes one frame of an animation (RFC 9649, section 2.7.1.1)
// and puts it in its place on the canvas.
func decodeFrame(s *source, c container.Chunk, h Header) (image.Image, error) {
	const headLen = 16
	head, err := piece.Read(s, c.Off, headLen)
	if err != nil {
		return nil, err
	}
	x, y := 2*int(uint24(head)), 2*int(uint24(head[3:]))
	width, height := 1+int(uint24(head[6:])), 1+int(uint24(head[9:]))
	if x+width > h.Width || y+height > h.Height {
		return nil, damaged("the first frame is larger than the picture")
	}
	n := min(c.Len, s.size-c.Off) - headLen
	hasAlpha := false
	for sub, err := range container.RIFF(s, c.Off+headLen, c.Off+headLen+n) {
		hasAlpha = hasAlpha || err == nil && sub.ID == "ALPH"
	}
	still := io.MultiReader(bytes.NewReader(stillHead(width, height, hasAlpha, n)), io.NewSectionReader(s, c.Off+headLen, n))
	img, err := webp.Decode(still)
	if err != nil {
		return nil, webpDamage(s, err)
	}
	if width == h.Width && height == h.Height {
		return img, nil
	}
	canvas := image.NewNRGBA(image.Rect(0, 0, h.Width, h.Height))
	draw.Draw(canvas, image.Rect(x, y, x+width, y+height), img, image.Point{}, draw.Src)
	return canvas, nil
}

// stillHead is the head of a WebP file that holds one still picture of n bytes.
func stillHead(width, height int, hasAlpha bool, n int64) []byte {
	const extended = 4 + 8 + 10 // "WEBP", the chunk's head and its payload
	b := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(extended+n))...)
	b = append(b, "WEBPVP8X\x0A\x00\x00\x00"...)
	flags := byte(0)
	if hasAlpha {
		flags = 0x10
	}
	w, h := width-1, height-1
	return append(b, flags, 0, 0, 0, byte(w), byte(w>>8), byte(w>>16), byte(h), byte(h>>8), byte(h>>16))
}
