// Package mark writes and reads the comment by which Thumbpool knows its own
// thumbnails. A comment holds a text and a digest of the whole file, the text
// included: so a thumbnail that somebody edited or that was cut short, even if
// the comment is still in it, is not taken for one that Thumbpool made.
//
// In flows an encoded picture, out flows the same picture with the comment
// where its format keeps comments; or in flows a file, out flows the text.
// Pixels are never touched. All functions may be called from many goroutines.
package mark

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"

	"thumbpool/processor/format"
)

// A comment is the prefix, a digest of digestLen hexadecimal digits, a space
// and the text.
const (
	prefix    = "Thumbpool thumbnail "
	digestLen = 32
	textAt    = len(prefix) + digestLen + 1

	maxLen int64 = int64(textAt) + MaxText
)

// MaxText is the longest text in bytes.
const MaxText = 400

// Insert returns the encoded picture of format f with a comment that holds the
// text and the digest. It knows JPEG, PNG, GIF, BMP, TIFF and WebP; the encoded
// picture must be whole, as the encoders make it. The text has at most MaxText
// bytes of printable ASCII, which every format can carry.
func Insert(f format.Format, encoded []byte, text string) ([]byte, error) {
	if err := check(text); err != nil {
		return nil, err
	}
	comment := prefix + strings.Repeat("0", digestLen) + " " + text
	var out []byte
	var ok bool
	switch f {
	case format.JPEG:
		out, ok = insertJPEG(encoded, comment)
	case format.PNG:
		out, ok = insertPNG(encoded, comment)
	case format.GIF:
		out, ok = insertGIF(encoded, comment)
	case format.BMP:
		out, ok = insertBMP(encoded, comment)
	case format.TIFF:
		out, ok = insertTIFF(encoded, comment)
	case format.WebP:
		out, ok = insertWebP(encoded, comment)
	default:
		return nil, fmt.Errorf("comments in %v pictures are %w", f, format.ErrUnsupported)
	}
	if !ok || !seal(out) {
		return nil, fmt.Errorf("no place for a comment: the encoded picture is not a whole %v", f)
	}
	return out, nil
}

// Growth is how many bytes [Insert] adds, with a text of that length, to a picture
// of format f as the encoders make it: never less than it does.
func Growth(f format.Format, text int) int {
	n := textAt + text
	switch f {
	case format.PNG:
		return n + len(pngKeyword) + 12 // a chunk's length, type and checksum
	case format.GIF:
		return n + n/255 + 4
	case format.TIFF:
		return n + 3 + 2 + maxEntries*entryLen + 4 // and the directory again
	case format.WebP:
		return n + 1 + 8 + 8 + extendedLen
	}
	return n + 4
}

func check(text string) error {
	switch {
	case len(text) > MaxText:
		return fmt.Errorf("the text has %d bytes; the limit is %d", len(text), MaxText)
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }):
		return fmt.Errorf("the text %q is not printable ASCII", text)
	}
	return nil
}

// insertJPEG adds a COM segment (ISO/IEC 10918-1, B.2.4.5) after the JFIF
// segment, which must stay first.
func insertJPEG(b []byte, comment string) ([]byte, bool) {
	const app0, com = "\xFF\xE0", "\xFF\xFE"
	if len(b) < 6 || b[0] != 0xFF || b[1] != 0xD8 {
		return nil, false
	}
	at := 2
	if string(b[2:4]) == app0 {
		at += 2 + int(binary.BigEndian.Uint16(b[4:]))
	}
	if at > len(b) {
		return nil, false
	}
	segment := append([]byte(com), byte((len(comment)+2)>>8), byte(len(comment)+2))
	return slices.Concat(b[:at], segment, []byte(comment), b[at:]), true
}

// The type of chunk, and the keyword of the standard for "software used to
// create the image" (PNG third edition, 11.3.3).
const (
	pngType    = "tEXt"
	pngKeyword = "Software\x00"
)

// pngHeadLen is the length of a PNG's signature and its first chunk.
const pngHeadLen = 8 + 8 + 13 + 4

// insertPNG adds a tEXt chunk after IHDR.
func insertPNG(b []byte, comment string) ([]byte, bool) {
	if len(b) < pngHeadLen || string(b[12:16]) != "IHDR" {
		return nil, false
	}
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(pngKeyword)+len(comment)))
	chunk = append(chunk, pngType+pngKeyword+comment...)
	chunk = binary.BigEndian.AppendUint32(chunk, chunkSum(comment))
	return slices.Concat(b[:pngHeadLen], chunk, b[pngHeadLen:]), true
}

// chunkSum is the checksum of the chunk that holds a comment.
func chunkSum(comment string) uint32 {
	return crc32.ChecksumIEEE([]byte(pngType + pngKeyword + comment))
}

// insertGIF adds a comment extension (GIF89a, section 24) after the global
// colour table.
func insertGIF(b []byte, comment string) ([]byte, bool) {
	if len(b) < gifHeadLen || string(b[:4]) != "GIF8" {
		return nil, false
	}
	at := gifTablesEnd(b)
	if at > len(b) {
		return nil, false
	}
	extension := []byte{0x21, 0xFE}
	for part := range slices.Chunk([]byte(comment), 255) {
		extension = append(append(extension, byte(len(part))), part...)
	}
	out := slices.Concat(b[:at], append(extension, 0), b[at:])
	out[4] = '9' // comments came with the version of 1989
	return out, true
}

// gifHeadLen is the length of a GIF's header and logical screen descriptor.
const gifHeadLen = 13

// gifTablesEnd returns the offset behind the global colour table.
func gifTablesEnd(head []byte) int {
	if flags := head[10]; flags&0x80 != 0 {
		return gifHeadLen + 3<<(1+flags&7)
	}
	return gifHeadLen
}

// bmpSize is where a bitmap's file header holds the size of the file.
const bmpSize = 2

// insertBMP appends the comment, ended by a zero. Data behind the pixels does
// not disturb readers; data before them, though as lawful, does some.
func insertBMP(b []byte, comment string) ([]byte, bool) {
	if len(b) < bmpSize+4 || string(b[:2]) != "BM" {
		return nil, false
	}
	out := slices.Concat(b, []byte(comment), []byte{0})
	binary.LittleEndian.PutUint32(out[bmpSize:], uint32(len(out)))
	return out, true
}
