package format

import (
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"strings"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/exif"
	"thumbpool/processor/format/piece"
)

// jpegHeader reads the frame header and what precedes it: blocks of EXIF, of which
// the first with an orientation counts, and XMP.
func jpegHeader(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	var t turned
	for s, err := range container.JPEG(r, size) {
		switch {
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
		case s.IsFrame():
			b, err := piece.Read(r, s.Off, min(s.Len, 6+3*4))
			if err != nil {
				return h, err
			}
			if len(b) < 6 || len(b) < 6+3*int(b[5]) {
				return h, errors.New("the frame header is too short")
			}
			h.Height, h.Width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
			h.Progressive = s.Marker == container.SOF0+2
			h.Samples = jpegSamples(b[6 : 6+3*int(b[5])])
			h.pixelCost = jpegCost(h.Samples, h.Progressive)
			h.Orientation = t.result(r)
			return h, nil
		}
	}
	return h, errors.New("there is no frame header before the picture")
}

// begins tells whether the n bytes at off begin with a prefix.
func begins(r io.ReaderAt, off, n int64, prefix string) bool {
	if n < int64(len(prefix)) {
		return false
	}
	b, err := piece.Read(r, off, int64(len(prefix)))
	return err == nil && string(b) == prefix
}

// jpegSamples is how many samples there are for a pixel, from the sampling
// factors of the components (ISO/IEC 10918-1, section B.2.2).
func jpegSamples(components []byte) float64 {
	var samples, most float64
	for ; len(components) >= 3; components = components[3:] {
		area := float64(components[1]>>4) * float64(components[1]&15)
		samples, most = samples+area, max(most, area)
	}
	if most == 0 {
		return 3
	}
	return samples / most
}

// jpegCost is the cost of decoding a pixel with image/jpeg, which keeps a
// progressive picture's coefficients, four bytes each, until it is complete.
// Pictures of four components are packed after they are complete, and those of
// three that are RGB.
func jpegCost(samples float64, progressive bool) float64 {
	cost := samples
	if progressive {
		cost *= 5
	}
	if samples >= 3 {
		cost += 4
	}
	return cost
}

// decodeJPEG decodes a JPEG of any kind that image/jpeg knows.
func decodeJPEG(s *source) (image.Image, error) {
	var scans int64 // where the first begins
	for segment, err := range container.JPEG(container.NewWindow(s), s.size) {
		if err == nil && segment.Marker == container.SOS {
			scans = segment.Off
		}
	}
	// The end of image marker is often missing; one too many does no harm.
	whole := func() io.Reader {
		s.pos = 0
		return io.MultiReader(container.LimitScans(s, scans), strings.NewReader("\xFF\xD9"))
	}
	img, err := jpeg.Decode(whole())
	if e, ok := errors.AsType[jpeg.UnsupportedError](err); !ok || !strings.HasPrefix(string(e), "unknown color model") {
		return img, err
	}
	// Four components without Adobe's segment are CMYK. image/jpeg wants to be
	// told, and then takes the samples to be inverted, as Adobe's are.
	const adobe = "\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"
	again := whole()
	if _, err := io.CopyN(io.Discard, again, 2); err != nil {
		return nil, err
	}
	img, err = jpeg.Decode(io.MultiReader(strings.NewReader("\xFF\xD8"+adobe), again))
	if c, ok := img.(*image.CMYK); ok {
		for i, v := range c.Pix {
			c.Pix[i] = ^v
		}
	}
	return img, err
}
