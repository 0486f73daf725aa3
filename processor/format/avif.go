package format

import (
	"errors"
	"image"
	"io"
	"sync"

	"thumbpool/processor/colour"
	"thumbpool/processor/format/av1"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/heif"
)

// av1Decoder is the process's: what it is compiled to is shared by all photos.
var av1Decoder = sync.OnceValue(av1.NewDecoder)

// avifHeader reads the boxes of an AVIF: size, how it is turned, and what is to be
// decoded for it. EXIF has no say in that (ISO/IEC 23008-12, section 6.5).
func avifHeader(r io.ReaderAt, size int64) (Header, error) {
	f, err := heif.Read(r, size)
	if err != nil {
		return Header{}, err
	}
	img, err := f.Picture()
	if err != nil {
		return Header{}, err
	}
	if codec := img.Codec(); codec != "av01" {
		return Header{}, &UnsupportedError{Format: HEIC}
	}
	h := Header{Width: img.Part.Dx(), Height: img.Part.Dy(), Orientation: img.Orientation, HasAlpha: img.HasAlpha()}
	h.extraCost = img.Bytes(av1.Bytes)
	return h, nil
}

// decodeAVIF decodes the picture, and cuts out the part that is shown.
func decodeAVIF(s *source) (image.Image, float64, error) {
	f, err := heif.Read(container.NewWindow(s), s.size)
	if err != nil {
		return nil, 0, err
	}
	img, err := f.Picture()
	if err != nil {
		return nil, 0, err
	}
	m, decoded, err := f.Decode(s.ctx, img, av1Decoder())
	if errors.Is(err, io.ErrUnexpectedEOF) {
		s.reached = s.size // the tables say that there was more
	}
	if part, ok := m.(interface {
		SubImage(image.Rectangle) image.Image
	}); ok && img.Part != m.Bounds() {
		m = part.SubImage(img.Part)
	}
	return m, decoded, err
}

// avifColour takes the profile of the boxes, or else code points: of the boxes, or
// of the coded picture.
func avifColour(r io.ReaderAt, size int64) colour.Source {
	f, err := heif.Read(r, size)
	if err != nil {
		return colour.Source{}
	}
	img, err := f.Picture()
	if err != nil {
		return colour.Source{}
	}
	said := img.Colour
	if !said.Said {
		const head = 256 // bytes that the sequence header is among
		if c, err := f.Head(img, head); err == nil {
			said = av1.ReadColour(c)
		}
	}
	if !said.Said {
		said = heif.CICP{Primaries: colour.Unspecified, Transfer: colour.Unspecified, Matrix: colour.Unspecified, FullRange: true}
	}
	points := colour.CICP{Primaries: codePoint(said.Primaries), Transfer: codePoint(said.Transfer), Matrix: codePoint(said.Matrix), Full: said.FullRange}
	if points.Matrix == 0 { // red, green and blue, which Decode gives in the full range
		points.Full = true
	}
	model := colour.RGB
	if img.Gray() {
		model = colour.Gray
	}
	s, ok := fromProfile(checkICC(f.Profile(img, maxICC)), model)
	if !ok {
		if s, err = colour.FromCICP(points); err == nil {
			return s
		}
	}
	if coded, err := s.Coded(points); err == nil {
		return coded
	}
	points.Matrix = colour.Unspecified
	s, _ = s.Coded(points) // which is known
	return s
}

// codePoint is a code point of H.273 as package colour has it; those that are too
// large are not known.
func codePoint(v int) uint8 { return uint8(min(v, 255)) }
