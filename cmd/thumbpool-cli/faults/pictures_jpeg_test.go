//go:build faults && linux && amd64

package faults

import (
	"bytes"
	"encoding/binary"
	"io"
)

// jpegFile writes a gray picture whose blocks take two bits of zero each: there is
// no difference from the block before, and no detail.
type jpegFile struct {
	side       int
	components int
	fill       int // bytes before the first segment that mean nothing
	scans      int // if not 0, the picture is progressive, with so many scans of detail for each component
}

func (j jpegFile) write(w io.Writer) error {
	if _, err := w.Write([]byte{0xFF, 0xD8}); err != nil {
		return err
	}
	if _, err := w.Write(bytes.Repeat([]byte{0xFF}, j.fill)); err != nil {
		return err
	}
	var b bytes.Buffer
	segment := func(marker byte, payload ...byte) {
		b.Write([]byte{0xFF, marker, byte((len(payload) + 2) >> 8), byte(len(payload) + 2)})
		b.Write(payload)
	}
	if j.components == 4 {
		segment(0xEE, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")...)
	}
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{8}, 64)...)...)
	frame := append([]byte{8}, binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, uint16(j.side)), uint16(j.side))...)
	frame = append(frame, byte(j.components))
	for i := range j.components {
		frame = append(frame, byte(i+1), 0x11, 0)
	}
	// Codes of one bit: no difference, the end of a block, and in passes the
	// end of a band for 16,384 blocks.
	one := append([]byte{1}, make([]byte, 15)...)
	segment(0xC4, append(append([]byte{0x00}, one...), 0)...)
	blocks := (j.side + 7) / 8 * ((j.side + 7) / 8)
	head := []byte{byte(j.components)}
	for i := range j.components {
		head = append(head, byte(i+1), 0)
	}
	if j.scans == 0 {
		segment(0xC4, append(append([]byte{0x10}, one...), 0)...)
		segment(0xC0, frame...)
		segment(0xDA, append(head, 0, 63, 0)...)
		b.Write(make([]byte, (blocks*j.components*2+7)/8))
	} else {
		segment(0xC4, append(append([]byte{0x10}, one...), 0xE0)...)
		segment(0xC2, frame...)
		segment(0xDA, append(head, 0, 0, 0)...)
		b.Write(make([]byte, (blocks*j.components+7)/8))
		band := bytes.Repeat([]byte{0}, (15*(blocks/16_384+1)+7)/8)
		for n := range j.scans {
			for i := range j.components {
				segment(0xDA, 1, byte(i+1), 0, byte(1+n%63), byte(1+n%63), 0)
				b.Write(band)
			}
		}
	}
	b.Write([]byte{0xFF, 0xD9})
	_, err := b.WriteTo(w)
	return err
}

// tiff is a directory of long fields with values of their own or at an offset.
func tiff(fields [][3]uint32) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(len(fields)))
	for _, f := range fields {
		b = binary.LittleEndian.AppendUint16(b, uint16(f[0]))
		b = binary.LittleEndian.AppendUint16(b, 4)
		b = binary.LittleEndian.AppendUint32(b, f[1])
		b = binary.LittleEndian.AppendUint32(b, f[2])
	}
	return b
}

// sharedTiles has tiles of 16 × 16 pixels that all lie in the same place, and are
// unpacked one by one.
func sharedTiles(side uint32) func(io.Writer) error {
	return func(w io.Writer) error {
		n := side / 16 * (side / 16)
		data := zeros(256)
		const offsets = 8
		counts := offsets + 4*n
		at := counts + 4*n
		b := binary.LittleEndian.AppendUint32([]byte("II*\x00"), at+uint32(len(data)))
		for range n {
			b = binary.LittleEndian.AppendUint32(b, at)
		}
		for range n {
			b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
		}
		b = append(b, data...)
		b = append(b, tiff([][3]uint32{
			{256, 1, side},
			{257, 1, side},
			{258, 1, 8},
			{259, 1, 8},
			{262, 1, 1},
			{277, 1, 1},
			{322, 1, 16},
			{323, 1, 16},
			{324, n, offsets},
			{325, n, counts},
		})...)
		_, err := w.Write(append(b, 0, 0, 0, 0))
		return err
	}
}

// rgbTIFF is one strip of zeros that are packed.
func rgbTIFF(side uint32) func(io.Writer) error {
	return func(w io.Writer) error {
		data := zeros(3 * int64(side) * int64(side))
		b := binary.LittleEndian.AppendUint32([]byte("II*\x00"), 8+uint32(len(data)))
		b = append(b, data...)
		b = append(b, tiff([][3]uint32{
			{256, 1, side}, {257, 1, side}, {258, 1, 8}, {259, 1, 8}, {262, 1, 2}, {273, 1, 8}, {277, 1, 3}, {278, 1, side}, {279, 1, uint32(len(data))},
		})...)
		_, err := w.Write(append(b, 0, 0, 0, 0))
		return err
	}
}

// directories is a chain of directories after the first, each of which names the
// next.
func directories(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		b := []byte("II*\x00\x0c\x00\x00\x00\x80\x80\x80\x80")
		dir := tiff([][3]uint32{{256, 1, 2}, {257, 1, 2}, {258, 1, 8}, {259, 1, 1}, {262, 1, 1}, {273, 1, 8}, {277, 1, 1}, {278, 1, 2}, {279, 1, 4}})
		for range n {
			b = append(b, dir...)
			b = binary.LittleEndian.AppendUint32(b, uint32(len(b))+4)
		}
		_, err := w.Write(binary.LittleEndian.AppendUint32(b[:len(b)-4], 0))
		return err
	}
}
