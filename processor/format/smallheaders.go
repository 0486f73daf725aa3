package format

import (
	"encoding/binary"
	"io"

	xbmp "golang.org/x/image/bmp"
	"thumbpool/processor/format/tiff"
)

func gifHeader(r io.ReaderAt) (Header, error) {
	b, err := read(r, 6, 4)
	if err != nil {
		return Header{}, err
	}
	return Header{
		Width: int(binary.LittleEndian.Uint16(b)), Height: int(binary.LittleEndian.Uint16(b[2:])),
		HasAlpha: true, pixelCost: 5,
	}, nil
}

func bmpHeader(r io.ReaderAt, size int64) (Header, error) {
	c, err := xbmp.DecodeConfig(io.NewSectionReader(r, 0, size))
	return Header{Width: c.Width, Height: c.Height, pixelCost: 4}, err
}

func tiffHeader(r io.ReaderAt, size int64) (Header, error) {
	d, err := tiff.ReadDirectory(r, size)
	if err != nil {
		return Header{}, err
	}
	w, _ := d.Uint(tiff.TagImageWidth)
	h, _ := d.Uint(tiff.TagImageLength)
	return Header{Width: int(w), Height: int(h), Orientation: d.Orientation(), pixelCost: 8}, nil
}
