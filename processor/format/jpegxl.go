package format

import (
	"image"
	"io"
	"sync"

	"thumbpool/processor/colour"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/jxl"
)

// jxlDecoder is the process's: what it is compiled to is shared by all photos.
var jxlDecoder = sync.OnceValue(jxl.NewDecoder)

// jxlHeader takes the orientation of the coded picture: EXIF has no say in that
// (ISO/IEC 18181-2, section 9.7).
func jxlHeader(r io.ReaderAt, size int64) (Header, error) {
	x, err := jxl.ReadHeader(r, size)
	h := Header{Width: x.Width, Height: x.Height, Orientation: x.Orientation, HasAlpha: x.HasAlpha}
	h.extraCost = x.Bytes(size)
	return h, err
}

func decodeJXL(s *source) (image.Image, error) {
	x, err := jxl.ReadHeader(container.NewWindow(s), s.size)
	if err != nil {
		return nil, err
	}
	return jxlDecoder().Decode(s.ctx, s, s.size, x)
}

// jxlColour takes the code points where there are some, since no profile says what
// those of high dynamic range do, or else the profile.
func jxlColour(s *source, w io.ReaderAt) colour.Source {
	x, err := jxl.ReadHeader(w, s.size)
	if err != nil {
		return colour.Source{}
	}
	c, err := jxlDecoder().ReadColour(s.ctx, s, s.size)
	if err != nil {
		return colour.Source{}
	}
	model := colour.RGB
	if x.Gray {
		model = colour.Gray
	}
	hdr := c.Transfer == colour.TransferPQ || c.Transfer == colour.TransferHLG
	if hdr && c.Primaries != 0 {
		points := colour.CICP{Primaries: codePoint(c.Primaries), Transfer: codePoint(c.Transfer), Full: true}
		if found, err := colour.FromCICP(points); err == nil {
			return found
		}
	}
	found, _ := fromProfile(checkICC(c.Profile), model)
	return found
}
