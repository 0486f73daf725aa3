package heif

import "encoding/binary"

// Metadata returns what the file has beside its pictures: the first block of EXIF, and
// the first packet of XMP (Annexes A.2.1 and A.3), each nil where there is none, where
// it is packed or broken, or longer than most bytes. Orientations in them do not count.
func (f *File) Metadata(most int64) (exif, xmp []byte) {
	for _, id := range f.order {
		i := f.items[id]
		switch {
		case i.kind == "Exif" && exif == nil:
			exif = EXIF(f.whole(i, most))
		case i.kind == "mime" && i.content == "application/rdf+xml" && i.encoding == "" && xmp == nil:
			xmp = f.whole(i, most)
		}
	}
	return exif, xmp
}

// whole is the data of an item; nil if it cannot be had.
func (f *File) whole(i *item, most int64) []byte {
	parts, err := f.sections(i, 0)
	if err != nil {
		return nil
	}
	b, err := f.read(parts, most)
	if err != nil {
		return nil
	}
	return b
}

// EXIF is the block in the payload of an item or a box of EXIF, which begins with the
// number of bytes before the block.
func EXIF(payload []byte) []byte {
	if len(payload) < 4 {
		return nil
	}
	at := int64(binary.BigEndian.Uint32(payload))
	if at >= int64(len(payload)-4) {
		return nil
	}
	return payload[4+at:]
}
