package render

import (
	"bytes"

	"thumbpool/processor/format"
	"thumbpool/processor/plane"
)

// maxProfile is the longest colour profile, in bytes, that a thumbnail takes
// over. Those of cameras and screens have up to 4 kB; a longer one would be
// most of the thumbnail's file.
const maxProfile = 64 << 10

// profile returns the photo's ICC profile if it describes the thumbnail's
// colours too, so that they look alike wherever profiles are heeded. It
// returns nil for a profile of other colours, such as those of a CMYK photo,
// and for sRGB, which every viewer takes for granted.
func (w *work) profile() ([]byte, error) {
	p, err := format.ReadICC(w.content, w.size, w.header.Format)
	if err != nil || len(p) < 20 || len(p) > maxProfile || bytes.Contains(p, []byte("sRGB")) {
		return nil, err
	}
	space := "RGB " // ICC.1:2022, table 19
	if w.picture.Kind == plane.Gray {
		space = "GRAY"
	}
	if string(p[16:20]) != space {
		return nil, nil
	}
	return p, nil
}
