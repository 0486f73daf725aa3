// Package gif reads the first frame of a GIF, placed on its canvas as browsers
// place it, and no other frame: a thumbnail of an animation of a thousand
// frames costs one.
//
// In flows an io.ReaderAt and the size of the file in bytes, out flows an
// image. Different files may be read from different goroutines.
package gif

import (
	"bufio"
	"compress/lzw"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"

	"thumbpool/processor/format/piece"
)

// maxBlocks ends the search for the first frame in a file of nothing but
// comments.
const maxBlocks = 1 << 16

// Header is what a GIF says before the pixels of its first frame.
type Header struct {
	Width, Height int  // pixels of the canvas
	HasAlpha      bool // some of the canvas may be transparent

	frame       image.Rectangle // where the first frame lies; may reach beyond the canvas
	interlaced  bool
	transparent int // index of the transparent colour, or -1
	colours     span
	dataOff     int64
}

// span is a colour table: n bytes at off, three for each colour.
type span struct{ off, n int64 }

// ReadHeader reads up to the first frame's image descriptor.
func ReadHeader(r io.ReaderAt, size int64) (Header, error) {
	r = io.NewSectionReader(r, 0, size) // whatever lengths the file claims
	const logicalScreen = 13
	h := Header{transparent: -1}
	b, err := piece.Read(r, 0, logicalScreen)
	if err != nil {
		return h, err
	}
	h.Width, h.Height = int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))
	h.colours = colourTable(b[10], logicalScreen)
	off := h.colours.off + h.colours.n
	for range maxBlocks {
		if b, err = piece.Read(r, off, 1); err != nil {
			return h, err
		}
		switch b[0] {
		case ',':
			return h, h.readDescriptor(r, off+1)
		case '!':
			if off, err = h.readExtension(r, off+1); err != nil {
				return h, err
			}
		case ';':
			return h, errors.New("there is no picture in it")
		case 0:
			off++ // a stray end of block, which all readers step over
		default:
			return h, errors.New("there is an unknown block in it")
		}
	}
	return h, errors.New("there are too many blocks before the picture")
}

// colourTable returns the place of the table that the flags announce.
func colourTable(flags byte, off int64) span {
	if flags&0x80 == 0 {
		return span{off: off}
	}
	return span{off: off, n: 3 << (1 + flags&7)}
}

// readExtension reads the extension whose label is at off (GIF89a, sections
// 23 to 26) and returns the offset behind it. Only the graphic control
// extension is of interest, for its transparent colour.
func (h *Header) readExtension(r io.ReaderAt, off int64) (int64, error) {
	const graphicControl, hasTransparent = 0xF9, 1
	b, err := piece.Read(r, off, 2)
	if err != nil {
		return off, err
	}
	if b[0] == graphicControl && b[1] >= 4 {
		fields, err := piece.Read(r, off+2, 4)
		if err != nil {
			return off, err
		}
		if h.transparent = -1; fields[0]&hasTransparent != 0 {
			h.transparent = int(fields[3])
		}
	}
	for off++; ; off += 1 + int64(b[0]) {
		if b, err = piece.Read(r, off, 1); err != nil || b[0] == 0 {
			return off + 1, err
		}
	}
}

// readDescriptor reads the image descriptor at off (section 20) and settles
// the canvas. Where the logical screen is too small for the frame, the frame
// is the canvas; where the frame has no size, it has that of the canvas.
func (h *Header) readDescriptor(r io.ReaderAt, off int64) error {
	const descriptor, interlaced = 9, 0x40
	b, err := piece.Read(r, off, descriptor)
	if err != nil {
		return err
	}
	field := func(i int) int { return int(binary.LittleEndian.Uint16(b[i:])) }
	x, y, w, hh := field(0), field(2), field(4), field(6)
	if w == 0 || hh == 0 {
		w, hh = h.Width, h.Height
	}
	if w > h.Width || hh > h.Height {
		x, y, h.Width, h.Height = 0, 0, w, hh
	}
	h.frame = image.Rect(x, y, x+w, y+hh)
	h.interlaced = b[8]&interlaced != 0
	if local := colourTable(b[8], off+descriptor); local.n > 0 {
		h.colours = local
		off += local.n
	}
	h.dataOff = off + descriptor
	h.HasAlpha = h.transparent >= 0 || !h.canvas().In(h.frame)
	return nil
}

func (h Header) canvas() image.Rectangle { return image.Rect(0, 0, h.Width, h.Height) }

// Decode reads the first frame and puts it on its canvas. If the file ends
// early or is damaged, the image holds the rows so far and gray below, err
// says why, and decoded is the share of rows that were read, 0 to 1.
func Decode(r io.ReaderAt, size int64) (img image.Image, decoded float64, err error) {
	h, err := ReadHeader(r, size)
	if err != nil {
		return nil, 0, err
	}
	if h.Width == 0 || h.Height == 0 {
		return nil, 0, fmt.Errorf("the header claims %d × %d pixels", h.Width, h.Height)
	}
	colours, err := h.palette(r)
	if err != nil {
		return nil, 0, err
	}
	data := &blocks{r: bufio.NewReaderSize(io.NewSectionReader(r, h.dataOff, max(size-h.dataOff, 0)), 1<<15)}
	width, err := data.r.ReadByte()
	if err != nil {
		return nil, 0, io.ErrUnexpectedEOF
	}
	if width < 2 || width > 8 {
		return nil, 0, errors.New("its colours have an impossible number of bits")
	}
	// A file that cannot hold a tenth of its pixels gets no memory for them.
	if float64(h.frame.Dx())*float64(h.frame.Dy())/10 > mostPixels(size-h.dataOff, int64(width)) {
		return nil, 0, io.ErrUnexpectedEOF
	}
	pixels := lzw.NewReader(data, lzw.LSB, int(width))
	defer pixels.Close()
	frame := image.NewPaletted(h.frame, colours)
	decoded, err = readRows(frame, pixels, h.interlaced)
	if h.frame == h.canvas() {
		return frame, decoded, err
	}
	canvas := image.NewNRGBA(h.canvas())
	draw.Draw(canvas, h.frame, frame, h.frame.Min, draw.Src)
	return canvas, decoded, err
}

// mostPixels bounds the pixels that n bytes of codes stand for, where colours
// have so many bits. A code has one bit more at least, and stands for one pixel
// more than the longest one before, of which there are 4096.
func mostPixels(n, bits int64) float64 {
	codes := float64(max(n, 0)) * 8 / float64(bits+1)
	return codes * min(codes, 4096)
}

// palette reads the colour table. Of 256 colours, those that the file does
// not name are gray.
func (h Header) palette(r io.ReaderAt) (color.Palette, error) {
	if h.colours.n == 0 {
		return nil, errors.New("its colour table is missing")
	}
	b, err := piece.Read(r, h.colours.off, h.colours.n)
	if err != nil {
		return nil, err
	}
	p := make(color.Palette, 256)
	for i := range p {
		if len(b) < 3 {
			p[i] = color.RGBA{0x80, 0x80, 0x80, 0xFF}
			continue
		}
		p[i] = color.RGBA{b[0], b[1], b[2], 0xFF}
		b = b[3:]
	}
	if h.transparent >= 0 {
		p[h.transparent] = color.RGBA{}
	}
	return p, nil
}

// readRows fills the frame from its index stream, and returns the share of
// rows that it got. Rows that did not come are gray, or if interlaced, like
// the one above.
func readRows(frame *image.Paletted, r io.Reader, interlaced bool) (decoded float64, err error) {
	h := frame.Rect.Dy()
	row := func(y int) []byte { return frame.Pix[y*frame.Stride:][:frame.Stride] }
	passes := [][2]int{{0, 1}}
	if interlaced {
		passes = [][2]int{{0, 8}, {4, 8}, {2, 4}, {1, 2}} // first row and step, appendix E
	}
	missing := make([]bool, h)
	got := 0
	for _, p := range passes {
		for y := p[0]; y < h; y += p[1] {
			if err == nil {
				_, err = io.ReadFull(r, row(y))
			}
			if missing[y] = err != nil; err == nil {
				got++
			}
		}
	}
	gray := byte(frame.Palette.Index(color.Gray{0x80}))
	for y, none := range missing {
		switch {
		case none && interlaced && y > 0:
			copy(row(y), row(y-1))
		case none:
			for x := range row(y) {
				row(y)[x] = gray
			}
		}
	}
	return float64(got) / float64(h), err
}

// blocks reads the data sub-blocks (section 15) as one stream.
type blocks struct {
	r    *bufio.Reader
	left int // bytes of the present block
	end  bool
}

func (b *blocks) ReadByte() (byte, error) {
	for b.left == 0 {
		n, err := b.r.ReadByte()
		if b.end = b.end || n == 0; b.end || err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		b.left = int(n)
	}
	b.left--
	return b.r.ReadByte()
}

// Read is for lzw.NewReader, which reads bytes where it can.
func (b *blocks) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := b.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	return 1, nil
}
