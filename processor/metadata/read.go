package metadata

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"slices"

	"thumbpool/processor/format"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/exif"
	"thumbpool/processor/format/heif"
	"thumbpool/processor/format/tiff"
)

// Read returns the blocks that a file of size bytes with that header has. What is
// broken, longer than a megabyte, or beyond the first of its kind is left out.
func Read(r io.ReaderAt, size int64, h format.Header) Set {
	window := container.NewWindow(r)
	switch h.Format {
	case format.JPEG:
		return readJPEG(window, size)
	case format.PNG:
		return readPNG(window, size)
	case format.WebP:
		return readWebP(window, size)
	case format.TIFF:
		return readTIFF(window, size)
	case format.RAW:
		at := io.NewSectionReader(r, h.Exif.Offset, h.Exif.Length)
		if s := readTIFF(at, at.Size()); s.EXIF != nil {
			return s
		}
		preview, n := h.Picture(r, size)
		return readJPEG(preview, n)
	case format.HEIC, format.AVIF:
		return readHEIF(window, size)
	case format.JPEGXL:
		return readJPEGXL(window, size)
	}
	return Set{}
}

const (
	app0  = 0xE0
	app13 = 0xED

	photoshop = "Photoshop 3.0\x00"
)

// readJPEG reads the segments before the picture. XMP that is longer than one
// (XMP specification part 3, section 1.1.3.1) is in others, which are left.
func readJPEG(r io.ReaderAt, size int64) (s Set) {
	for m, err := range container.JPEG(r, size) {
		if err != nil || m.IsFrame() {
			break
		}
		if m.Marker != app0 && m.Marker != container.APP1 && m.Marker != app13 {
			continue
		}
		b := section(r, m.Off, min(m.Len, size-m.Off))
		switch {
		case m.Marker == app0 && bytes.HasPrefix(b, []byte("JFIF\x00")):
			s.Dots = jfifDots(b)
		case m.Marker == app13 && bytes.HasPrefix(b, []byte(photoshop)) && s.IPTC == nil:
			s.IPTC = resource(b[len(photoshop):], 0x0404)
		case m.Marker == container.APP1 && bytes.HasPrefix(b, []byte(exif.Prefix)) && s.EXIF == nil:
			if b = b[len(exif.Prefix):]; isBlock(b) {
				s.EXIF = b
			}
		case m.Marker == container.APP1 && bytes.HasPrefix(b, []byte(exif.XMPPrefix)) && s.XMP == nil:
			s.XMP = b[len(exif.XMPPrefix):]
		}
	}
	return s
}

// isBlock tells whether bytes begin as a block of EXIF does.
func isBlock(b []byte) bool {
	_, first := readBlock(bytes.NewReader(b), int64(len(b)))
	return first != 0
}

// jfifDots are the density that a JFIF header says (ISO/IEC 10918-5, section 10.1).
func jfifDots(b []byte) [2]float64 {
	if len(b) < 12 {
		return [2]float64{}
	}
	scale := map[byte]float64{1: 1, 2: 2.54}[b[7]]
	return [2]float64{scale * float64(binary.BigEndian.Uint16(b[8:])), scale * float64(binary.BigEndian.Uint16(b[10:]))}
}

// resource is one of Photoshop's image resources: its signature, number, name and
// length stand before each (Photoshop file formats, "image resource blocks").
func resource(b []byte, number uint16) []byte {
	for len(b) >= 12 && string(b[:4]) == "8BIM" {
		have := binary.BigEndian.Uint16(b[4:])
		name := (1 + int(b[6]) + 1) &^ 1
		if len(b) < 6+name+4 {
			return nil
		}
		n := int64(binary.BigEndian.Uint32(b[6+name:]))
		b = b[6+name+4:]
		if n > int64(len(b)) {
			return nil
		}
		if have == number {
			return slices.Clone(b[:n])
		}
		b = b[min(n+n&1, int64(len(b))):]
	}
	return nil
}

// readPNG reads the chunks before and behind the pixels (PNG third edition, 11.3; XMP
// specification part 3, section 1.1.5).
func readPNG(r io.ReaderAt, size int64) (s Set) {
	for c, err := range container.PNG(r, size) {
		if err != nil {
			break
		}
		n := min(c.Len, size-c.Off)
		switch {
		case c.ID == "eXIf" && s.EXIF == nil:
			if b := bytes.TrimPrefix(section(r, c.Off, n), []byte(exif.Prefix)); isBlock(b) {
				s.EXIF = b
			}
		case c.ID == "iTXt" && s.XMP == nil:
			s.XMP = textXMP(section(r, c.Off, n))
		case c.ID == "pHYs":
			if b := section(r, c.Off, n); len(b) == 9 && b[8] == 1 {
				const inch = 0.0254 // metres
				s.Dots = [2]float64{inch * float64(binary.BigEndian.Uint32(b)), inch * float64(binary.BigEndian.Uint32(b[4:]))}
			}
		}
	}
	return s
}

// textXMP is the packet in an iTXt chunk: a keyword, whether and how it is packed, a
// language, the keyword in that, and the text.
func textXMP(b []byte) []byte {
	b, ok := bytes.CutPrefix(b, []byte("XML:com.adobe.xmp\x00"))
	if !ok || len(b) < 2 {
		return nil
	}
	packed := b[0] == 1
	parts := bytes.SplitN(b[2:], []byte{0}, 3)
	if len(parts) < 3 {
		return nil
	}
	if !packed {
		return parts[2]
	}
	z, err := zlib.NewReader(bytes.NewReader(parts[2]))
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(z, maxPacket+1))
	if err != nil {
		return nil
	}
	return text
}

func readWebP(r io.ReaderAt, size int64) (s Set) {
	for c, err := range container.RIFF(r, 12, size) {
		if err != nil {
			break
		}
		switch n := min(c.Len, size-c.Off); {
		case c.ID == "EXIF" && s.EXIF == nil:
			if b := bytes.TrimPrefix(section(r, c.Off, n), []byte(exif.Prefix)); isBlock(b) {
				s.EXIF = b
			}
		case c.ID == "XMP " && s.XMP == nil:
			s.XMP = section(r, c.Off, n)
		}
	}
	return s
}

func readHEIF(r io.ReaderAt, size int64) (s Set) {
	f, err := heif.Read(r, size)
	if err != nil {
		return s
	}
	block, packet := f.Metadata(maxRead)
	if block = bytes.TrimPrefix(block, []byte(exif.Prefix)); isBlock(block) {
		s.EXIF = block
	}
	s.XMP = packet
	return s
}

// readJPEGXL reads the boxes of a JPEG XL in a container (ISO/IEC 18181-2, section
// 9): one of EXIF begins with where in it the block does. Those that are packed by
// Brotli are left.
func readJPEGXL(r io.ReaderAt, size int64) (s Set) {
	const headLen, mostBoxes = 8, 1000
	for off, n := int64(0), 0; off <= size-headLen && n < mostBoxes; n++ {
		head := section(r, off, headLen)
		if head == nil {
			break
		}
		length, from := int64(binary.BigEndian.Uint32(head)), off+headLen
		switch length {
		case 0: // to the end of the file
			length = size - off
		case 1:
			long := section(r, from, 8)
			if long == nil {
				return s
			}
			length, from = int64(binary.BigEndian.Uint64(long)&(1<<62-1)), from+8
		}
		if length < from-off || length > size-off {
			break
		}
		switch end := off + length; string(head[4:]) {
		case "Exif":
			if b := heif.EXIF(section(r, from, end-from)); s.EXIF == nil && isBlock(b) {
				s.EXIF = b
			}
		case "xml ":
			if s.XMP == nil {
				s.XMP = section(r, from, end-from)
			}
		}
		off += length
	}
	return s
}

// Tags of a TIFF that hold other blocks.
const (
	tagXMP  = 700
	tagIPTC = 33723
)

// readTIFF reads a file that is itself built like a block of EXIF, which it is
// rebuilt from with all that a thumbnail may carry.
func readTIFF(r io.ReaderAt, size int64) (s Set) {
	s.EXIF = rebuildEXIF(r, size, Change{Location: true})
	if d, err := tiff.ReadDirectory(r, size); err == nil {
		s.XMP = d.Bytes(tagXMP, maxRead)
		s.IPTC = d.Bytes(tagIPTC, maxIPTC)
	}
	return s
}
