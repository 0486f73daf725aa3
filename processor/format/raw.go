package format

import (
	"io"

	"thumbpool/processor/colour"
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
	h.Preview, h.Exif, h.space = Section{p.Offset, p.Length}, Section{p.Exif, p.ExifLength}, p.Space
	if p.Orientation > 0 {
		h.Orientation = p.Orientation
	}
	return h, err
}

// rawColour is what the preview says of its colours, or else what is said of it: by
// its directory, or by the EXIF of the raw file.
func rawColour(r io.ReaderAt, size int64, h Header) colour.Source {
	if s := jpegColour(h.Picture(r, size)); !s.IsSRGB() || h.JPEG.Components != 3 {
		return s
	}
	switch h.space {
	case raw.SRGB:
		return colour.Source{}
	case raw.AdobeRGB:
		return colour.AdobeRGB()
	}
	return exifColour(r, h.Exif.Offset, h.Exif.Length)
}
