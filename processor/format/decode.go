package format

import (
	"context"
	"errors"
	"image"
	"io"

	"thumbpool/processor/format/bmp"
	"thumbpool/processor/format/gif"
	"thumbpool/processor/format/tiff"
)

// Decode reads the whole picture of a file of size bytes with header h, which
// ReadHeader returned. It knows all Readable formats but those that are a JPEG, see
// Header.IsJPEG, which package jpeg decodes. Of an animation it is the first frame on its canvas.
// The image is as stored: the caller applies the orientation. It stops soon
// after ctx is done.
//
// A picture of which at least a quarter could be decoded is returned together
// with a *DamageError; the rest of it is gray. All other errors come without
// an image: ctx.Err(), errors of r, those that wrap ErrUnsupported, and
// *DamageError.
func Decode(ctx context.Context, r io.ReaderAt, size int64, h Header) (image.Image, error) {
	s := &source{ctx: ctx, r: r, size: size}
	var img image.Image
	decoded := 0.0
	var err error
	switch h.Format {
	case PNG:
		img, decoded, err = decodePNG(s)
	case GIF:
		img, decoded, err = gif.Decode(s, size)
	case BMP:
		img, decoded, err = bmp.Decode(s, size)
	case TIFF:
		img, decoded, err = tiff.Decode(ctx, s, size)
	case WebP:
		img, err = decodeWebP(s, h)
	case AVIF, HEIC:
		img, decoded, err = decodeHEIF(s)
	case JPEGXL:
		img, err = decodeJXL(s)
	default:
		return nil, &UnsupportedError{Format: h.Format}
	}
	switch {
	case s.err != nil:
		return nil, s.err
	case err == nil:
		return img, nil
	}
	err = explain(err, s.reached, size)
	var damage *DamageError
	if decoded < enough || !errors.As(err, &damage) {
		return nil, err
	}
	damage.Shown = decoded
	return img, damage
}

// enough is the share of a damaged picture that is worth showing.
const enough = 0.25

// source reads a file from its start, nothing beyond its size, remembers how
// far it came, and stops when the context is done.
type source struct {
	ctx  context.Context
	r    io.ReaderAt
	size int64

	pos     int64 // of Read
	reached int64 // how far any reading came
	err     error // why reading stopped, if not at the end of the file
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.ReadAt(p, s.pos)
	s.pos += int64(n)
	if n > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

// ReadAt makes source an io.ReaderAt for decoders that jump about.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if s.err == nil {
		s.err = s.ctx.Err()
	}
	if s.err != nil {
		return 0, s.err
	}
	if off >= s.size {
		return 0, io.EOF
	}
	n, err := s.r.ReadAt(p[:min(int64(len(p)), s.size-off)], off)
	s.reached = max(s.reached, off+int64(n))
	if err != nil && err != io.EOF {
		s.err = err
	}
	if err == nil && n < len(p) {
		err = io.EOF
	}
	return n, err
}
