package format

import (
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/raw"
)

// Section is a part of a file, in bytes.
type Section struct{ Offset, Length int64 }

// Picture returns the part of a file of size bytes that holds the picture, and its
// length: all of it, but for a camera raw, of which it is the preview.
func (h Header) Picture(r io.ReaderAt, size int64) (io.ReaderAt, int64) {
	if h.Preview == (Section{}) {
		return r, size
	}
	return io.NewSectionReader(r, h.Preview.Offset, h.Preview.Length), h.Preview.Length
}

// IsJPEG tells whether the picture is a JPEG: the file is, or is a camera raw.
func (h Header) IsJPEG() bool { return h.Format == JPEG || h.Format == RAW }

// rawHeader is the header of the preview, turned as the raw file says.
func rawHeader(r io.ReaderAt, size int64) (Header, error) {
	p, err := raw.Find(r, size)
	if err != nil {
		return Header{}, &UnsupportedError{Format: RAW}
	}
	jpeg := io.NewSectionReader(r, p.Offset, p.Length)
	h, err := jpegHeader(container.NewWindow(jpeg), p.Length)
	h.Preview = Section{p.Offset, p.Length}
	if p.Orientation > 0 {
		h.Orientation = p.Orientation
	}
	return h, err
}
