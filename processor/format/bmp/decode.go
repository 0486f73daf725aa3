package bmp

import (
	"bufio"
	"encoding/binary"
	"image"
	"image/color"
	"io"
	"math/bits"
)

// Decode reads a bitmap. If the file ends early or is damaged, the image holds
// the rows so far and gray for the rest, err says why, and decoded is the
// share of rows that were read, 0 to 1; with hardly any there is no image.
func Decode(r io.ReaderAt, size int64) (img image.Image, decoded float64, err error) {
	h, err := ReadHeader(r, size)
	if err != nil {
		return nil, 0, err
	}
	data := io.NewSectionReader(r, h.pixelsFrom, max(size-h.pixelsFrom, 0))
	if !h.runLength() {
		// A file that cannot hold a tenth of its rows gets no memory for them.
		if float64(data.Size()) < float64(h.rowLen())*float64(h.Height)/10 {
			return nil, 0, io.ErrUnexpectedEOF
		}
	}
	if h.Depth > 8 {
		return h.decodeColour(bufio.NewReaderSize(data, 1<<16))
	}
	palette, err := h.readPalette(r)
	if err != nil {
		return nil, 0, err
	}
	dst := image.NewPaletted(image.Rect(0, 0, h.Width, h.Height), palette)
	var rows int
	if h.runLength() {
		rows, err = h.decodeRuns(dst, bufio.NewReaderSize(data, 1<<16))
	} else {
		rows, err = h.decodeIndices(dst, bufio.NewReaderSize(data, 1<<16))
	}
	if err != nil {
		gray := byte(palette.Index(color.Gray{0x80}))
		for i := rows; i < h.Height; i++ {
			fill(dst.Pix[h.row(i)*dst.Stride:][:dst.Stride], gray)
		}
	}
	return dst, float64(rows) / float64(h.Height), err
}

func (h *Header) runLength() bool { return h.method == methodRLE4 || h.method == methodRLE8 }

// rowLen is the length in bytes of a row that is not run-length coded: a
// multiple of four.
func (h *Header) rowLen() int64 { return (int64(h.Width)*int64(h.Depth) + 31) / 32 * 4 }

// row returns where the i-th row of the file lies in the image.
func (h *Header) row(i int) int {
	if h.topDown {
		return i
	}
	return h.Height - 1 - i
}

// decodeIndices reads rows of palette indices and returns how many came.
func (h *Header) decodeIndices(dst *image.Paletted, r io.Reader) (rows int, err error) {
	packed := make([]byte, h.rowLen())
	perByte, mask := 8/h.Depth, byte(1<<h.Depth-1)
	for i := range h.Height {
		if err := readRow(r, packed, i == h.Height-1, (h.Width*h.Depth+7)/8); err != nil {
			return i, err
		}
		out := dst.Pix[h.row(i)*dst.Stride:][:h.Width]
		if h.Depth == 8 {
			copy(out, packed)
			continue
		}
		for x := range out {
			shift := 8 - h.Depth*(1+x%perByte)
			out[x] = packed[x/perByte] >> shift & mask
		}
	}
	return h.Height, nil
}

// readRow reads a row. The last may lack its padding, so that need bytes are
// enough.
func readRow(r io.Reader, row []byte, last bool, need int) error {
	n, err := io.ReadFull(r, row)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil && last && n >= need {
		return nil
	}
	return err
}

// decodeColour reads pixels of 16, 24 or 32 bits.
func (h *Header) decodeColour(r io.Reader) (img image.Image, decoded float64, err error) {
	rect := image.Rect(0, 0, h.Width, h.Height)
	rgba := image.NewRGBA(rect)
	img = rgba
	if h.HasAlpha {
		img = &image.NRGBA{Pix: rgba.Pix, Stride: rgba.Stride, Rect: rect}
	}
	convert := h.converter()
	row := make([]byte, h.rowLen())
	opacity := byte(0)
	rows := h.Height
	for i := range h.Height {
		if err = readRow(r, row, i == h.Height-1, (h.Width*h.Depth+7)/8); err != nil {
			rows = i
			break
		}
		out := rgba.Pix[h.row(i)*rgba.Stride:][:4*h.Width]
		convert(out, row)
		for x := 3; x < len(out) && h.HasAlpha; x += 4 {
			opacity |= out[x]
		}
	}
	for i := rows; i < h.Height; i++ {
		out := rgba.Pix[h.row(i)*rgba.Stride:][:4*h.Width]
		fill(out, 0x80)
		makeOpaque(out)
	}
	if h.HasAlpha && opacity == 0 { // programs that know no alpha leave zeros in its place
		makeOpaque(rgba.Pix)
	}
	return img, float64(rows) / float64(h.Height), err
}

// converter returns the function that turns a row of the file into four bytes
// a pixel: red, green, blue, alpha.
func (h *Header) converter() func(out, row []byte) {
	if h.Depth == 24 {
		return func(out, row []byte) {
			for x := range len(out) / 4 {
				in, o := row[3*x:3*x+3:3*x+3], out[4*x:4*x+4:4*x+4]
				o[0], o[1], o[2], o[3] = in[2], in[1], in[0], 0xFF
			}
		}
	}
	var fields [4]field
	for i, mask := range h.masks {
		fields[i] = newField(mask)
	}
	bytes := h.Depth / 8
	return func(out, row []byte) {
		for len(out) >= 4 && len(row) >= bytes {
			v := uint32(binary.LittleEndian.Uint16(row))
			if bytes == 4 {
				v = binary.LittleEndian.Uint32(row)
			}
			out[0], out[1], out[2], out[3] = fields[0].of(v), fields[1].of(v), fields[2].of(v), 0xFF
			if h.HasAlpha {
				out[3] = fields[3].of(v)
			}
			out, row = out[4:], row[bytes:]
		}
	}
}

// field is a bit field: where it lies in a pixel, and what its values mean.
type field struct {
	mask  uint32
	shift int
	scale [256]byte // of the field's upper eight bits, or fewer, to 0…255
}

func newField(mask uint32) field {
	f := field{mask: mask, shift: bits.TrailingZeros32(mask) & 31}
	if n := bits.Len32(mask >> f.shift); n > 8 {
		f.shift += n - 8
	}
	most := max(int(mask>>f.shift), 1)
	for v := range f.scale {
		f.scale[v] = byte(min((v*255+most/2)/most, 255))
	}
	return f
}

func (f *field) of(pixel uint32) byte { return f.scale[byte(pixel&f.mask>>f.shift)] }

func makeOpaque(pix []byte) {
	for i := 3; i < len(pix); i += 4 {
		pix[i] = 0xFF
	}
}

func fill(b []byte, v byte) {
	for i := range b {
		b[i] = v
	}
}
