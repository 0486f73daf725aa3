package format_test

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"golang.org/x/image/bmp"
)

// The tests' pictures are 24 × 16: no power of two, not square, whole JPEG blocks.
const width, height = 24, 16

// drawing is dark but for its upper left quarter, which shows how it is turned.
func drawing() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height / 2 {
		for x := range width / 2 {
			img.SetGray(x, y, color.Gray{240})
		}
	}
	return img
}

var le, be binary.AppendByteOrder = binary.LittleEndian, binary.BigEndian

// exif is an EXIF block that holds nothing but an orientation.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("MM")
	if order == le {
		b = []byte("II")
	}
	b = order.AppendUint16(b, 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, orientation)
	return append(b, 0, 0, 0, 0, 0, 0)
}

// segment is a JPEG marker segment.
func segment(marker byte, payload ...[]byte) []byte {
	p := slices.Concat(payload...)
	n := len(p) + 2
	return append([]byte{0xFF, marker, byte(n >> 8), byte(n)}, p...)
}

var (
	jfif       = segment(0xE0, []byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"))
	xmp        = segment(0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta/>"))
	exifPrefix = []byte("Exif\x00\x00")
)

// heightBehind moves the height of a JPEG from its frame header into a segment
// behind its scan (ISO/IEC 10918-1, section B.2.5).
func heightBehind(file []byte) []byte {
	file = bytes.Clone(file)
	frame := bytes.Index(file, []byte{0xFF, 0xC0})
	height := bytes.Clone(file[frame+5:][:2])
	copy(file[frame+5:], []byte{0, 0})
	return slices.Concat(file[:len(file)-2], segment(0xDC, height), []byte{0xFF, 0xD9})
}

// writeJPEG returns a JPEG with segments after its start of image marker.
func writeJPEG(segments ...[]byte) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, drawing(), &jpeg.Options{Quality: 95})
	return slices.Concat(b.Bytes()[:2], slices.Concat(segments...), b.Bytes()[2:])
}

// chunk is a PNG chunk.
func chunk(id string, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	b = append(append(b, id...), payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// writePNG returns a PNG with chunks before and after its pixels.
func writePNG(before, after []byte) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, drawing())
	const head, end = 8 + 25, 12
	whole := b.Bytes()
	return slices.Concat(whole[:head], before, whole[head:len(whole)-end], after, whole[len(whole)-end:])
}

// riffChunk is a RIFF chunk.
func riffChunk(id string, payload []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(id), uint32(len(payload)))
	return append(append(b, payload...), make([]byte, len(payload)%2)...)
}

// riff is a WebP file of chunks.
func riff(chunks ...[]byte) []byte {
	return riffChunk("RIFF", slices.Concat([]byte("WEBP"), slices.Concat(chunks...)))
}

// vp8x is the head of an extended WebP.
func vp8x(flags byte, w, h int) []byte {
	return riffChunk("VP8X", []byte{flags, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0})
}

// vp8l is a lossless WebP chunk (RFC 9649, section 3) of a gray picture of two
// shades, written without any transform.
func vp8l(img *image.Gray, shades [2]byte) []byte {
	var w bitWriter
	w.put(0x2F, 8)
	w.put(uint32(img.Rect.Dx()-1), 14)
	w.put(uint32(img.Rect.Dy()-1), 14)
	w.put(0, 1+3+1+1+1) // no alpha, version, no transform, no cache, one prefix code group
	two := func() {
		w.put(1, 1) // simple code
		w.put(1, 1) // of two symbols
		w.put(1, 1) // of eight bits
		w.put(uint32(shades[0]), 8)
		w.put(uint32(shades[1]), 8)
	}
	one := func(v uint32) {
		w.put(1, 1)
		w.put(0, 1)
		w.put(1, 1)
		w.put(v, 8)
	}
	two()    // green
	two()    // red
	two()    // blue
	one(255) // alpha
	one(0)   // distance
	for _, v := range img.Pix {
		bit := uint32(0)
		if v == shades[1] {
			bit = 1
		}
		w.put(bit|bit<<1|bit<<2, 3)
	}
	w.put(0, 7)
	return riffChunk("VP8L", w.out)
}

// bitWriter writes bits, the lowest first.
type bitWriter struct {
	out []byte
	acc uint32
	n   int
}

func (w *bitWriter) put(v uint32, n int) {
	w.acc |= v << w.n
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
}

func writeWebP(after ...[]byte) []byte {
	return riff(append([][]byte{vp8x(8, width, height), vp8l(drawing(), [2]byte{0, 240})}, after...)...)
}

// writeTIFF returns an uncompressed gray TIFF with fields of one short or long
// value each.
func writeTIFF(extra ...[2]uint32) []byte {
	pixels := drawing().Pix
	fields := append([][2]uint32{
		{256, width}, {257, height}, {258, 8}, {262, 1}, {273, 8}, {277, 1}, {278, height}, {279, uint32(len(pixels))},
	}, extra...)
	slices.SortFunc(fields, func(a, b [2]uint32) int { return int(a[0]) - int(b[0]) })
	b := append([]byte("II*\x00"), le.AppendUint32(nil, uint32(8+len(pixels)))...)
	b = append(b, pixels...)
	b = le.AppendUint16(b, uint16(len(fields)))
	for _, f := range fields {
		b = le.AppendUint16(b, uint16(f[0]))
		b = le.AppendUint16(b, 4)
		b = le.AppendUint32(b, 1)
		b = le.AppendUint32(b, f[1])
	}
	return append(b, 0, 0, 0, 0)
}

func writeGIF() []byte {
	var b bytes.Buffer
	img := image.NewPaletted(drawing().Rect, color.Palette{color.Gray{0}, color.Gray{240}})
	for i, v := range drawing().Pix {
		img.Pix[i] = v / 240
	}
	_ = gif.Encode(&b, img, nil)
	return b.Bytes()
}

func writeBMP() []byte {
	var b bytes.Buffer
	_ = bmp.Encode(&b, drawing())
	return b.Bytes()
}

// allFiles is the picture in all formats that are read.
func allFiles() map[string][]byte {
	return map[string][]byte{
		"JPEG": writeJPEG(jfif), "PNG": writePNG(nil, nil), "GIF": writeGIF(),
		"BMP": writeBMP(), "TIFF": writeTIFF(), "WebP": writeWebP(),
		"AVIF": drawingAVIF, "JPEG XL": drawingJXL,
	}
}

// The picture as others encode it: by avifenc --min 0 --max 8 -s 4 -y 420, and by
// cjxl -d 0.
var (
	//go:embed testdata/drawing.avif
	drawingAVIF []byte
	//go:embed testdata/drawing.jxl
	drawingJXL []byte
)

// decodable is the picture in all formats that package format decodes itself.
func decodable() map[string][]byte {
	files := allFiles()
	delete(files, "JPEG")
	return files
}

// sameDrawing holds that an image shows the tests' picture.
func sameDrawing(t *testing.T, img image.Image) {
	t.Helper()
	if img.Bounds() != drawing().Bounds() {
		t.Fatalf("bounds %v", img.Bounds())
	}
	for y := range height {
		for x := range width {
			got := int(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
			if want := int(drawing().GrayAt(x, y).Y); got < want-6 || got > want+6 {
				t.Fatalf("pixel %d, %d is %d, want %d", x, y, got, want)
			}
		}
	}
}
