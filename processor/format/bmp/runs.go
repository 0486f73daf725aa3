package bmp

import (
	"errors"
	"image"
	"io"
)

// decodeRuns reads run-length coded indices of 8 or 4 bits (methods RLE8 and
// RLE4 of BITMAPINFOHEADER) and returns how many rows came. Runs beyond the
// end of a row are cut; pixels that are stepped over have the first colour.
func (h *Header) decodeRuns(dst *image.Paletted, r io.ByteReader) (rows int, err error) {
	x, row := 0, 0
	put := func(index byte) {
		if x < h.Width && row < h.Height {
			dst.Pix[h.row(row)*dst.Stride+x] = index
		}
		x = min(x+1, h.Width)
	}
	for row < h.Height {
		var pair [2]byte
		if err := readBytes(r, pair[:]); err != nil {
			if row == h.Height-1 && x >= h.Width { // only the end mark is missing
				return h.Height, nil
			}
			return row, err
		}
		n, v := pair[0], pair[1]
		switch {
		case n > 0:
			if h.method == methodRLE8 {
				repeat(put, int(n), v, v)
			} else {
				repeat(put, int(n), v>>4, v&15)
			}
		case v == 0: // end of row
			x, row = 0, row+1
		case v == 1: // end of bitmap
			return h.Height, nil
		case v == 2: // step right and up
			if err := readBytes(r, pair[:]); err != nil {
				return row, err
			}
			x, row = min(x+int(pair[0]), h.Width), row+int(pair[1])
		default:
			if err := h.literal(put, r, int(v)); err != nil {
				return row, err
			}
		}
	}
	return h.Height, nil
}

// repeat puts n pixels that alternate between two colours.
func repeat(put func(byte), n int, even, odd byte) {
	for i := range n {
		if i%2 == 0 {
			put(even)
		} else {
			put(odd)
		}
	}
}

// literal puts n pixels that are not repeated. They fill whole 16-bit words.
func (h *Header) literal(put func(byte), r io.ByteReader, n int) error {
	words := (n*h.Depth + 15) / 16
	var buf [256]byte
	if err := readBytes(r, buf[:2*words]); err != nil {
		return err
	}
	for i := range n {
		switch {
		case h.Depth == 8:
			put(buf[i])
		case i%2 == 0:
			put(buf[i/2] >> 4)
		default:
			put(buf[i/2] & 15)
		}
	}
	return nil
}

func readBytes(r io.ByteReader, p []byte) error {
	for i := range p {
		b, err := r.ReadByte()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		p[i] = b
	}
	return nil
}
