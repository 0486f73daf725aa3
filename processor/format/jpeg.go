package format

import (
	"errors"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/exif"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/jpeg"
)

// jpegHeader reads what precedes the first scan: the frame header and what says
// which colours it has; and blocks of EXIF, of which the first with an
// orientation counts, and XMP.
func jpegHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	var t turned
	var f jpeg.HeaderReader
	for s, err := range container.JPEG(r, size) {
		switch {
		case err != nil && f.Framed() && f.Tall():
			// What follows is missing: the decoder will say so.
		case err != nil:
			return h, err
		case s.Marker == container.APP1:
			switch n := min(s.Len, size-s.Off); {
			case begins(r, s.Off, n, exif.Prefix):
				t.readEXIF(r, s.Off, n)
			case begins(r, s.Off, n, exif.XMPPrefix):
				at := int64(len(exif.XMPPrefix))
				t.foundXMP(s.Off+at, n-at)
			}
		default:
			if err := jpegSegment(&f, r, s); err != nil {
				return h, err
			}
			if s.Marker == container.SOS && f.Framed() && !f.Tall() {
				// The height stands behind the first scan.
				next, err := container.AfterScan(r, s.Off+s.Len, size)
				if err != nil {
					return h, err
				}
				if err := jpegSegment(&f, r, next); err != nil {
					return h, err
				}
			}
		}
	}
	switch {
	case !f.Framed():
		return h, errors.New("there is no frame header before the picture")
	case !f.Tall():
		return h, errors.New("its height is missing")
	}
	h.JPEG = f.Header()
	h.Width, h.Height = h.JPEG.Width, h.JPEG.Height
	h.Orientation = t.result(r)
	return h, nil
}

// jpegSegment hands on a segment, and what is in it if that is part of the
// header.
func jpegSegment(f *jpeg.HeaderReader, r io.ReaderAt, s container.Segment) error {
	const longest = 6 + 3*255 // a frame header of all components that there may be
	var payload []byte
	switch {
	case s.IsFrame(), s.Marker == container.APP0, s.Marker == container.APP14, s.Marker == container.DNL:
		var err error
		if payload, err = piece.Read(r, s.Off, min(s.Len, longest)); err != nil {
			return err
		}
	}
	return f.Segment(s.Marker, payload)
}

// begins tells whether the n bytes at off begin with a prefix.
func begins(r io.ReaderAt, off, n int64, prefix string) bool {
	if n < int64(len(prefix)) {
		return false
	}
	b, err := piece.Read(r, off, int64(len(prefix)))
	return err == nil && string(b) == prefix
}
