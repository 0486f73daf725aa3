package encode

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

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
