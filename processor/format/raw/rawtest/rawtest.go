// Package rawtest writes raw files as cameras do, for the tests: each kind as its
// container, with a JPEG in full size, a small one, and what may be taken for one:
// a lossless JPEG or other data of the sensor, which is longer than both.
package rawtest

import (
	"encoding/binary"
	"slices"
)

// Kind is a kind of raw file.
type Kind struct {
	// Name is the usual extension, without its dot.
	Name string
	// Write writes a file with two JPEGs, of which small is the smaller one, and an
	// orientation, 1 to 8 as in EXIF.
	Write func(large, small []byte, orientation uint16) []byte
	// Turned says that the file has a place for the orientation.
	Turned bool
	// ExifTool is by which name ExifTool knows the large JPEG; empty where it only
	// says where the picture lies.
	ExifTool string
}

// Kinds returns all of them.
func Kinds() []Kind {
	return []Kind{
		{"cr2", cr2, true, "PreviewImage"},
		{"nef", nef, true, "JpgFromRaw"},
		{"nrw", nef, true, "JpgFromRaw"},
		{"arw", arw(0), true, "PreviewImage"},
		{"sr2", arw(0), true, "PreviewImage"},
		{"arw", arw(1), true, "JpgFromRaw"},
		{"dng", dng, true, "SubIFD1:PreviewImage"},
		{"pef", pef, true, "JpgFromRaw"},
		{"srw", srw, true, "JpgFromRaw"},
		{"3fr", hasselblad, true, ""},
		{"iiq", phaseOne, true, ""},
		{"rw2", rw2, true, "JpgFromRaw"},
		{"orf", orf("OLYMPUS\x00II\x03\x00"), true, "PreviewImage"},
		{"orf", orf("OM SYSTEM\x00\x00\x00II\x04\x00"), true, "PreviewImage"},
		{"cr3", cr3(false), true, "JpgFromRaw"},
		{"cr3", cr3(true), true, "PreviewImage"},
		{"raf", raf, false, "PreviewImage"},
		{"x3f", x3f, true, "PreviewImage"},
		{"crw", crw, true, "JpgFromRaw"},
	}
}

// Sensor is n bytes of a lossless JPEG (SOF3) of 6000 × 4000 samples of 14 bits, as
// sensors' data is packed.
func Sensor(n int) []byte {
	b := []byte("\xFF\xD8\xFF\xC4\x00\x14\x00\x01" + string(make([]byte, 16)) +
		"\xFF\xC3\x00\x0B\x0E\x0F\xA0\x17\x70\x01\x01\x11\x00\xFF\xDA\x00\x08\x01\x01\x00\x01\x00\x00")
	return append(b, slices.Repeat([]byte{0x5A}, max(0, n-len(b)))...)
}

// Names of fields, as in package raw.
const (
	newSubfileType = 254
	width          = 256
	height         = 257
	compression    = 259
	photometric    = 262
	maker          = 271
	model          = 272
	stripOffsets   = 273
	orientationTag = 274
	samples        = 277
	stripBytes     = 279
	subIFDs        = 330
	jpegOffset     = 513
	jpegLength     = 514
	exifIFD        = 34665
	makerNote      = 37500
	dngVersion     = 50706

	ycc = 6
	cfa = 32803
)

// strip are the fields of a picture in one strip.
func (s *structure) strip(p []byte) []field {
	return []field{long(stripOffsets, s.put(p)), long(stripBytes, uint32(len(p)))}
}

// interchange are the fields of a JPEG as EXIF has it.
func (s *structure) interchange(p []byte) []field {
	return []field{long(jpegOffset, s.put(p)), long(jpegLength, uint32(len(p)))}
}

// sensor are the fields of what the sensor saw, longer than other.
func (s *structure) sensor(packed uint16, other []byte) []field {
	return append(s.strip(Sensor(2*len(other))), long(newSubfileType, 0), short(compression, packed), short(photometric, cfa),
		long(width, 6000), long(height, 4000), short(samples, 1))
}

// cr2: the JPEG in full size is the strip of the first directory, the small one
// that of the second, an uncompressed picture that of the third, and what the
// sensor saw that of the fourth, in which nothing says what it is.
func cr2(large, small []byte, orientation uint16) []byte {
	s := begin(little, "II*\x00", "CR\x02\x00\x00\x00\x00\x00")
	seen := s.directory(0, append(s.strip(Sensor(2*len(large))), short(compression, 6))...)
	plain := s.directory(seen, append(s.strip(make([]byte, 4*len(large))), short(compression, 1), short(photometric, 2))...)
	thumb := s.directory(plain, s.interchange(small)...)
	return s.root(s.directory(thumb, append(s.strip(large), short(compression, 6), text(maker, "Canon"),
		text(model, "Canon EOS 5D"), short(orientationTag, orientation))...))
}

// nef: the first directory has a small picture without compression; below it lie
// that of the JPEG and that of the sensor.
func nef(large, small []byte, orientation uint16) []byte {
	s := begin(big, "MM\x00*", "")
	jpeg := s.directory(0, append(s.interchange(large), long(newSubfileType, 1), short(compression, 6))...)
	seen := s.directory(0, s.sensor(34713, large)...)
	other := s.directory(0, append(s.interchange(small), long(newSubfileType, 1), short(compression, 6))...)
	return s.root(s.directory(0, append(s.strip(make([]byte, 16*12*3)), long(newSubfileType, 1), short(compression, 1),
		short(photometric, 2), text(maker, "NIKON CORPORATION"), text(model, "NIKON D300"), short(orientationTag, orientation),
		long(subIFDs, jpeg, seen, other))...))
}

// arw: the JPEG is that of the first directory, or of the third in newer cameras.
func arw(full int) func(large, small []byte, orientation uint16) []byte {
	return func(large, small []byte, orientation uint16) []byte {
		s := begin(little, "II*\x00", "")
		seen := s.directory(0, s.sensor(32767, large)...)
		first, third := large, small
		if full > 0 {
			first, third = small, large
		}
		chain := s.directory(0, append(s.interchange(third), short(compression, 6), long(newSubfileType, 1))...)
		thumb := s.directory(chain, append(s.interchange(small), short(compression, 6), long(newSubfileType, 1))...)
		return s.root(s.directory(thumb, append(s.interchange(first), long(newSubfileType, 1), short(compression, 6),
			text(maker, "SONY"), text(model, "ILCE-7M3"), short(orientationTag, orientation), long(subIFDs, seen))...))
	}
}

// dng: a small picture without compression first; below it the sensor's, the JPEG,
// and a mask as a JPEG larger than that.
func dng(large, small []byte, orientation uint16) []byte {
	s := begin(little, "II*\x00", "")
	seen := s.directory(0, s.sensor(7, large)...)
	jpeg := s.directory(0, append(s.strip(large), long(newSubfileType, 1), short(compression, 7), short(photometric, ycc))...)
	thumb := s.directory(0, append(s.strip(small), long(newSubfileType, 1), short(compression, 7), short(photometric, ycc))...)
	mask := s.directory(0, append(s.strip(grown(large)), long(newSubfileType, 0x10004), short(compression, 7), short(photometric, 1))...)
	return s.root(s.directory(0, append(s.strip(make([]byte, 16*12*3)), long(newSubfileType, 1), short(compression, 1),
		short(photometric, 2), text(maker, "Apple"), short(orientationTag, orientation),
		bytesOf(dngVersion, 1, []byte{1, 4, 0, 0}), long(subIFDs, seen, jpeg, thumb, mask))...))
}

// grown is a JPEG whose frame says that it has more pixels.
func grown(jpeg []byte) []byte {
	b := slices.Clone(jpeg)
	for i := 2; i+9 < len(b); i += 2 + int(binary.BigEndian.Uint16(b[i+2:])) {
		if b[i+1] == 0xC0 || b[i+1] == 0xC2 {
			b[i+5], b[i+7] = 0x20, 0x20 // 8192 and more
			break
		}
	}
	return b
}

// pef: the sensor's is the first directory, and the JPEG in full size that of the
// third.
func pef(large, small []byte, orientation uint16) []byte {
	s := begin(big, "MM\x00*", "")
	jpeg := s.directory(0, append(s.interchange(large), short(compression, 6))...)
	thumb := s.directory(jpeg, append(s.interchange(small), short(compression, 6))...)
	return s.root(s.directory(thumb, append(s.sensor(65535, large), text(maker, "PENTAX"), text(model, "PENTAX K-5"),
		short(orientationTag, orientation))...))
}

// srw: the JPEG lies below the first directory, the sensor's is the second.
func srw(large, small []byte, orientation uint16) []byte {
	s := begin(little, "II*\x00", "")
	seen := s.directory(0, s.sensor(32770, large)...)
	jpeg := s.directory(0, append(s.interchange(large), short(compression, 6))...)
	return s.root(s.directory(seen, append(s.strip(small), short(compression, 6), text(maker, "SAMSUNG"), text(model, "NX300"),
		short(orientationTag, orientation), long(subIFDs, jpeg))...))
}

// hasselblad: the JPEG is the strip of the first directory, and what the sensor saw
// lies below it.
func hasselblad(large, small []byte, orientation uint16) []byte {
	s := begin(little, "II*\x00", "")
	seen := s.directory(0, s.sensor(7, large)...)
	thumb := s.directory(0, append(s.strip(small), long(newSubfileType, 1), short(compression, 7), short(photometric, ycc))...)
	return s.root(s.directory(thumb, append(s.strip(large), long(newSubfileType, 1), short(compression, 7), short(photometric, ycc),
		text(maker, "Hasselblad"), text(model, "CFV 100C/907X"), short(orientationTag, orientation), long(subIFDs, seen))...))
}

// phaseOne: what the sensor saw is known to the maker only, whose letters follow
// the header; the JPEG is the strip of a directory.
func phaseOne(large, small []byte, orientation uint16) []byte {
	s := begin(little, "II*\x00", "IIIITwaR")
	thumb := s.directory(0, append(s.strip(small), long(newSubfileType, 1), short(compression, 7), short(photometric, ycc))...)
	return s.root(s.directory(thumb, append(s.strip(large), long(newSubfileType, 1), short(compression, 7), short(photometric, ycc),
		text(maker, "Phase One"), text(model, "IQ180"), short(orientationTag, orientation))...))
}

// rw2: the JPEG is the value of a field.
func rw2(large, _ []byte, orientation uint16) []byte {
	s := begin(little, "IIU\x00", "\x88\xE7\x74\xD8\xF8\x25\x1D\x4D\x94\x7A\x6E\x77\x82\x2B\x5D\x6A")
	seen := s.put(make([]byte, 2*len(large)))
	return s.root(s.directory(0, bytesOf(0x2E, 7, large), text(maker, "Panasonic"), text(model, "DMC-GH3"),
		short(orientationTag, orientation), long(stripOffsets, seen), long(stripBytes, uint32(2*len(large))), short(0x0002, 4000)))
}

// orf: the JPEG is known to the maker note alone, to a directory inside it, whose
// offsets count from its own start.
func orf(begins string) func(large, small []byte, orientation uint16) []byte {
	return func(large, small []byte, orientation uint16) []byte {
		s := begin(little, "IIRO", "")
		seen := s.put(make([]byte, 2*len(large)))
		note := func(jpeg uint32) []byte { // jpeg: where it lies after the note's start
			n := &structure{little, []byte(begins)}
			const settings = 0x2020
			list := len(begins) // of the note, which comes first
			n.b = append(n.b, make([]byte, 2+12+4)...)
			inner := n.directory(0, long(0x100, 1), long(0x101, jpeg), long(0x102, uint32(len(large))))
			outer := &structure{little, nil}
			outer.directory(0, field{settings, 13, 1, long(settings, inner).value})
			copy(n.b[list:], outer.b)
			return n.b
		}
		s.b = append(s.b, make([]byte, len(s.b)&1)...)
		length := len(note(0))
		n := s.put(note(uint32(length)))
		s.b = append(s.b, large...)
		exif := s.directory(0, field{makerNote, 7, length, func(o order) []byte { return o.AppendUint32(nil, n) }})
		thumb := s.directory(0, append(s.interchange(small), short(compression, 6))...)
		return s.root(s.directory(thumb, text(maker, "OLYMPUS IMAGING CORP.  "), text(model, "E-M5"), short(compression, 1),
			short(orientationTag, orientation), long(exifIFD, exif), long(stripOffsets, seen), long(stripBytes, uint32(2*len(large)))))
	}
}
