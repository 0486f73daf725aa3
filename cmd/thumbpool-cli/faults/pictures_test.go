//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// picture is one that tests write.
type picture struct {
	name  string
	sound bool // a large picture as somebody may have: it has to get its thumbnail
	write func(w io.Writer) error
}

// hostile are pictures that ask for much and are made of little. Those that a
// quick test takes come first.
func hostile() []picture {
	const many = 100 << 20
	return []picture{
		{name: "149 MP, 16 bits, interlaced.png", write: pngFile{side: 12_200, depth: 16, colour: 6, interlaced: true}.write},
		{name: "149 MP lossless in 38 bytes.webp", write: losslessWebP(12_200)},
		{name: "149 MP in 35 bytes.gif", write: gifFile{width: 12_200, height: 12_200, data: []byte{2, 1, 0x54, 0}}.write},
		{name: "100 MB of empty chunks.png", write: pngFile{side: 64, depth: 8, colour: 2, chunks: many / 12}.write},
		{name: "100 MB of fill bytes.jpg", write: jpegFile{side: 64, components: 3, fill: many}.write},
		{name: "tiles that share their data.tif", write: sharedTiles(12_000)},
		{name: "149 MP of runs.bmp", write: runsBMP(12_200)},
		{name: "149 MP of CMYK in passes.jpg", write: jpegFile{side: 12_200, components: 4, scans: 1}.write},
		{name: "149 MP, RGB.png", sound: true, write: pngFile{side: 12_200, depth: 8, colour: 2}.write},
		{name: "149 MP, RGBA.png", sound: true, write: pngFile{side: 12_200, depth: 8, colour: 6}.write},
		{name: "149 MP, palette.png", sound: true, write: pngFile{side: 12_200, depth: 8, colour: 3}.write},
		{name: "90 MP, 16 bits.png", sound: true, write: pngFile{side: 9_500, depth: 16, colour: 2}.write},
		{name: "149 MP, 16 bits.png", write: pngFile{side: 12_200, depth: 16, colour: 2}.write},
		{name: "100 MP, interlaced.png", sound: true, write: pngFile{side: 10_000, depth: 8, colour: 2, interlaced: true}.write},
		{name: "149 MP, interlaced.png", write: pngFile{side: 12_200, depth: 8, colour: 2, interlaced: true}.write},
		{name: "85 MP lossless in 38 bytes.webp", write: losslessWebP(9_200)},
		{name: "149 MP, canvas larger than the frame.gif", write: gifFile{width: 12_200, height: 12_200, frame: 64}.write},
		{name: "100,000 frames.gif", sound: true, write: gifFile{width: 64, height: 64, frame: 64, frames: 100_000}.write},
		{name: "149 MP.jpg", sound: true, write: jpegFile{side: 12_200, components: 3}.write},
		{name: "149 MP in passes.jpg", sound: true, write: jpegFile{side: 12_200, components: 3, scans: 1}.write},
		{name: "a thousand scans.jpg", write: jpegFile{side: 8_000, components: 3, scans: 1000}.write},
		{name: "a thousand scans of CMYK.jpg", write: jpegFile{side: 4_000, components: 4, scans: 1000}.write},
		{name: "90 MP of CMYK.jpg", sound: true, write: jpegFile{side: 9_500, components: 4}.write},
		{name: "149 MP, RGB.tif", sound: true, write: rgbTIFF(12_200)},
		{name: "100,000 directories.tif", sound: true, write: directories(100_000)},
	}
}

// pngFile writes a black picture, or a transparent one.
type pngFile struct {
	side       int
	depth      byte
	colour     byte // as in IHDR: 2 is RGB, 3 a palette, 6 RGBA
	interlaced bool
	chunks     int // empty ones before the pixels
}

func (p pngFile) write(w io.Writer) error {
	b := &bytes.Buffer{}
	b.WriteString("\x89PNG\r\n\x1a\n")
	ihdr := binary.BigEndian.AppendUint32(nil, uint32(p.side))
	ihdr = binary.BigEndian.AppendUint32(ihdr, uint32(p.side))
	ihdr = append(ihdr, p.depth, p.colour, 0, 0, 0)
	if p.interlaced {
		ihdr[12] = 1
	}
	pngChunk(b, "IHDR", ihdr)
	if p.colour == 3 {
		pngChunk(b, "PLTE", make([]byte, 3*256))
	}
	if _, err := b.WriteTo(w); err != nil {
		return err
	}
	if err := p.empty(w); err != nil {
		return err
	}
	pngChunk(b, "IDAT", zeros(p.bytes()))
	pngChunk(b, "IEND", nil)
	_, err := b.WriteTo(w)
	return err
}

// empty writes the empty chunks.
func (p pngFile) empty(w io.Writer) error {
	var one, thousand bytes.Buffer
	pngChunk(&one, "teSt", nil)
	for range 1000 {
		thousand.Write(one.Bytes())
	}
	for range p.chunks / 1000 {
		if _, err := w.Write(thousand.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// bytes is the length of the rows, with a filter type for each.
func (p pngFile) bytes() int64 {
	pixel := int64(p.depth) / 8 * map[byte]int64{2: 3, 3: 1, 6: 4}[p.colour]
	rows := func(w, h int) int64 {
		if w == 0 {
			return 0
		}
		return int64(h) * (1 + int64(w)*pixel)
	}
	if !p.interlaced {
		return rows(p.side, p.side)
	}
	var n int64
	for _, pass := range [][4]int{{8, 8, 0, 0}, {8, 8, 4, 0}, {4, 8, 0, 4}, {4, 4, 2, 0}, {2, 4, 0, 2}, {2, 2, 1, 0}, {1, 2, 0, 1}} {
		n += rows((p.side-pass[2]+pass[0]-1)/pass[0], (p.side-pass[3]+pass[1]-1)/pass[1])
	}
	return n
}

func pngChunk(b *bytes.Buffer, id string, payload []byte) {
	_ = binary.Write(b, binary.BigEndian, uint32(len(payload))) // a buffer takes all
	body := append([]byte(id), payload...)
	b.Write(body)
	_ = binary.Write(b, binary.BigEndian, crc32.ChecksumIEEE(body))
}

// zeros is a zlib stream of n zeros.
func zeros(n int64) []byte {
	const piece = 1 << 20
	pack := func(n int64, last bool) []byte {
		var b bytes.Buffer
		z, _ := flate.NewWriter(&b, flate.BestCompression) // the level is valid
		_, _ = z.Write(make([]byte, n))                    // a buffer takes all
		if last {
			_ = z.Close()
		} else {
			_ = z.Flush()
		}
		return b.Bytes()
	}
	b := append([]byte{0x78, 0xDA}, bytes.Repeat(pack(piece, false), int(n/piece))...)
	b = append(b, pack(n%piece, true)...)
	return binary.BigEndian.AppendUint32(b, uint32(n%65521)<<16|1) // Adler-32
}

// losslessWebP is one colour: codes of one symbol take no bits.
func losslessWebP(side int) func(io.Writer) error {
	return func(w io.Writer) error {
		// After the head: no transform, no colour cache, no groups of codes, and
		// five codes of four bits: simple, one symbol, of one bit, zero.
		bits := append(binary.LittleEndian.AppendUint32([]byte{0x2F}, uint32(side-1)|uint32(side-1)<<14), 0x88, 0x88, 0x08, 0, 0, 0, 0, 0, 0)
		chunk := append(binary.LittleEndian.AppendUint32([]byte("WEBPVP8L"), uint32(len(bits))), bits...)
		chunk = chunk[:len(chunk)/2*2]
		_, err := w.Write(append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunk))), chunk...))
		return err
	}
}

// gifFile writes frames of one colour.
type gifFile struct {
	width, height int
	frame, frames int    // side of each frame, 0 for that of the canvas; at least one
	data          []byte // of each frame, in place of what it should have
}

func (g gifFile) write(w io.Writer) error {
	b := append([]byte("GIF89a"), byte(g.width), byte(g.width>>8), byte(g.height), byte(g.height>>8), 0x80, 0, 0)
	b = append(b, 0, 0, 0, 255, 255, 255)
	fw, fh := g.width, g.height
	if g.frame > 0 {
		fw, fh = g.frame, g.frame
	}
	frame := []byte{',', 0, 0, 0, 0, byte(fw), byte(fw >> 8), byte(fh), byte(fh >> 8), 0}
	if g.data != nil {
		frame = append(frame, g.data...)
	} else {
		var packed bytes.Buffer
		z := lzw.NewWriter(&packed, lzw.LSB, 2)
		_, _ = z.Write(make([]byte, fw*fh)) // a buffer takes all
		_ = z.Close()
		frame = append(frame, 2)
		for data := packed.Bytes(); len(data) > 0; {
			n := min(len(data), 255)
			frame = append(append(frame, byte(n)), data[:n]...)
			data = data[n:]
		}
		frame = append(frame, 0)
	}
	b = append(b, bytes.Repeat(frame, max(g.frames, 1))...)
	_, err := w.Write(append(b, ';'))
	return err
}

// runsBMP ends before its first pixel, which all readers take for a picture of
// the first colour.
func runsBMP(side int) func(io.Writer) error {
	return func(w io.Writer) error {
		b := []byte("BM")
		for _, v := range []uint32{14 + 40 + 1024 + 2, 0, 14 + 40 + 1024, 40, uint32(side), uint32(side), 1 | 8<<16, 1, 2, 0, 0, 256, 0} {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
		b = append(b, make([]byte, 1024)...)
		_, err := w.Write(append(b, 0, 1))
		return err
	}
}
