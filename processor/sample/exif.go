package sample

import (
	"encoding/binary"
	"time"
)

// Tags and types of TIFF 6.0, section 2, and Exif 2.32, section 4.6.
const (
	tagMake             = 0x010f
	tagModel            = 0x0110
	tagOrientation      = 0x0112
	tagDateTime         = 0x0132
	tagExifIFD          = 0x8769
	tagExifVersion      = 0x9000
	tagDateTimeOriginal = 0x9003

	typeASCII     = 2
	typeShort     = 3
	typeLong      = 4
	typeUndefined = 7
)

// entry is one field of an image file directory.
type entry struct {
	tag, kind uint16
	count     uint32
	value     []byte // big-endian
}

func text(tag uint16, s string) entry {
	return entry{tag, typeASCII, uint32(len(s) + 1), append([]byte(s), 0)}
}

func short(tag, v uint16) entry {
	return entry{tag, typeShort, 1, binary.BigEndian.AppendUint16(nil, v)}
}

func long(tag uint16, v uint32) entry {
	return entry{tag, typeLong, 1, binary.BigEndian.AppendUint32(nil, v)}
}

// exif builds the APP1 segment of a JPEG file (Exif 2.32, 4.7.2), marker included.
func exif(taken time.Time, o orientation) []byte {
	const layout = "2006:01:02 15:04:05"
	date := taken.Format(layout)

	const header = 8 // byte order, 42, offset of the first directory
	camera := []entry{
		text(tagMake, "Thumbpool"),
		text(tagModel, "Sample"),
		short(tagOrientation, uint16(o)),
		text(tagDateTime, date),
		long(tagExifIFD, 0), // its offset follows from the length of this directory
	}
	next := header + uint32(len(directory(camera, header)))
	camera[len(camera)-1] = long(tagExifIFD, next)
	picture := []entry{
		{tagExifVersion, typeUndefined, 4, []byte("0232")},
		text(tagDateTimeOriginal, date),
	}

	body := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08")
	body = append(body, directory(camera, header)...)
	body = append(body, directory(picture, next)...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(segment, body...)
}

// directory lays out a directory that begins at an offset of the TIFF data,
// followed by the values that do not fit into its entries. No directory follows.
func directory(entries []entry, offset uint32) []byte {
	size := 2 + 12*len(entries) + 4
	fields := binary.BigEndian.AppendUint16(nil, uint16(len(entries)))
	var values []byte
	for _, e := range entries {
		fields = binary.BigEndian.AppendUint16(fields, e.tag)
		fields = binary.BigEndian.AppendUint16(fields, e.kind)
		fields = binary.BigEndian.AppendUint32(fields, e.count)
		if len(e.value) <= 4 {
			fields = append(fields, e.value...)
			fields = append(fields, make([]byte, 4-len(e.value))...)
			continue
		}
		fields = binary.BigEndian.AppendUint32(fields, offset+uint32(size+len(values)))
		values = append(values, e.value...)
		if len(values)%2 == 1 { // values begin on word boundaries
			values = append(values, 0)
		}
	}
	fields = append(fields, 0, 0, 0, 0)
	return append(fields, values...)
}
