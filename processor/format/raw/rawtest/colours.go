package rawtest

import (
	"slices"
)

// Colours are what a raw file says of its pictures' colours; nothing where a field
// is zero.
type Colours struct {
	Space        uint16 // of Exif
	Interop      string // the index of the interoperability rules, such as "R03"
	PreviewSpace uint32 // of DNG
}

// Coloured writes a raw file of the kind arw, dng or cr3 with a JPEG and what is said
// of its colours.
func Coloured(kind string, jpeg []byte, c Colours) []byte {
	if kind == "cr3" {
		s := begin(little, "II*\x00", "")
		canon := box("uuid", []byte("\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48"),
			box("CMT2", s.root(s.directory(0, s.exif(c)...))), box("THMB", numbers(0, 0, uint32(len(jpeg)), 0), jpeg))
		return slices.Concat(box("ftyp", []byte("crx \x00\x00\x00\x01crx isom")), box("moov", canon))
	}
	s := begin(little, "II*\x00", "")
	fields := []field{text(maker, "SONY"), long(exifIFD, s.directory(0, s.exif(c)...)), long(subIFDs, s.directory(0, s.sensor(32767, jpeg)...))}
	picture := s.interchange(jpeg)
	if kind == "dng" {
		fields = append(fields, bytesOf(dngVersion, 1, []byte{1, 4, 0, 0}))
		picture = append(s.strip(jpeg), short(photometric, ycc))
	}
	if c.PreviewSpace > 0 {
		picture = append(picture, long(previewSpace, c.PreviewSpace))
	}
	return s.root(s.directory(0, append(fields, picture...)...))
}

const (
	exifColorSpace = 40961
	interopIFD     = 40965
	previewSpace   = 50970
)

// exif are the fields of Exif about colours.
func (s *structure) exif(c Colours) (fields []field) {
	if c.Space > 0 {
		fields = append(fields, short(exifColorSpace, c.Space))
	}
	if c.Interop != "" {
		fields = append(fields, long(interopIFD, s.directory(0, text(1, c.Interop))))
	}
	return fields
}
