package format

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"thumbpool/processor/format/container"
)

// pngHeader reads the chunks of a PNG up to its pixels; and since eXIf may
// also follow them, those after it when none came before.
func pngHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	b, _, err := readIHDR(r)
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
	var t turned
	for c, err := range container.PNG(r, size) {
		if errors.Is(err, container.ErrTooMany) {
			return h, err
		}
		if err != nil || c.ID == "IEND" || c.ID == "IDAT" && t.orientation != 0 {
			break // the pixels will tell of a file that ends early
		}
		switch c.ID {
		case "tRNS":
			h.HasAlpha = true
		case "eXIf":
			t.readEXIF(r, c.Off, min(c.Len, size-c.Off))
		case "iTXt":
			if n := min(c.Len, size-c.Off); begins(r, c.Off, n, pngXMP) {
				at := int64(len(pngXMP))
				t.foundXMP(c.Off+at, n-at)
			}
		case "zTXt", "tEXt":
			t.readRawProfile(r, c, size)
		}
	}
	h.Orientation = t.result(r)
	h.pixelCost = pngCost(depth, colour, h.HasAlpha, interlaced)
	return h, nil
}

// pngXMP opens an iTXt chunk with XMP: the keyword, and that the text is neither
// packed nor in a language (XMP specification part 3, section 1.1.5).
const pngXMP = "XML:com.adobe.xmp\x00\x00\x00\x00\x00"

// pngCost is the cost per pixel of the image types that image/png returns. An
// interlaced picture is put together from passes that are images themselves, of
// which the last has half of the pixels.
func pngCost(depth, colour byte, alpha, interlaced bool) float64 {
	const palette, rgb = 1, 2 // bits of the colour type
	if colour&palette != 0 {
		if interlaced {
			return palettedCost + 0.5
		}
		return palettedCost
	}
	cost := 1.0
	if colour&rgb != 0 || alpha {
		cost = 4
	}
	if depth == 16 {
		cost *= 2
	}
	if interlaced {
		cost *= 1.5
	}
	return cost
}
