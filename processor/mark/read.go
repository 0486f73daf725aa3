package mark

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"thumbpool/processor/format"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/tiff"
)

// Read finds our comment in a file of size bytes, by content and not by name.
// It reads a few kilobytes. A file that is no picture, that is damaged, or
// whose comments are foreign, has none: ok is false. The error is that of
// reading r.
func Read(r io.ReaderAt, size int64) (comment string, ok bool, err error) {
	w := &watched{r: r}
	window := container.NewWindow(w)
	head := make([]byte, min(size, format.SniffLen))
	if n, _ := window.ReadAt(head, 0); n < len(head) {
		return "", false, w.err
	}
	switch format.Sniff(head, "") {
	case format.JPEG:
		comment = readJPEG(window, size)
	case format.PNG:
		comment = readPNG(window, size)
	case format.GIF:
		comment = readGIF(window, head)
	case format.BMP:
		comment = readBMP(window, size)
	case format.TIFF:
		comment = readTIFF(window, size)
	}
	if w.err != nil {
		return "", false, w.err
	}
	if ok = check(comment) == nil; !ok {
		comment = "" // somebody else's
	}
	return comment, ok, nil
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

// text returns the n bytes at off, or nothing where they are too many for a
// comment of ours or not all there.
func text(r io.ReaderAt, off, n int64) string {
	if n < int64(len(Prefix)) || n > MaxLen+int64(len(pngKeyword)) {
		return ""
	}
	b := make([]byte, n)
	if got, _ := r.ReadAt(b, off); got < len(b) {
		return ""
	}
	return string(b)
}

func readJPEG(r io.ReaderAt, size int64) string {
	for s, err := range container.JPEG(r, size) {
		if err != nil || s.IsFrame() {
			break
		}
		if s.Marker == container.COM {
			if t := text(r, s.Off, s.Len); strings.HasPrefix(t, Prefix) {
				return t
			}
		}
	}
	return ""
}

func readPNG(r io.ReaderAt, size int64) string {
	for c, err := range container.PNG(r, size) {
		if err != nil || c.ID == "IDAT" {
			break
		}
		if c.ID == "tEXt" {
			if t, found := strings.CutPrefix(text(r, c.Off, c.Len), pngKeyword+Prefix); found {
				return Prefix + t
			}
		}
	}
	return ""
}

// readGIF reads the extension that follows the colour table, where Insert
// puts the comment.
func readGIF(r io.ReaderAt, head []byte) string {
	if len(head) < gifHeadLen {
		return ""
	}
	const most = 2 + MaxLen + MaxLen/255 + 2 // introducer, text, lengths, end
	b := make([]byte, most)
	n, _ := r.ReadAt(b, int64(gifTablesEnd(head)))
	b, found := bytes.CutPrefix(b[:n], []byte{0x21, 0xFE})
	var comment []byte
	for found && len(b) > 0 {
		n := int(b[0])
		if n == 0 || n >= len(b) {
			break
		}
		comment, b = append(comment, b[1:1+n]...), b[1+n:]
	}
	return string(comment)
}

// readBMP reads the end of the file, where Insert puts the comment.
func readBMP(r io.ReaderAt, size int64) string {
	n := min(size, MaxLen+1)
	b := make([]byte, n)
	if got, _ := r.ReadAt(b, size-n); got < len(b) || b[n-1] != 0 {
		return ""
	}
	b = b[:n-1]
	return string(b[max(bytes.LastIndex(b, []byte(Prefix)), 0):])
}

func readTIFF(r io.ReaderAt, size int64) string {
	d, err := tiff.ReadDirectory(r, size)
	if err != nil {
		return ""
	}
	return strings.TrimRight(string(d.Bytes(tiff.TagSoftware, MaxLen+1)), "\x00")
}
