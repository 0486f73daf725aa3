package format

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
)

// decodePNG decodes a PNG. image/png gives no image for a damaged file, so
// such a file is decoded once more as a sound one made of what is left of it.
func decodePNG(s *source) (img image.Image, decoded float64, err error) {
	if _, apple, err := readIHDR(s); err == nil && apple {
		return decodeApple(s)
	}
	img, err = png.Decode(bufio.NewReaderSize(s, 1<<16))
	var unsupported png.UnsupportedError
	if err == nil || s.err != nil || errors.As(err, &unsupported) {
		return img, 1, err
	}
	damage := s.reached
	img, decoded = repairPNG(s)
	s.reached = damage
	return img, decoded, err
}

// repairPNG decodes what is left of a damaged PNG, and gray where nothing is
// left. Check sums of the pixels are not checked. Interlaced pictures are not
// repaired: their loss is not at the bottom but everywhere.
func repairPNG(s *source) (img image.Image, decoded float64) {
	ihdr, apple, err := readIHDR(s)
	if err != nil || ihdr[20] != 0 {
		return nil, 0
	}
	head := bytes.NewBufferString("\x89PNG\r\n\x1A\n")
	head.Write(ihdr) // with its check sum, which image/png checks
	data := &idat{r: s}
	for c, err := range container.PNG(s, s.size) {
		if err != nil || c.ID == "IEND" {
			break
		}
		switch c.ID {
		case "PLTE", "tRNS":
			if b, err := piece.Read(s, c.Off, min(c.Len, 3*256)); err == nil {
				writeChunk(head, c.ID, b)
			}
		case "IDAT":
			data.parts = append(data.parts, [2]int64{c.Off, min(c.Len, s.size-c.Off)})
		}
	}
	rows := newPNGRows(s.ctx, ihdr, data, !apple)
	if rows == nil {
		return nil, 0
	}
	img, err = png.Decode(io.MultiReader(head, newPacker(rows)))
	if err != nil {
		return nil, 0
	}
	return img, float64(rows.good) / float64(rows.height)
}

// idat reads the payloads of all IDAT chunks as one stream.
type idat struct {
	r     io.ReaderAt
	parts [][2]int64 // offset and length
}

func (d *idat) Read(p []byte) (int, error) {
	for len(d.parts) > 0 && d.parts[0][1] <= 0 {
		d.parts = d.parts[1:]
	}
	if len(d.parts) == 0 {
		return 0, io.EOF
	}
	part := &d.parts[0]
	n, err := d.r.ReadAt(p[:min(int64(len(p)), part[1])], part[0])
	part[0], part[1] = part[0]+int64(n), part[1]-int64(n)
	return n, err
}

// pngRows yields the filtered rows of a PNG, as many as its header claims: the
// sound ones at the top, then gray ones.
type pngRows struct {
	ctx       context.Context // gray rows need nothing read, and may be many
	r         io.Reader
	row       []byte // filter type and pixels
	left      []byte // of row, not yet read
	gray      byte
	y, height int
	good      int // rows that were sound
}

// newPNGRows returns the rows that lie packed in data, in the frame of zlib or
// without it; nil if none do.
func newPNGRows(ctx context.Context, ihdr []byte, data io.Reader, zlib bool) *pngRows {
	var zlibHead [2]byte
	if zlib {
		if _, err := io.ReadFull(data, zlibHead[:]); err != nil {
			return nil
		}
	}
	width, height := binary.BigEndian.Uint32(ihdr[8:]), binary.BigEndian.Uint32(ihdr[12:])
	depth, colour := int(ihdr[16]), ihdr[17]
	samples := map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] // PNG third edition, table 8
	p := &pngRows{ctx: ctx, r: flate.NewReader(data), height: int(height), gray: 0x80}
	p.row = make([]byte, 1+(int64(width)*int64(samples*depth)+7)/8)
	if colour == 3 {
		p.gray = 0 // the palette's first colour
	}
	return p
}

func (p *pngRows) Read(b []byte) (int, error) {
	if len(p.left) == 0 {
		if p.y == p.height {
			return 0, io.EOF
		}
		if err := p.ctx.Err(); err != nil {
			return 0, err
		}
		p.next()
	}
	n := copy(b, p.left)
	p.left = p.left[n:]
	return n, nil
}

// next takes the next row, or a gray one after the first that is not sound.
func (p *pngRows) next() {
	const filterTypes = 5
	if p.good == p.y {
		if _, err := io.ReadFull(p.r, p.row); err == nil && p.row[0] < filterTypes {
			p.good++
		} else {
			p.row[0] = 0
			for i := range p.row[1:] {
				p.row[1+i] = p.gray
			}
		}
	}
	p.y++
	p.left = p.row
}

// packer turns rows into the chunks that follow a PNG's head, packed without
// compression.
type packer struct {
	rows  io.Reader
	z     *zlib.Writer
	body  bytes.Buffer // of the next chunk
	out   bytes.Buffer
	ended bool
}

func newPacker(rows io.Reader) *packer {
	p := &packer{rows: rows}
	p.z, _ = zlib.NewWriterLevel(&p.body, zlib.NoCompression) // the level is valid
	return p
}

func (p *packer) Read(b []byte) (int, error) {
	const chunkLen = 1 << 15
	for p.out.Len() == 0 {
		if p.ended {
			return 0, io.EOF
		}
		_, err := io.CopyN(p.z, p.rows, chunkLen)
		if errors.Is(err, io.EOF) {
			err = p.z.Close()
			p.ended = true
		}
		if err != nil {
			return 0, err
		}
		if p.body.Len() > 0 {
			writeChunk(&p.out, "IDAT", p.body.Bytes())
			p.body.Reset()
		}
		if p.ended {
			writeChunk(&p.out, "IEND", nil)
		}
	}
	return p.out.Read(b)
}

func writeChunk(w *bytes.Buffer, id string, payload []byte) {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(len(payload)))
	w.Write(b[:])
	sum := crc32.NewIEEE()
	sum.Write([]byte(id))
	sum.Write(payload)
	w.WriteString(id)
	w.Write(payload)
	binary.BigEndian.PutUint32(b[:], sum.Sum32())
	w.Write(b[:])
}
