package encode

import (
	"encoding/binary"
	"math"
	"slices"

	"thumbpool/processor/format/exif"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/metadata"
	"thumbpool/processor/plane"
)

// jfifEnd is where the first segment of an encoded JPEG ends, which has to stay the
// first, and jfifDensity where in it the density is.
const (
	jfifEnd     = 2 + 2 + 16
	jfifDensity = 2 + 2 + 2 + 7
)

func (e *Encoder) writeJPEG(dst []byte, p plane.Picture, o Options) ([]byte, error) {
	at := len(dst)
	dst, err := e.jpeg.Encode(dst, p, jpeg.EncodeOptions{Quality: o.Quality, ICC: o.ICC})
	if err != nil {
		return nil, err
	}
	if dots := o.Metadata.Dots; dots[0] > 0 {
		const perInch = 1
		density := append(dst[:at+jfifDensity:at+jfifDensity], perInch)
		density = binary.BigEndian.AppendUint16(density, uint16(math.Round(dots[0])))
		density = binary.BigEndian.AppendUint16(density, uint16(math.Round(dots[1])))
		copy(dst[at:], density[at:])
	}
	return slices.Insert(dst, at+jfifEnd, segments(o.Metadata)...), nil
}

// segments are the application segments of the blocks (CIPA DC-008, section 4.7; XMP
// specification part 3, section 1.1; Photoshop file formats, "image resource blocks").
func segments(m metadata.Set) (out []byte) {
	const app1, app13, longest = 0xE1, 0xED, 65533
	add := func(marker byte, prefix string, payload []byte) {
		if n := len(prefix) + len(payload); payload != nil && n <= longest {
			out = binary.BigEndian.AppendUint16(append(out, 0xFF, marker), uint16(n+2))
			out = append(append(out, prefix...), payload...)
		}
	}
	add(app1, exif.Prefix, m.EXIF)
	add(app1, exif.XMPPrefix, m.XMP)
	if m.IPTC != nil {
		resource := binary.BigEndian.AppendUint32([]byte("8BIM\x04\x04\x00\x00"), uint32(len(m.IPTC)))
		resource = append(append(resource, m.IPTC...), make([]byte, len(m.IPTC)&1)...)
		add(app13, "Photoshop 3.0\x00", resource)
	}
	return out
}
