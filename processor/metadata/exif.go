package metadata

import (
	"encoding/binary"
	"io"
	"slices"

	"thumbpool/processor/format/exif"
)

// field is an entry of a directory (TIFF 6.0, section 2), its value as it stands in
// the file.
type field struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

// Types of values, and how long one of each is, in bytes.
const (
	kindASCII = 2
	kindShort = 3
	kindLong  = 4
)

var kindLen = [...]int64{1: 1, kindASCII: 1, kindShort: 2, kindLong: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}

// Tags that lead to other directories or are written anew.
const (
	tagOrientation = 274
	tagPhoto       = 34665
	tagGPS         = 34853
	tagColorSpace  = 40961
	tagWidth       = 40962
	tagHeight      = 40963
)

// imageTags are what is carried of the first directory: what describes the photo, not
// how its pixels lie in the file.
var imageTags = []uint16{
	269, 270, 271, 272, // DocumentName, ImageDescription, Make, Model
	282, 283, 285, 296, // XResolution, YResolution, PageName, ResolutionUnit
	305, 306, 315, 316, // Software, DateTime, Artist, HostComputer
	18246, 18249, 33432, // Rating, RatingPercent, Copyright
	40091, 40092, 40093, 40094, 40095, // XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject
}

// isPhotoTag tells what is carried of the directory of Exif (CIPA DC-008, section
// 4.6.6): all of the standard but the maker's note, what is written anew, and what
// concerns a part that the thumbnail does not have.
func isPhotoTag(tag uint16, c Change) bool {
	switch {
	case tag == 37500, tag == tagColorSpace, tag == tagWidth, tag == tagHeight, tag == 40965: // MakerNote, interoperability
		return false
	case tag == 40964, tag == 37396, tag == 41492: // RelatedSoundFile, SubjectArea and SubjectLocation, which count pixels
		return false
	case tag >= 37888 && tag <= 37893: // temperature, humidity, pressure, depth of water, acceleration, elevation
		return c.Location
	}
	switch {
	case tag == 33434, tag == 33437, tag == 34850: // ExposureTime, FNumber, ExposureProgram
	case tag >= 34855 && tag <= 34869: // sensitivities
	case tag >= 36864 && tag <= 36868, tag >= 36880 && tag <= 36882: // version, times and their offsets
	case tag >= 37121 && tag <= 37510: // exposure, lens, UserComment
	case tag >= 37520 && tag <= 37522, tag == 40960: // fractions of seconds, FlashpixVersion
	case tag >= 41483 && tag <= 41996: // sensor, capture, scene
	case tag >= 42016 && tag <= 42042, tag == 42240: // ImageUniqueID, owner, serial numbers, lens, title, Gamma
	default:
		return false
	}
	return true
}

// isGPSTag tells what belongs into a directory of GPS.
func isGPSTag(tag uint16) bool { return tag <= 31 }

type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// block is a TIFF structure: that of Exif, or a whole file.
type block struct {
	r     io.ReaderAt
	size  int64
	order order
}

// readBlock looks at the head of a structure and returns where its first directory
// lies; 0 if there is none.
func readBlock(r io.ReaderAt, size int64) (b block, first int64) {
	head := section(r, 0, min(size, 8))
	if len(head) < 8 {
		return block{}, 0
	}
	b = block{r: r, size: size, order: binary.LittleEndian}
	switch string(head[:2]) {
	case "II":
	case "MM":
		b.order = binary.BigEndian
	default:
		return block{}, 0
	}
	const bigTIFF = 43
	if b.order.Uint16(head[2:]) == bigTIFF {
		return block{}, 0
	}
	return b, int64(b.order.Uint32(head[4:]))
}

// maxFields is how many fields of one directory are looked at.
const maxFields = 512

// directory reads the fields of the directory at off that are wanted, each tag once.
func (b block) directory(off int64, wanted func(tag uint16) bool) (fields []field) {
	const entryLen = 12
	if off < 8 || off > b.size-2 {
		return nil
	}
	head := section(b.r, off, 2)
	if head == nil {
		return nil
	}
	n := min(int64(b.order.Uint16(head)), maxFields, (b.size-off-2)/entryLen)
	for e := range slices.Chunk(section(b.r, off+2, n*entryLen), entryLen) {
		f := field{tag: b.order.Uint16(e), kind: b.order.Uint16(e[2:]), count: b.order.Uint32(e[4:])}
		if !wanted(f.tag) || int(f.kind) >= len(kindLen) || kindLen[f.kind] == 0 {
			continue
		}
		length := int64(f.count) * kindLen[f.kind]
		if length == 0 || length > maxValue || slices.ContainsFunc(fields, func(g field) bool { return g.tag == f.tag }) {
			continue
		}
		if f.value = e[8 : 8+min(length, 4)]; length > 4 {
			at := int64(b.order.Uint32(e[8:]))
			if at > b.size-length {
				continue
			}
			if f.value = section(b.r, at, length); f.value == nil {
				continue
			}
		}
		fields = append(fields, f)
	}
	return fields
}

// pointer is where the directory lies that a field of the directory at off points to.
func (b block) pointer(off int64, tag uint16) int64 {
	fields := b.directory(off, func(t uint16) bool { return t == tag })
	if len(fields) != 1 || len(fields[0].value) < 4 {
		return 0
	}
	return int64(b.order.Uint32(fields[0].value))
}

// rebuildEXIF returns a block with what is carried of the one that r has; nil if that
// is nothing.
func rebuildEXIF(r io.ReaderAt, size int64, c Change) []byte {
	if size <= 0 {
		return nil
	}
	if head := section(r, 0, min(size, int64(len(exif.Prefix)))); string(head) == exif.Prefix {
		at := int64(len(exif.Prefix))
		r, size = io.NewSectionReader(r, at, size-at), size-at
	}
	b, first := readBlock(r, size)
	if first == 0 {
		return nil
	}
	image := b.directory(first, func(tag uint16) bool { return slices.Contains(imageTags, tag) })
	var photo, gps []field
	if at := b.pointer(first, tagPhoto); at != 0 {
		photo = b.directory(at, func(tag uint16) bool { return isPhotoTag(tag, c) })
	}
	if at := b.pointer(first, tagGPS); at != 0 && c.Location {
		gps = b.directory(at, isGPSTag)
	}
	if len(image)+len(photo)+len(gps) == 0 {
		return nil
	}
	image = append(image, b.short(tagOrientation, 1))
	if len(photo) > 0 {
		space := uint16(exif.Uncalibrated)
		if c.SRGB {
			space = exif.SRGB
		}
		photo = append(photo, b.short(tagColorSpace, space), b.long(tagWidth, uint32(c.Width)), b.long(tagHeight, uint32(c.Height)))
	}
	return b.write(image, photo, gps)
}

func (b block) short(tag, v uint16) field {
	return field{tag, kindShort, 1, append(b.order.AppendUint16(nil, v), 0, 0)}
}

func (b block) long(tag uint16, v uint32) field {
	return field{tag, kindLong, 1, b.order.AppendUint32(nil, v)}
}

// write returns a structure of the directories: the first one, and those that it
// points to. What would make it longer than maxEXIF is left out.
func (b block) write(image, photo, gps []field) []byte {
	out := []byte("II*\x00")
	if b.order == binary.BigEndian {
		out = []byte("MM\x00*")
	}
	out = b.order.AppendUint32(out, 8)
	inner := []struct {
		tag    uint16
		fields []field
	}{{tagPhoto, photo}, {tagGPS, gps}}
	for _, d := range inner {
		if len(d.fields) > 0 {
			image = append(image, b.long(d.tag, 0))
		}
	}
	at := b.appendDirectory(&out, image)
	for _, d := range inner {
		if len(d.fields) > 0 {
			b.order.PutUint32(out[at[d.tag]:], uint32(len(out)))
			b.appendDirectory(&out, d.fields)
		}
	}
	return out
}

// appendDirectory writes a directory with the values behind it, and returns where
// the entry of each tag has its value.
func (b block) appendDirectory(out *[]byte, fields []field) map[uint16]int {
	const entryLen = 12
	slices.SortFunc(fields, func(a, c field) int { return int(a.tag) - int(c.tag) })
	room := maxEXIF - len(*out)
	fields = slices.DeleteFunc(fields, func(f field) bool {
		room -= entryLen + len(f.value)
		return room < 0 && f.tag != tagPhoto && f.tag != tagGPS
	})
	at := map[uint16]int{}
	list := len(*out)
	values := list + 2 + len(fields)*entryLen + 4
	b.pad(out, values)
	b.order.PutUint16((*out)[list:], uint16(len(fields)))
	for i, f := range fields {
		e := (*out)[list+2+i*entryLen:][:entryLen]
		b.order.PutUint16(e, f.tag)
		b.order.PutUint16(e[2:], f.kind)
		b.order.PutUint32(e[4:], f.count)
		at[f.tag] = list + 2 + i*entryLen + 8
		if len(f.value) <= 4 {
			copy(e[8:], f.value)
			continue
		}
		b.order.PutUint32(e[8:], uint32(len(*out)))
		*out = append(*out, f.value...)
		b.pad(out, len(*out)+len(*out)&1)
	}
	return at
}

// pad makes the block n bytes long.
func (b block) pad(out *[]byte, n int) { *out = append(*out, make([]byte, n-len(*out))...) }
