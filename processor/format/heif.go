package format

import (
	"context"
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

// isAV1 is the type of items that are AV1; others are H.265.
const isAV1 = "av01"

// pictures decodes what is coded in HEIF files, AVIF and HEIC: AV1, or H.265. It is
// for one photo.
type pictures struct{ hevc hevcDecoder }

func (p *pictures) Decode(ctx context.Context, c heif.Coded) (*heif.Samples, func(), error) {
	if c.Codec == isAV1 {
		return av1Decoder().Decode(ctx, c)
	}
	return p.hevc.Decode(ctx, c)
}

// picturesBytes is how much memory one of them takes.
func picturesBytes(c heif.Coding) int64 {
	if c.Codec == isAV1 {
		return av1.Bytes(c)
	}
	return hevcBytes(c)
}

// heifHeader reads the boxes of an AVIF or HEIC: size, how it is turned, and what is to be
// decoded for it. EXIF has no say in that (ISO/IEC 23008-12, section 6.5).
func heifHeader(r io.ReaderAt, size int64) (Header, error) {
	f, err := heif.Read(r, size)
	if err != nil {
		return Header{}, err
	}
	img, err := f.Picture()
	if err != nil {
		return Header{}, err
	}
	if img.Codec() != isAV1 && !hevcIncluded {
		return Header{}, &UnsupportedError{Format: HEIC}
	}
	h := Header{Width: img.Part.Dx(), Height: img.Part.Dy(), Orientation: img.Orientation, HasAlpha: img.HasAlpha()}
	h.extraCost = img.Bytes(picturesBytes)
	if img.Part.Min.X%2 != 0 || img.Part.Min.Y%2 != 0 { // chroma is cut through: planes do not fit in its place
		h.pixelCost = 4
	}
	return h, nil
}

// decodeHEIF decodes the picture, and cuts out the part that is shown.
func decodeHEIF(s *source) (image.Image, float64, error) {
	f, err := heif.Read(container.NewWindow(s), s.size)
	if err != nil {
		return nil, 0, err
	}
	img, err := f.Picture()
	if err != nil {
		return nil, 0, err
	}
	m, decoded, err := f.Decode(s.ctx, img, &pictures{})
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

// heifColour takes the profile of the boxes, or else code points: of the boxes, or
// of the coded picture.
func heifColour(r io.ReaderAt, size int64) colour.Source {
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
		if c, err := f.Head(img, head); err == nil && c.Codec == isAV1 {
			said = av1.ReadColour(c)
		} else if err == nil {
			said = hevcColour(c)
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
