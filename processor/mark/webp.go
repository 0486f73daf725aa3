package mark

import (
	"encoding/binary"
	"io"
	"slices"
	"strings"

	"thumbpool/processor/format/container"
)

// The layout of a WebP (RFC 9649, sections 2.3 to 2.7).
const (
	riffHead    = 12 // "RIFF", the length of what follows, "WEBP"
	chunkHead   = 8  // a name and a length
	extendedLen = 10 // of the payload of VP8X

	// webpChunk is the chunk with the comment. Readers step over the chunks that
	// they do not know, and other writers keep them.
	webpChunk = "THPL"
)

// insertWebP adds a chunk at the end. Chunks beside the picture belong into the
// extended format, which a simple file is made of first.
func insertWebP(b []byte, comment string) ([]byte, bool) {
	if len(b) < riffHead+chunkHead || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return nil, false
	}
	out := slices.Clone(b)
	if string(b[riffHead:riffHead+4]) != "VP8X" {
		extended, ok := extendedHead(b[riffHead:])
		if !ok {
			return nil, false
		}
		out = slices.Concat(b[:riffHead], extended, b[riffHead:])
	}
	out = append(out, make([]byte, len(out)&1)...)
	out = append(out, webpChunk...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(comment)))
	out = append(out, comment...)
	out = append(out, make([]byte, len(comment)&1)...)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-chunkHead))
	return out, true
}

// extendedHead is the first chunk of an extended file for a picture in a chunk
// of its own: its size, and whether it may be transparent.
func extendedHead(picture []byte) ([]byte, bool) {
	data := picture[chunkHead:]
	var w, h, flags uint32
	switch {
	case string(picture[:4]) == "VP8 " && len(data) >= 10: // RFC 6386, section 9.1
		w = uint32(binary.LittleEndian.Uint16(data[6:])) & 0x3FFF
		h = uint32(binary.LittleEndian.Uint16(data[8:])) & 0x3FFF
	case string(picture[:4]) == "VP8L" && len(data) >= 5: // RFC 9649, section 3.4
		v := binary.LittleEndian.Uint32(data[1:])
		w, h, flags = 1+v&0x3FFF, 1+v>>14&0x3FFF, v>>28&1<<4
	}
	if w == 0 || h == 0 {
		return nil, false
	}
	w, h = w-1, h-1
	chunk := append([]byte("VP8X"), extendedLen, 0, 0, 0, byte(flags), 0, 0, 0)
	return append(chunk, byte(w), byte(w>>8), byte(w>>16), byte(h), byte(h>>8), byte(h>>16)), true
}

// findWebP finds the last of our comments, as Insert puts a new one behind all
// others.
func findWebP(r io.ReaderAt, size int64) (found comment) {
	for c, err := range container.RIFF(r, riffHead, size) {
		if err != nil {
			break
		}
		if c.ID == webpChunk {
			if t := piece(r, c.Off, c.Len); strings.HasPrefix(t, prefix) {
				found = comment{text: t, at: c.Off}
			}
		}
	}
	return found
}
