package metadata

import (
	"bytes"
	"encoding/binary"
	"testing"

	"thumbpool/processor/format"
)

// isobox is a box of ISO/IEC 14496-12, section 4.2.
func isobox(kind string, payload ...[]byte) []byte {
	body := bytes.Join(payload, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}

// inHEIF is a file with no picture but an item of EXIF and one of XMP in idat
// (ISO/IEC 14496-12, sections 8.11.3 and 8.11.6).
func inHEIF(exif, xmp []byte) []byte {
	place := func(id byte, off, n int) []byte {
		b := []byte{0, id, 0, 1, 0, 0, 0, 1} // in idat, one extent
		b = binary.BigEndian.AppendUint32(b, uint32(off))
		return binary.BigEndian.AppendUint32(b, uint32(n))
	}
	entry := func(id byte, rest string) []byte {
		return isobox("infe", []byte{2, 0, 0, 0, 0, id, 0, 0}, []byte(rest))
	}
	return append(isobox("ftyp", []byte("heic\x00\x00\x00\x00mif1")), isobox("meta", make([]byte, 4),
		isobox("hdlr", make([]byte, 8), []byte("pict"), make([]byte, 13)),
		isobox("pitm", []byte{0, 0, 0, 0, 0, 1}),
		isobox("iinf", []byte{0, 0, 0, 0, 0, 2}, entry(1, "Exif\x00"), entry(2, "mime\x00application/rdf+xml\x00")),
		isobox("iloc", []byte{1, 0, 0, 0, 0x44, 0, 0, 2}, place(1, 0, len(exif)), place(2, len(exif), len(xmp))),
		isobox("idat", exif, xmp),
	)...)
}

func TestBlocksInBoxes(t *testing.T) {
	packet := []byte(description(dc+` dc:format="image"`, ""))
	for _, prefix := range []string{"", "Exif\x00\x00"} {
		payload := append(binary.BigEndian.AppendUint32(nil, uint32(len(prefix))), prefix...)
		payload = append(payload, camera()...)
		files := map[format.Format][]byte{
			format.HEIC:   inHEIF(payload, packet),
			format.JPEGXL: bytes.Join([][]byte{isobox("JXL ", []byte("\r\n\x87\n")), isobox("ftyp", []byte("jxl \x00\x00\x00\x00jxl ")), isobox("Exif", payload), isobox("xml ", packet), isobox("jxlc", []byte{0xFF, 0x0A})}, nil),
		}
		for f, file := range files {
			s := Read(bytes.NewReader(file), int64(len(file)), format.Header{Format: f})
			if !bytes.Equal(s.EXIF, camera()) || !bytes.Equal(s.XMP, packet) {
				t.Errorf("%v: %d bytes of EXIF, %d of XMP", f, len(s.EXIF), len(s.XMP))
			}
			for n := range file { // cut short anywhere, nothing but what is whole
				if s := Read(bytes.NewReader(file[:n]), int64(n), format.Header{Format: f}); s.XMP != nil && !bytes.Equal(s.XMP, packet) {
					t.Fatalf("%v: of %d bytes %q", f, n, s.XMP)
				}
			}
		}
	}
}
