package mark

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"thumbpool/processor/format"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/tiff"
)

// Read finds the text of a comment of ours in a file of size bytes, by content
// and not by name. It reads a few kilobytes, and does not look whether the
// digest fits: see [Verify]. A file that is no picture, that is damaged, or
// whose comments are foreign, has none: ok is false. The error is that of
// reading r.
func Read(r io.ReaderAt, size int64) (text string, ok bool, err error) {
	c, err := find(r, size)
	if err != nil || c.text == "" {
		return "", false, err
	}
	return c.text[textAt:], true, nil
}

// Verify is [Read] that also reads the whole file and compares the digest: ok
// is true only for a file that is, byte for byte, as [Insert] returned it.
func Verify(r io.ReaderAt, size int64) (text string, ok bool, err error) {
	c, err := find(r, size)
	if err != nil || c.text == "" {
		return "", false, err
	}
	sum, err := digest(r, size, c)
	if err != nil || sum != c.text[len(prefix):textAt-1] {
		return "", false, err
	}
	if c.crc > 0 {
		var have [4]byte
		if _, err := r.ReadAt(have[:], c.crc); err != nil && !errors.Is(err, io.EOF) {
			return "", false, err
		}
		if binary.BigEndian.Uint32(have[:]) != chunkSum(c.text) {
			return "", false, nil
		}
	}
	return c.text[textAt:], true, nil
}

// comment is a comment of ours in a file.
type comment struct {
	text string // all of it; empty if there is none
	at   int64  // where the file has it
	crc  int64  // where a checksum of it lies that the digest cannot be part of; 0 if there is none
}

// find finds the comment of a file.
func find(r io.ReaderAt, size int64) (comment, error) {
	w := &watched{r: io.NewSectionReader(r, 0, size)}
	window := container.NewWindow(w)
	head := make([]byte, min(size, format.SniffLen))
	if n, _ := window.ReadAt(head, 0); n < len(head) {
		return comment{}, w.err
	}
	var c comment
	switch format.Sniff(head) {
	case format.JPEG:
		c = findJPEG(window, size)
	case format.PNG:
		c = findPNG(window, size)
	case format.GIF:
		c = findGIF(window, head)
	case format.BMP:
		c = findBMP(window, size)
	case format.TIFF:
		c = findTIFF(window, size)
	case format.WebP:
		c = findWebP(window, size)
	}
	if w.err != nil || !isOurs(c.text) {
		return comment{}, w.err
	}
	return c, nil
}

// isOurs reports whether a comment has our form.
func isOurs(text string) bool {
	return strings.HasPrefix(text, prefix) && len(text) >= textAt && text[textAt-1] == ' ' &&
		strings.Trim(text[len(prefix):textAt-1], "0123456789abcdef") == "" && check(text[textAt:]) == nil
}

// watched remembers the error of a reader, unless it is the end of the file.
type watched struct {
	r   io.ReaderAt
	err error
}

func (w *watched) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.r.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		w.err = err
	}
	return n, err
}

// piece returns the n bytes at off, or nothing where they are too many for a
// comment of ours, too few, or not all there.
func piece(r io.ReaderAt, off, n int64) string {
	if n < int64(textAt) || n > maxLen+int64(len(pngKeyword)) {
		return ""
	}
	b := make([]byte, n)
	if got, _ := r.ReadAt(b, off); got < len(b) {
		return ""
	}
	return string(b)
}

func findJPEG(r io.ReaderAt, size int64) comment {
	for s, err := range container.JPEG(r, size) {
		if err != nil || s.IsFrame() {
			break
		}
		if s.Marker == container.COM {
			if t := piece(r, s.Off, s.Len); strings.HasPrefix(t, prefix) {
				return comment{text: t, at: s.Off}
			}
		}
	}
	return comment{}
}

func findPNG(r io.ReaderAt, size int64) comment {
	for c, err := range container.PNG(r, size) {
		if err != nil || c.ID == "IDAT" {
			break
		}
		if c.ID == "tEXt" {
			if t, found := strings.CutPrefix(piece(r, c.Off, c.Len), pngKeyword); found && strings.HasPrefix(t, prefix) {
				return comment{text: t, at: c.Off + int64(len(pngKeyword)), crc: c.Off + c.Len}
			}
		}
	}
	return comment{}
}

// findGIF reads the extension that follows the colour table, where Insert
// puts the comment. The digest lies in the first of its blocks.
func findGIF(r io.ReaderAt, head []byte) comment {
	if len(head) < gifHeadLen {
		return comment{}
	}
	const most = 2 + maxLen + maxLen/255 + 2 // introducer, text, lengths, end
	at := int64(gifTablesEnd(head))
	b := make([]byte, most)
	n, _ := r.ReadAt(b, at)
	b, found := bytes.CutPrefix(b[:n], []byte{0x21, 0xFE})
	var text []byte
	for found && len(b) > 0 {
		n := int(b[0])
		if n == 0 || n >= len(b) {
			break
		}
		text, b = append(text, b[1:1+n]...), b[1+n:]
	}
	return comment{text: string(text), at: at + 3}
}

// findBMP reads the end of the file, where Insert puts the comment.
func findBMP(r io.ReaderAt, size int64) comment {
	n := min(size, maxLen+1)
	b := make([]byte, n)
	if got, _ := r.ReadAt(b, size-n); int64(got) < n || b[n-1] != 0 {
		return comment{}
	}
	at := bytes.LastIndex(b, []byte(prefix))
	if at < 0 {
		return comment{}
	}
	return comment{text: string(b[at : n-1]), at: size - n + int64(at)}
}

func findTIFF(r io.ReaderAt, size int64) comment {
	d, err := tiff.ReadDirectory(r, size)
	if err != nil {
		return comment{}
	}
	text := strings.TrimRight(string(d.Bytes(tiff.TagSoftware, maxLen+1)), "\x00")
	at, _ := d.Place(tiff.TagSoftware)
	return comment{text: text, at: at}
}
