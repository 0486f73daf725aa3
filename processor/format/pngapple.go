package format

import (
	"encoding/binary"
	"image"
	"io"

	"thumbpool/processor/format/piece"
)

// ihdrLen is the length of a PNG's header chunk, with its length, name and check sum.
const ihdrLen = 8 + 13 + 4

// readIHDR reads a PNG's header chunk. apple says that the one of Apple's own, CgBI,
// stands before it: such a PNG, which Xcode and pngcrush -iphone write into apps,
// has pixels without the frame of zlib, and colours in the order blue, green, red,
// times their alpha.
func readIHDR(r io.ReaderAt) (ihdr []byte, apple bool, err error) {
	const signature, chunkHead, crc = 8, 8, 4
	if ihdr, err = piece.Read(r, signature, ihdrLen); err != nil || string(ihdr[4:8]) != "CgBI" {
		return ihdr, false, err
	}
	n := int64(binary.BigEndian.Uint32(ihdr))
	ihdr, err = piece.Read(r, signature+chunkHead+n+crc, ihdrLen)
	return ihdr, true, err
}

// decodeApple decodes a PNG with Apple's chunk.
func decodeApple(s *source) (img image.Image, decoded float64, err error) {
	ihdr, _, err := readIHDR(s)
	if err != nil {
		return nil, 0, err
	}
	if ihdr[20] != 0 {
		return nil, 0, &UnsupportedError{Variant: "an interlaced PNG as Apple's tools write it"}
	}
	img, decoded = repairPNG(s)
	switch img := img.(type) {
	case nil:
		return nil, 0, io.ErrUnexpectedEOF
	case *image.NRGBA:
		fromApple(img.Pix)
	case *image.RGBA: // without alpha
		fromApple(img.Pix)
	}
	if decoded < 1 {
		err = io.ErrUnexpectedEOF
	}
	return img, decoded, err
}

// fromApple turns pixels of blue, green and red times alpha, and alpha, into red,
// green, blue and alpha.
func fromApple(pix []byte) {
	for ; len(pix) >= 4; pix = pix[4:] {
		a := int(pix[3])
		pix[0], pix[2] = pix[2], pix[0]
		if a == 0 || a == 255 {
			continue
		}
		for i, v := range pix[:3] {
			pix[i] = byte(min(255, (int(v)*255+a/2)/a))
		}
	}
}
