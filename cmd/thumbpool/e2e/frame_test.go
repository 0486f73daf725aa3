//go:build e2e

package e2e

import (
	endian "encoding/binary"
	"errors"
	"image"
	"os"
)

// Fields of the header of an X window dump, as 32-bit words (X11/XWDFile.h).
const (
	dumpHeader = 0  // length of the header
	dumpWidth  = 4  // pixels
	dumpHeight = 5  // rows
	dumpOrder  = 7  // 0: the least significant byte first
	dumpBits   = 11 // per pixel
	dumpLine   = 12 // bytes
	dumpColors = 19 // entries of 12 bytes after the header
	dumpWords  = 25
)

// frame copies a part of the display, with the pointer, from the file in which
// the server keeps its pixels. It costs the programs on the display nothing.
func (s *screen) frame(part image.Rectangle) (*image.RGBA, error) {
	f, err := os.Open(s.pixels)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	header := make([]byte, 4*dumpWords)
	if _, err := f.ReadAt(header, 0); err != nil {
		return nil, err
	}
	field := func(i int) int { return int(endian.BigEndian.Uint32(header[4*i:])) }
	if field(dumpBits) != 32 || field(dumpOrder) != 0 {
		return nil, errors.New("the display's pixels are not four bytes, blue first")
	}
	part = part.Intersect(image.Rect(0, 0, field(dumpWidth), field(dumpHeight)))
	img := image.NewRGBA(image.Rectangle{Max: part.Size()})
	start := field(dumpHeader) + 12*field(dumpColors)
	for y := range part.Dy() {
		row := img.Pix[y*img.Stride:][:4*part.Dx()]
		if _, err := f.ReadAt(row, int64(start+(part.Min.Y+y)*field(dumpLine)+4*part.Min.X)); err != nil {
			return nil, err
		}
		for i := 0; i < len(row); i += 4 {
			row[i], row[i+2], row[i+3] = row[i+2], row[i], 255
		}
	}
	return img, nil
}
