package render

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"

	"thumbpool/processor/format"
	"thumbpool/processor/plane"
)

// maxProfile is the longest colour profile, in bytes, that a thumbnail takes
// over. Those of cameras and screens have up to 4 kB; a longer one would be
// most of the thumbnail's file.
const maxProfile = 64 << 10

// profile returns the photo's ICC profile if it describes the thumbnail's
// colours too, so that they look alike wherever profiles are heeded. It
// returns nil for a profile of other colours, such as those of a CMYK photo,
// and for sRGB, which every viewer takes for granted.
func (w *work) profile() ([]byte, error) {
	p, err := format.ReadICC(w.content, w.size, w.header.Format)
	if err != nil || len(p) < 20 || len(p) > maxProfile || bytes.Contains(p, []byte("sRGB")) {
		return nil, err
	}
	space := "RGB " // ICC.1:2022, table 19
	if w.picture.Kind == plane.Gray {
		space = "GRAY"
	}
	if string(p[16:20]) != space {
		return nil, nil
	}
	return p, nil
}

// headPNG is the length of a PNG's signature and first chunk.
const headPNG = 8 + 8 + 13 + 4

// insertProfile puts a profile into an encoded PNG as an iCCP chunk (PNG third
// edition, 11.3.2.3), which has to come before the palette and the pixels.
func insertProfile(encoded, profile []byte) ([]byte, error) {
	if len(encoded) < headPNG {
		return nil, errors.New("the encoder wrote no PNG")
	}
	body := bytes.NewBufferString("iCCPphoto\x00\x00") // a name, and the compression method
	z := zlib.NewWriter(body)
	if _, err := z.Write(profile); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	chunk := binary.BigEndian.AppendUint32(nil, uint32(body.Len()-4))
	chunk = append(chunk, body.Bytes()...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body.Bytes()))
	return slices.Insert(encoded, headPNG, chunk...), nil
}
