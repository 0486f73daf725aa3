package format

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"io"

	"golang.org/x/image/webp"

	"thumbpool/processor/format/container"
)

// decodeWebP decodes a still picture, or the first frame of an animation.
func decodeWebP(s *source, h Header) (image.Image, error) {
	for c, err := range container.RIFF(s, 12, s.size) {
		if err != nil || c.ID != "ANMF" {
			if c.ID == "VP8 " || c.ID == "VP8L" {
				break
			}
			continue
		}
		return decodeFrame(s, c, h)
	}
	s.pos = 0
	img, err := webp.Decode(s)
	if err != nil {
		return nil, err
	}
	toFullRange(img)
	return img, nil
}

// decodeFrame decodes one frame of an animation (RFC 9649, section 2.7.1.1)
// and puts it in its place on the canvas.
func decodeFrame(s *source, c container.Chunk, h Header) (image.Image, error) {
	const headLen = 16
	head, err := read(s, c.Off, headLen)
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
		return nil, err
	}
	toFullRange(img)
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

// toFullRange stretches the samples of a lossy WebP, whose black is 16 and
// whose white is 235 (ITU-R BT.601), to the full range that image.YCbCr means.
func toFullRange(img image.Image) {
	var p *image.YCbCr
	switch img := img.(type) {
	case *image.YCbCr:
		p = img
	case *image.NYCbCrA:
		p = &img.YCbCr
	default:
		return
	}
	stretch(p.Y, 16, 219, 0)
	stretch(p.Cb, 128, 224, 128)
	stretch(p.Cr, 128, 224, 128)
}

// stretch maps zero to newZero and spreads span over 255.
func stretch(samples []byte, zero, span, newZero int) {
	var table [256]byte
	for i := range table {
		v := ((i-zero)*255*2 + span) / (2 * span)
		if i < zero {
			v = ((i-zero)*255*2 - span) / (2 * span)
		}
		table[i] = byte(min(max(v+newZero, 0), 255))
	}
	for i, v := range samples {
		samples[i] = table[v]
	}
}
